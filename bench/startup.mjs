// How long `get pods` takes on a cluster of ten pods, beside `node -e 0` and, where there is one, beside kubectl's own
// start (`kubectl version --client`): runs take turns, medians are compared. NODE_EXTRA_CA_CERTS is unset on all
// sides: Node 20 reads that file at every start.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const runs = Number(process.argv[2] ?? 40);
const program = fileURLToPath(new URL('../bin/kubectl-lite', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'kubectl-lite-bench-'));
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
const env = { ...inherited, KUBECTL_LITE_HOME: home };

const manifest = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'web' },
  spec: {
    replicas: 10,
    serviceName: 'nginx',
    selector: { matchLabels: { app: 'nginx' } },
    template: {
      metadata: { labels: { app: 'nginx' } },
      spec: { containers: [{ name: 'nginx', image: 'nginx:1.27', ports: [{ containerPort: 80, name: 'web' }] }] },
    },
  },
};
writeFileSync(join(home, 'web.json'), JSON.stringify(manifest));
execFileSync(process.execPath, [program, 'apply', '-f', join(home, 'web.json')], { env });

const cases = [
  { name: 'node -e 0', command: process.execPath, args: ['-e', '0'] },
  { name: 'kubectl-lite get pods', command: process.execPath, args: [program, 'get', 'pods'] },
];
if (spawnSync('kubectl', ['version', '--client'], { env }).status === 0) {
  cases.push({ name: 'kubectl version --client', command: 'kubectl', args: ['version', '--client'] });
}
const times = cases.map(() => []);
for (let run = -3; run < runs; run++) {
  for (const [index, { command, args }] of cases.entries()) {
    const start = process.hrtime.bigint();
    execFileSync(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    if (run >= 0) times[index].push(Number(process.hrtime.bigint() - start) / 1e6);
  }
}
rmSync(home, { recursive: true });

const median = (values) => values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)];
const base = median(times[0]);
for (const [index, { name }] of cases.entries()) {
  const time = median(times[index]);
  console.log(`${name.padEnd(26)} ${time.toFixed(1).padStart(6)} ms   ${(time / base).toFixed(2)} x node -e 0`);
}
