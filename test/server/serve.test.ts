import { spawnSync } from 'node:child_process';
import { Resolver } from 'node:dns/promises';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serve } from './serve';

const program = join(process.cwd(), 'bin/kubectl-lite');

function place(): { folder: string; env: NodeJS.ProcessEnv; run: (...words: string[]) => string } {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-lite-serve-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    KUBECTL_LITE_HOME: join(folder, 'home'),
    KUBECTL_LITE_SEED: 'serve',
  };
  const run = (...words: string[]): string => {
    const { stdout, stderr } = spawnSync(process.execPath, [program, ...words], { env, encoding: 'utf8' });
    return stdout + stderr;
  };
  return { folder, env, run };
}

async function started(...[env, folder, flags]: Parameters<typeof serve>) {
  const served = await serve(env, folder, flags);
  onTestFinished(() => void served.process.kill('SIGKILL'));
  return served;
}

describe('kubectl-lite serve', () => {
  it('says how it is used, and writes a kubeconfig that only its owner reads', async () => {
    const { folder, env } = place();
    const { url, kubeconfig, dnsPort, stop } = await started(env, folder, ['--token', 'secret']);
    const { stdout, stderr } = await stop();
    expect(stdout).toBe(`Serving minikube at ${url}; its DNS at 127.0.0.1:${dnsPort}

  export KUBECONFIG=${kubeconfig}
  kubectl get pods -A
  dig @127.0.0.1 -p ${dnsPort} kubernetes.default.svc.cluster.local

Ctrl-C ends it.
`);
    expect(stderr).toBe('');
    expect(readFileSync(kubeconfig, 'utf8')).toBe(`apiVersion: v1
clusters:
- cluster:
    server: ${url}
  name: kubectl-lite
contexts:
- context:
    cluster: kubectl-lite
    namespace: default
    user: kubectl-lite
  name: kubectl-lite
current-context: kubectl-lite
kind: Config
preferences: {}
users:
- name: kubectl-lite
  user:
    token: secret
`);
    if (process.platform !== 'win32') expect(statSync(kubeconfig).mode & 0o777).toBe(0o600);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with 0 on %s, with watches open', async (signal) => {
    const { folder, env } = place();
    const { url, stop } = await started(env, folder);
    const response = await fetch(`${url}/api/v1/pods?watch=true`);
    const read = response.text().catch(() => 'cut off');
    const { exitCode, stderr } = await stop(signal);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    await read;
    await expect(fetch(url)).rejects.toThrow();
  });

  it('shares the cluster with commands that run meanwhile', async () => {
    const { folder, env, run } = place();
    const { url, stop } = await started(env, folder);
    run('run', 'theirs', '--image=nginx');
    const get = async (path: string) => (await fetch(url + path)).json() as Promise<{ status: { phase: string } }>;
    expect((await get('/api/v1/namespaces/default/pods/theirs')).status.phase).toBe('Running');
    const pod = { metadata: { name: 'ours' }, spec: { containers: [{ name: 'main', image: 'nginx' }] } };
    const headers = { 'Content-Type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(pod) };
    expect((await fetch(`${url}/api/v1/namespaces/default/pods`, init)).status).toBe(201);
    expect(run('get', 'pods', '-o', 'name')).toBe('pod/ours\npod/theirs\n');
    await stop();
  });

  it('answers by DNS', async () => {
    const { folder, env } = place();
    const { dnsPort, stop } = await started(env, folder);
    const resolver = new Resolver();
    resolver.setServers([`127.0.0.1:${dnsPort}`]);
    expect(await resolver.resolve4('kubernetes.default.svc.cluster.local')).toEqual(['10.96.0.1']);
    await stop();
  });

  it('speaks HTTPS to those who read its kubeconfig', async () => {
    const { folder, env } = place();
    const { url, kubeconfig, stop } = await started(env, folder, ['--tls']);
    expect(url).toMatch(/^https:/);
    const [, authority = ''] = /certificate-authority-data: (\S+)/.exec(readFileSync(kubeconfig, 'utf8')) ?? [];
    const { get } = await import('node:https');
    const ca = Buffer.from(authority, 'base64');
    const code = await new Promise((resolve) => {
      get(`${url}/version`, { ca, agent: false }, (response) => resolve(response.resume().statusCode));
    });
    expect(code).toBe(200);
    await stop();
  });

  it('says what it cannot listen at', async () => {
    const { run } = place();
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    onTestFinished(() => void taken.close());
    const words = ['serve', '--port', String(port), '--dns-port', '0'];
    expect(run(...words)).toBe(`error: listen tcp 127.0.0.1:${port}: bind: address already in use\n`);
    expect(run('serve', '--port', '70000')).toBe('error: invalid port 70000: must be between 0 and 65535\n');
    expect(run('serve', 'more')).toBe('error: unexpected arguments: [more]\n');
  });

  it('warns when anybody may reach it', async () => {
    const { folder, env } = place();
    const { stop } = await started(env, folder, ['--address', '0.0.0.0']);
    const { stderr } = await stop();
    expect(stderr).toBe('Warning: whoever reaches 0.0.0.0 can change this cluster: --token asks them for a password\n');
  });
});
