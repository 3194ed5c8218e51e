// Plays the main job on a throwaway cluster: each command is printed before its output.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../bin/kubectl-lite', import.meta.url));
const cwd = fileURLToPath(new URL('..', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'kubectl-lite-demo-'));
const env = { ...process.env, KUBECTL_LITE_HOME: home, KUBECTL_LITE_STATE: '' };

const steps = [
  ['A headless Service has no address of its own.'],
  ['', 'apply -f fixtures/demo/service.yaml'],
  ['', 'get service store'],
  ['Three replicas, made one after the other, each with a claim.'],
  ['', 'apply -f fixtures/demo/statefulset.yaml'],
  ['', 'get pods -o wide'],
  ['', 'get pvc'],
  ['Each pod has a name of its own in the cluster DNS; the Service name stands for all of them.'],
  ['', 'exec-hostname -l app=store'],
  ['', 'nslookup store'],
  ['', 'nslookup db-1.store'],
  ['A pod that is deleted comes back: the same name, the same claim, the same DNS name, another address.'],
  ['', 'delete pod db-1'],
  ['', 'get pod db-1 -o wide'],
  ['', `get pod db-1 -o jsonpath='{.spec.volumes[0].persistentVolumeClaim.claimName}{"\\n"}'`],
  ['', 'nslookup db-1.store'],
  ['A name that does not exist says why.'],
  ['', 'nslookup db-7.store', 1],
];

/** Words as a shell splits them, as far as the steps need it. */
const split = (line) => line.match(/(?:[^\s']|'[^']*')+/g).map((word) => word.replaceAll("'", ''));

let exitCode = 0;
for (const [remark, line, expected = 0] of steps) {
  if (line === undefined) {
    process.stdout.write(`\n# ${remark}\n`);
    continue;
  }
  process.stdout.write(`\n$ kubectl-lite ${line}\n`);
  const { status } = spawnSync(process.execPath, [program, ...split(line)], { cwd, env, stdio: 'inherit' });
  if (status !== expected) exitCode = status ?? 1;
}
rmSync(home, { recursive: true, force: true });
process.exitCode = exitCode;
