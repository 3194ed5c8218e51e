// A cluster full of pods in a folder of its own, and a server of it that runs as its own process.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../bin/kubectl-lite', import.meta.url));
const PODS_A_NODE = 100;

/** Makes the cluster, and serves it; `--cpu-prof` and the like reach the server by NODE_OPTIONS. */
export async function openCluster(pods) {
  const home = mkdtempSync(join(tmpdir(), 'kubectl-lite-bench-'));
  const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS, ...inherited } = process.env;
  const env = { ...inherited, KUBECTL_LITE_HOME: home };
  const run = (...words) =>
    execFileSync(process.execPath, [program, ...words], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  run('sim', 'init', '--nodes', String(Math.ceil(pods / PODS_A_NODE) + 1));
  const file = join(home, 'pods.json');
  writeFileSync(file, JSON.stringify(podList(pods)));
  run('create', 'namespace', 'load');
  run('apply', '-f', file);
  const words = ['serve', '--port', '0', '--dns-port', '0'];
  const serverEnv = NODE_OPTIONS === undefined ? env : { ...env, NODE_OPTIONS };
  const child = spawn(process.execPath, [program, ...words], { env: serverEnv, stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await portOf(child);
  return { child, port, home, memory: () => memoryOf(child.pid) };
}

export async function closeCluster({ child, home }) {
  if (child.exitCode === null) {
    const ended = once(child, 'close');
    child.kill('SIGINT');
    await ended;
  }
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
}

function podList(count) {
  const items = Array.from({ length: count }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `load-${index + 1}`, namespace: 'load', labels: { app: 'load', shard: String(index % 10) } },
    spec: { containers: [{ name: 'nginx', image: 'nginx:1.27', ports: [{ containerPort: 80, name: 'web' }] }] },
  }));
  return { apiVersion: 'v1', kind: 'List', items };
}

/** The port that the server says it took. */
async function portOf(child) {
  let text = '';
  child.stdout.setEncoding('utf8');
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    text += chunk;
    const [, port] = /at http:\/\/[^\s:]+:(\d+);/.exec(text) ?? [];
    if (port !== undefined && text.includes('Ctrl-C')) return Number(port);
  }
  throw new Error(`serve ended: ${text}`);
}

/** Resident memory in kilobytes, as ps knows it on Linux and macOS. */
function memoryOf(pid) {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
}
