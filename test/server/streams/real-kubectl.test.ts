import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isThere, realKubectl as real } from '../find-kubectl';
import { type Served, serve } from '../serve';

if (!isThere) console.warn('SKIPPED: there is no kubectl on the PATH to open streams with');

const folder = mkdtempSync(join(tmpdir(), 'kubectl-lite-streams-'));
const state = { PATH: process.env.PATH, HOME: folder, KUBECTL_LITE_HOME: join(folder, 'state') };

const manifest = ['talker:busybox:["sh","-c","echo one; echo two"]', 'web:nginx:null'].map((text) => {
  const [name, image, command] = text.split(/:(?![^[]*\])/);
  const container = { name, image, ...(command === 'null' ? {} : { command: JSON.parse(command ?? '[]') }) };
  const spec = { restartPolicy: 'Never', containers: [container] };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec };
});

describe.skipIf(!isThere).each([
  ['WebSockets', {}],
  ['SPDY', { KUBECTL_REMOTE_COMMAND_WEBSOCKETS: 'false', KUBECTL_PORT_FORWARD_WEBSOCKETS: 'false' }],
])('the real kubectl over %s', (_name, variables) => {
  let server: Served;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    server = await serve(state, folder);
    env = { ...state, ...variables, KUBECONFIG: server.kubeconfig };
    await kubectl('apply -f -', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifest }));
  });
  afterAll(async () => {
    await server?.stop();
  });

  function kubectl(words: string, input = ''): Promise<{ stdout: string; stderr: string; exitCode: number }> {
    return new Promise((resolve) => {
      const child = execFile(real, words.split(' '), { env, timeout: 20_000 }, (error, stdout, stderr) => {
        resolve({ stdout, stderr, exitCode: typeof error?.code === 'number' ? error.code : 0 });
      });
      child.stdin?.end(input);
    });
  }

  it('executes commands', async () => {
    expect(await kubectl('exec -i web -- sh', 'hostname\nexit 3\n')).toEqual({
      stdout: 'web\n',
      stderr: 'command terminated with exit code 3\n',
      exitCode: 3,
    });
    const input = 'a line of some length, many times over\n'.repeat(5000);
    expect((await kubectl('exec -i web -- cat', input)).stdout).toBe(input);
  });

  it('reads logs', async () => {
    expect(await kubectl('logs talker')).toEqual({ stdout: 'one\ntwo\n', stderr: '', exitCode: 0 });
    expect((await kubectl('logs -f talker --tail=1')).stdout).toBe('two\n');
  });

  it('runs a pod and attaches to it', async () => {
    const { stdout, exitCode } = await kubectl('run typed -i --rm --image=busybox --restart=Never', 'hostname\n');
    expect(stdout).toBe('typed\npod "typed" deleted\n');
    expect(exitCode).toBe(0);
  });

  it('forwards ports', async () => {
    const forward = spawn(real, ['port-forward', 'pod/web', ':80'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const pages = await Promise.all([1, 2, 3].map(async () => page(await localPort(forward))));
      for (const text of pages) expect(text).toContain('<title>Welcome to nginx!</title>');
    } finally {
      forward.kill();
    }
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

const ports = new WeakMap<ChildProcess, Promise<number>>();

/** The port that kubectl says it listens at. */
function localPort(forward: ChildProcess): Promise<number> {
  const found =
    ports.get(forward) ??
    new Promise<number>((resolve) => {
      let said = '';
      forward.stdout?.on('data', (text) => {
        said += text;
        const [, port] = /127\.0\.0\.1:(\d+) -> 80/.exec(said) ?? [];
        if (port !== undefined) resolve(Number(port));
      });
    });
  ports.set(forward, found);
  return found;
}

function page(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });
}
