import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectRefusals, statePath } from './refusal';
import { newShell, type Shell } from './shell';

const create = "echo '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}' | kubectl create -f -";
const advice =
  'It was left as it is. Move it away, or name another one with KUBECTL_LITE_STATE=FILE, or start anew with "kubectl-lite sim reset" (which keeps a copy of it).\n';

function withState(text: string): Shell {
  const shell = newShell();
  mkdirSync(dirname(statePath(shell)), { recursive: true });
  writeFileSync(statePath(shell), text);
  return shell;
}

describe('a state that cannot be read', () => {
  it.each([
    ['is cut off', '{"format":1,"objects":{"pods/default/a":', /is not valid JSON: .*\n/],
    ['is empty', '', /is not valid JSON: .*\n/],
    ['is something else', '[1, 2]', /does not hold a cluster's state\n/],
    ['has no records', '{"format":1,"resourceVersion":1,"objects":{}}', /does not hold a cluster's state\n/],
    [
      'has no objects',
      '{"format":1,"resourceVersion":1,"simulator":{},"objects":null}',
      /does not hold a cluster's state\n/,
    ],
    [
      'has objects that are none',
      '{"format":1,"resourceVersion":1,"simulator":{},"objects":{"pods/default/a":5}}',
      /does not hold a cluster's state\n/,
    ],
    [
      'comes of another version',
      '{"format":2,"resourceVersion":1,"simulator":{},"objects":{}}',
      /has format 2, this version reads format 1\n/,
    ],
  ])('is left as it is: a file that %s', (_, text, problem) => {
    const shell = withState(text);
    for (const script of ['kubectl get pods', create, 'kubectl sim status', 'kubectl sim advance 5m']) {
      const { stdout, stderr, exitCode } = shell(script);

      expect({ script, stdout, exitCode }).toEqual({ script, stdout: '', exitCode: 1 });
      expect(stderr).toMatch(problem);
      expect(stderr.startsWith(`error: the state file ${statePath(shell)} `)).toBe(true);
      expect(stderr.endsWith(advice)).toBe(true);
    }
    expect(readFileSync(statePath(shell), 'utf8')).toBe(text);
    expect(readdirSync(dirname(statePath(shell)))).toEqual(['minikube.json']);
  });

  it('is kept beside when the cluster is started anew, as often as that happens', () => {
    const shell = withState('{"broken');
    const path = statePath(shell);

    expect(shell('kubectl sim reset')).toEqual({
      stdout: 'minikube cluster started anew\n',
      stderr: `The state could not be read: it is kept as ${path}.broken\n`,
      exitCode: 0,
    });
    writeFileSync(path, 'broken again');
    expect(shell('kubectl sim reset').stderr).toBe(`The state could not be read: it is kept as ${path}.broken.1\n`);

    expect(readFileSync(`${path}.broken`, 'utf8')).toBe('{"broken');
    expect(readFileSync(`${path}.broken.1`, 'utf8')).toBe('broken again');
    expect(shell.out('kubectl get namespace default -o name')).toBe('namespace/default\n');
  });
});

describe('a state that cannot be written', () => {
  it.each(['KUBECTL_LITE_HOME=file/home', 'KUBECTL_LITE_STATE=file/state.json', 'KUBECTL_LITE_STATE=.'])(
    'says what to do, and nothing of what it did not do: %s',
    (place) => {
      const shell = newShell();
      shell.write('file', 'not a folder');
      const created = create.replace('kubectl', `${place} kubectl`);
      for (const script of [created, `${place} kubectl run p --image=nginx`, `${place} kubectl sim init --force`]) {
        const { stdout, stderr, exitCode } = shell(script);

        expect({ script, stdout, exitCode }).toEqual({ script, stdout: '', exitCode: 1 });
        expect(stderr).toMatch(/^error: cannot (read|write|lock) the state/);
        expect(stderr).toMatch(/KUBECTL_LITE_STATE=FILE/);
      }
      expect(readFileSync(join(shell.folder, 'file'), 'utf8')).toBe('not a folder');
    },
  );

  it('keeps what was there when a write fails: nothing is told', () => {
    const shell = newShell();
    shell.out(create);
    const before = readFileSync(statePath(shell), 'utf8');
    // No process can write a file larger than this: the new state does not fit.
    const { stdout, stderr, exitCode } = shell(`ulimit -f 4; ${create.replace('name: a', 'name: b')}`);

    expect(stdout).toBe('');
    expect(exitCode).not.toBe(0);
    expect(stderr).not.toMatch(/created/);
    expect(readFileSync(statePath(shell), 'utf8')).toBe(before);
    expect(shell.out('kubectl get configmaps -o name')).toBe('configmap/a\nconfigmap/kube-root-ca.crt\n');
  });
});

describe("the simulator's own commands", () => {
  it('refuse what they cannot do', () => {
    const shell = newShell();
    shell.out('kubectl run p --image=nginx');
    shell.write('junk.json', '{"a": 1}');
    shell.write('broken.json', '{');
    shell.write('newer.json', '{"format": 9, "simulator": {}, "objects": {}}');
    const path = statePath(shell);
    expectRefusals(shell, [
      ['kubectl sim init --profile docker', 'error: unknown profile "docker": it must be one of minikube, kind, k3d'],
      ['kubectl sim init --nodes 0', 'error: --nodes must be between 1 and 100, not 0'],
      ['kubectl sim init --nodes 101', 'error: --nodes must be between 1 and 100, not 101'],
      [
        'kubectl sim init --nodes many',
        `error: invalid argument "many" for "--nodes" flag: strconv.ParseInt: parsing "many": invalid syntax\nSee 'kubectl sim init --help' for usage.`,
      ],
      [
        'kubectl sim init',
        `error: there is a cluster in ${path} already; "kubectl sim reset" or --force starts it anew`,
      ],
      ['kubectl sim load', 'error: exactly one FILE is required; - stands for the standard input'],
      ['kubectl sim load nope.json', 'error: the path "nope.json" does not exist'],
      ['kubectl sim load junk.json', 'error: the file holds neither a snapshot nor objects'],
      ['kubectl sim load broken.json', 'error: unexpected EOF'],
      ['kubectl sim load newer.json', 'error: the snapshot has format 9, this version reads format 1'],
      ['echo junk | kubectl sim load -', 'error: the file holds neither a snapshot nor objects'],
      ['kubectl sim save', 'error: exactly one FILE is required; - stands for the standard output'],
      ['kubectl sim advance soon', 'error: a DURATION such as 30s, 5m or 1h30m is required, not "soon"'],
      ['kubectl sim fail', 'error: exactly one POD is required'],
      ['kubectl sim fail p --fault hunger', 'error: --fault must be one of unready, crash, image-pull'],
      ['kubectl sim heal p', 'error: pod "default/p" does not fail'],
      ['kubectl sim reset now', 'error: unexpected arguments: [now]'],
      ['kubectl sim foo', `error: unknown command "foo"\nSee 'kubectl sim -h' for help and examples`],
      ['KUBECTL_LITE_NOW=yesterday kubectl get pods', 'error: KUBECTL_LITE_NOW is no RFC 3339 time: "yesterday"'],
      [
        'KUBECTL_LITE_NOW=2025-13-01T00:00:00Z kubectl get pods',
        'error: KUBECTL_LITE_NOW is no RFC 3339 time: "2025-13-01T00:00:00Z"',
      ],
    ]);
    expect(existsSync(join(dirname(path), 'kind-kind.json'))).toBe(false);
  });
});
