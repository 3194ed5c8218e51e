import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { statePath } from './refusal';
import { newShell, type Outcome, type Shell } from './shell';

const WRITERS = 8;
const numbers = Array.from({ length: WRITERS }, (_, number) => number);

/** Runs scripts at once, each in a shell of its own, to their ends. */
async function together({ folder, env }: Shell, scripts: readonly string[]): Promise<Outcome[]> {
  return await Promise.all(
    scripts.map(
      (script) =>
        new Promise<Outcome>((resolve) => {
          const child = spawn('sh', ['-c', script], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
          const texts = { stdout: '', stderr: '' };
          child.stdout.setEncoding('utf8').on('data', (text: string) => {
            texts.stdout += text;
          });
          child.stderr.setEncoding('utf8').on('data', (text: string) => {
            texts.stderr += text;
          });
          child.on('close', (exitCode) => resolve({ ...texts, exitCode: exitCode ?? -1 }));
        }),
    ),
  );
}

/** A shell whose random choices are not fixed: processes at once are not to choose alike by arrangement. */
function unseededShell(): Shell {
  const shell = newShell();
  delete shell.env.KUBECTL_LITE_SEED;
  return shell;
}

function configMap(name: string, data = ''): string {
  return `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}, data: {${data}}}`;
}

type Step = { readonly type: string; readonly key: string; readonly version: number };

function history(shell: Shell): Step[] {
  const lines = readFileSync(`${statePath(shell)}.history`, 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line): Step => JSON.parse(line));
}

/** What a writer leaves behind is the state, its history and the kubeconfig: no lock, nothing half written. */
function leftovers(shell: Shell): string[] {
  return readdirSync(dirname(statePath(shell))).filter((name) => /\.(lock|tmp|break)|\.\d+$/.test(name));
}

describe('several writers at once', () => {
  it('loses nothing that any of them wrote', async () => {
    const shell = unseededShell();
    shell.out('kubectl get namespaces');
    const scripts = numbers.map((number) =>
      [1, 2, 3].map((count) => `echo '${configMap(`w${number}-${count}`)}' | kubectl create -f -`).join(' && '),
    );

    const outcomes = await together(shell, scripts);

    const made = numbers.flatMap((number) => [1, 2, 3].map((count) => `configmap/w${number}-${count}`));
    expect(outcomes.map(({ stderr, exitCode }) => ({ stderr, exitCode }))).toEqual(
      numbers.map(() => ({ stderr: '', exitCode: 0 })),
    );
    expect(shell.out('kubectl get configmaps -o name').trimEnd().split('\n').sort()).toEqual(
      ['configmap/kube-root-ca.crt', ...made].sort(),
    );
    const steps = history(shell);
    const versions = steps.map(({ version }) => version);
    expect(versions).toEqual([...versions.keys()].map((index) => index + 1));
    expect(JSON.parse(readFileSync(statePath(shell), 'utf8')).resourceVersion).toBe(versions.at(-1));
    expect(steps.filter(({ type, key }) => type === 'ADDED' && /\/w\d-\d$/.test(key))).toHaveLength(made.length);
    expect(leftovers(shell)).toEqual([]);
  });

  it('merges what they apply and patch to one object', async () => {
    const shell = unseededShell();
    shell.out(`echo '${configMap('shared')}' | kubectl create -f -`);

    const outcomes = await together(
      shell,
      numbers.map((number) => `kubectl patch configmap shared -p '{"data":{"k${number}":"v"}}'`),
    );

    expect(outcomes).toEqual(numbers.map(() => ({ stdout: 'configmap/shared patched\n', stderr: '', exitCode: 0 })));
    expect(JSON.parse(shell.out("kubectl get configmap shared -o jsonpath='{.data}'"))).toEqual(
      Object.fromEntries(numbers.map((number) => [`k${number}`, 'v'])),
    );
  });

  it('scales to a size that one of them asked for, and to the pods of it', async () => {
    const shell = unseededShell();
    shell.write(
      'web.yaml',
      `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: nginx, image: nginx}]}}
`,
    );
    shell.out('kubectl apply -f web.yaml');

    const outcomes = await together(
      shell,
      numbers.map((number) => `kubectl scale statefulset web --replicas=${number + 1}`),
    );

    expect(outcomes).toEqual(numbers.map(() => ({ stdout: 'statefulset.apps/web scaled\n', stderr: '', exitCode: 0 })));
    const size = Number(shell.out("kubectl get statefulset web -o jsonpath='{.spec.replicas}'"));
    expect(size).toBeGreaterThan(0);
    expect(shell.out('kubectl get pods -o name')).toBe(
      Array.from({ length: size }, (_, ordinal) => `pod/web-${ordinal}\n`).join(''),
    );
    expect(shell.out("kubectl get statefulset web -o jsonpath='{.status.readyReplicas}'")).toBe(String(size));
  });

  it('gives each node port and cluster IP once', async () => {
    const shell = unseededShell();
    shell.out('kubectl get namespaces');

    await together(
      shell,
      numbers.map(
        (number) =>
          `echo '{apiVersion: v1, kind: Service, metadata: {name: s${number}}, spec: {type: NodePort, ports: [{port: 80}]}}' | kubectl create -f -`,
      ),
    );

    const answer = shell.out(
      'kubectl get services -o jsonpath=\'{range .items[*]}{.spec.clusterIP} {.spec.ports[0].nodePort}{"\\n"}{end}\'',
    );
    const rows = answer
      .trimEnd()
      .split('\n')
      .map((row) => row.split(' '));
    expect(new Set(rows.map(([address]) => address)).size).toBe(WRITERS + 1);
    expect(new Set(rows.flatMap(([, port]) => (port ? [port] : []))).size).toBe(WRITERS);
  });

  it('shows readers a whole state at any time', async () => {
    const shell = unseededShell();
    shell.out('kubectl get namespaces');
    const path = statePath(shell);
    let reads = 0;
    let writing = true;
    const look = async (): Promise<void> => {
      while (writing) {
        expect(JSON.parse(readFileSync(path, 'utf8')).format).toBe(1);
        reads++;
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const readers = 'for i in 1 2 3 4 5; do kubectl get configmaps -A -o json > /dev/null || exit 1; done';
    const writers = numbers.map((number) => `echo '${configMap(`c${number}`)}' | kubectl create -f -`);

    const looking = look();
    const outcomes = await together(shell, [readers, readers, ...writers]);
    writing = false;
    await looking;

    expect(outcomes.map(({ stderr, exitCode }) => `${stderr}${exitCode}`)).toEqual(outcomes.map(() => '0'));
    expect(reads).toBeGreaterThan(10);
  });

  it('makes one cluster where several commands are the first', async () => {
    const shell = unseededShell();
    const uid = "kubectl get namespace default -o jsonpath='{.metadata.uid}'";

    const outcomes = await together(
      shell,
      numbers.map(() => uid),
    );

    expect(outcomes.map(({ stdout, stderr }) => ({ stdout, stderr }))).toEqual(
      numbers.map(() => ({ stdout: shell.out(uid), stderr: '' })),
    );
    expect(history(shell).filter(({ type, key }) => type === 'ADDED' && key === 'namespaces//default')).toHaveLength(1);
  });
});

/** Runs a script for some milliseconds, then kills it with all that it started. @returns the objects it has told of */
async function killed({ folder, env }: Shell, script: string, after: number): Promise<string[]> {
  const child = spawn('sh', ['-c', script], { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), after);
  await ended;
  return stdout.match(/configmap\/\S+/g) ?? [];
}

describe('a writer that is killed', () => {
  it('leaves a state that the next command reads at once', async () => {
    const shell = unseededShell();
    shell.out('kubectl get namespaces');
    const loop =
      'i=0; while true; do i=$((i+1)); echo "{apiVersion: v1, kind: ConfigMap, metadata: {name: c$1-$i}}" | kubectl create -f - ; done';

    for (const round of [1, 2, 3, 4, 5, 6]) {
      const told = await killed(shell, loop.replaceAll('$1', String(round)), 300 + round * 37);
      const kept = shell.out('kubectl get configmaps -o name').split('\n');

      expect(kept).toEqual(expect.arrayContaining(told));
      expect(told.length).toBeGreaterThan(0);
      expect(JSON.parse(readFileSync(statePath(shell), 'utf8')).format).toBe(1);
      const start = Date.now();
      shell.out(`echo '${configMap(`after-${round}`)}' | kubectl create -f -`);
      expect(Date.now() - start).toBeLessThan(3_000);
    }
  });

  it('leaves a lock that exactly one of the others takes over', async () => {
    const shell = unseededShell();
    shell.out('kubectl get namespaces');
    const gone = spawnSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }).stdout.trim();
    writeFileSync(`${statePath(shell)}.lock`, gone);

    const outcomes = await together(
      shell,
      numbers.map((number) => `echo '${configMap(`c${number}`)}' | kubectl create -f -`),
    );

    expect(outcomes).toEqual(
      numbers.map((number) => ({ stdout: `configmap/c${number} created\n`, stderr: '', exitCode: 0 })),
    );
    expect(shell.out('kubectl get configmaps -o name').trimEnd().split('\n')).toHaveLength(WRITERS + 1);
    expect(leftovers(shell)).toEqual([]);
  });
});

describe('a lock that is held', () => {
  it('is waited for, and readers do not mind it', async () => {
    const shell = unseededShell();
    shell.out('kubectl get namespaces');
    const lock = `${statePath(shell)}.lock`;
    writeFileSync(lock, String(process.pid));
    onTestFinished(() => rmSync(lock, { force: true }));

    const running = shell.start(`echo '${configMap('late')}' | kubectl create -f - ; echo done`);
    for (const _ of [1, 2, 3]) expect(shell.out('kubectl get configmaps -o name')).not.toContain('late');
    expect(readFileSync(lock, 'utf8')).toBe(String(process.pid));
    rmSync(lock);
    await running.until('configmap/late created\ndone');

    expect(existsSync(lock)).toBe(false);
    expect(shell.out('kubectl get configmaps -o name')).toContain('configmap/late');
  });
});
