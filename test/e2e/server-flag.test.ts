import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { newShell, root, type Shell } from './shell';

const options = { fixtures: 'demo' };

/** A shell that has no cluster of its own, beside a cluster that is served. */
async function shellBesideServer(flags = ''): Promise<{ shell: Shell; server: string; kubeconfig: string }> {
  const shell = newShell(options);
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-lite-served-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const running = shell.start(`KUBECTL_LITE_HOME=${folder} kubectl-lite serve --port 0 --dns-port 0 ${flags}`);
  await running.until('Ctrl-C');
  const kubeconfig = join(folder, 'serve.kubeconfig');
  const [server = ''] = /https?:\/\/127\.0\.0\.1:\d+/.exec(readFileSync(kubeconfig, 'utf8')) ?? [];
  return { shell, server, kubeconfig };
}

const stateFolder = ({ env }: Shell): string => env.KUBECTL_LITE_HOME ?? '';

describe('--server', () => {
  let shell: Shell;
  let server: string;
  let kubeconfig: string;

  beforeEach(async () => {
    ({ shell, server, kubeconfig } = await shellBesideServer());
  });

  /** The commands of a tutorial, each with its answer. */
  const session = [
    'apply -f .',
    'get pods,pvc',
    'get statefulset db -o wide',
    'get pod db-0 -o jsonpath={.metadata.labels}',
    'describe service store',
    'scale statefulset db --replicas=2',
    'rollout status statefulset db',
    `patch statefulset db -p '{"spec":{"replicas":1}}'`,
    'get pods -A -o name --field-selector metadata.namespace=default',
    'delete pod db-0',
    'nslookup db-0.store',
    'nslookup db-1.store --from db-0',
    'create namespace dev',
    'get namespaces',
    'run web --image=nginx -n dev',
    'expose pod web --port=80 -n dev',
    'get service web -n dev',
    'delete namespace dev',
    'delete -f .',
    'get all',
    'api-resources -o wide',
    'version',
  ];

  it('does to a server what is done to a state file, in the same words', () => {
    const words = (run: Shell, flags: string) =>
      session.map((command) => {
        const { stdout, stderr, exitCode } = run(`kubectl ${command} ${flags}`);
        return { command, stdout: stdout.replaceAll(/172\.17\.0\.\d+/g, 'POD-IP'), stderr, exitCode };
      });
    const expected = words(newShell(options), '');
    const found = words(shell, `--server ${server}`);
    const random = /[0-9a-f]{8}-[0-9a-f-]{27}|10\.\d+\.\d+\.\d+/g;
    const plain = (lines: typeof found) => lines.map((one) => ({ ...one, stdout: one.stdout.replaceAll(random, '…') }));
    expect(plain(found)).toEqual(plain(expected));
    expect(existsSync(stateFolder(shell))).toBe(false);
  });

  it('is short for a context of a kubeconfig', () => {
    expect(shell.out(`kubectl -s ${server} get nodes -o name`)).toBe('node/minikube\n');
    expect(shell.out(`kubectl --kubeconfig ${kubeconfig} get nodes -o name`)).toBe('node/minikube\n');
    expect(shell.out(`KUBECONFIG=${kubeconfig} kubectl get nodes -o name`)).toBe('node/minikube\n');
    expect(existsSync(stateFolder(shell))).toBe(false);
  });

  it('leaves simulated clusters alone, and is left alone by them', () => {
    shell.out('kubectl create namespace here');
    shell.out(`kubectl -s ${server} create namespace there`);
    expect(shell.out('kubectl get namespace here -o name')).toBe('namespace/here\n');
    expect(shell.out(`kubectl -s ${server} get namespace there -o name`)).toBe('namespace/there\n');
    expect(shell('kubectl get namespace there').exitCode).toBe(1);
  });

  it('watches', async () => {
    const watch = shell.start(`kubectl -s ${server} get pods -w --no-headers -o name`);
    shell.out(`kubectl -s ${server} run one --image=nginx`);
    await watch.until('pod/one\n');
    shell.out(`kubectl -s ${server} run two --image=nginx`);
    await watch.until('pod/two\n');
    await watch.interrupt();
  });

  it.each([
    ['get pod nothing', 'Error from server (NotFound): pods "nothing" not found\n'],
    ['get nothing', 'error: the server doesn\'t have a resource type "nothing"\n'],
    ['get pod ..', 'error: invalid resource name "..": [may not be \'..\']\n'],
    ['create namespace default', 'Error from server (AlreadyExists): namespaces "default" already exists\n'],
    [
      `patch namespace default -p '{"metadata":{"labels":{"a":"-"}}}'`,
      `The Namespace "default" is invalid: metadata.labels: Invalid value: "-": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')\n`,
    ],
  ])('tells what the server refuses: %s', (command, stderr) => {
    expect(shell(`kubectl -s ${server} ${command}`)).toEqual({ stdout: '', stderr, exitCode: 1 });
  });

  it.each(['sim status', 'sim reset', 'sim init', 'sim save x.json', 'sim advance 1h', 'sim fail db-0'])(
    'refuses %s',
    (command) => {
      expect(shell(`kubectl -s ${server} ${command}`)).toEqual({
        stdout: '',
        stderr: `error: the cluster at ${server} is not simulated: choose one that is with --context, or make one with "kubectl sim init"\n`,
        exitCode: 1,
      });
      expect(existsSync(stateFolder(shell))).toBe(false);
    },
  );

  it('runs commands in containers', () => {
    shell.out(`kubectl -s ${server} run one --image=nginx`);
    const inOne = (command: string, stdin?: string) => shell(`kubectl -s ${server} exec ${command}`, stdin);
    expect(inOne('one -- hostname')).toEqual({ stdout: 'one\n', stderr: '', exitCode: 0 });
    expect(inOne("one -- sh -c 'echo out; echo err >&2; exit 7'")).toEqual({
      stdout: 'out\n',
      stderr: 'err\ncommand terminated with exit code 7\n',
      exitCode: 7,
    });
    expect(inOne('-i one -- cat', 'typed\n')).toEqual({ stdout: 'typed\n', stderr: '', exitCode: 0 });
    expect(inOne('-i one -- sh', 'hostname\nexit 4\n')).toEqual({
      stdout: 'one\n',
      stderr: 'command terminated with exit code 4\n',
      exitCode: 4,
    });
    expect(inOne('one -- nothing').exitCode).toBe(126);
    expect(inOne('nobody -- ls')).toEqual({
      stdout: '',
      stderr: 'Error from server (NotFound): pods "nobody" not found\n',
      exitCode: 1,
    });
    expect(shell.out(`kubectl -s ${server} exec-hostname one`)).toBe('one\n');
  });

  it('runs pods that somebody is attached to', () => {
    const run = `kubectl -s ${server} run two -i --rm --image=busybox --restart=Never`;
    expect(shell(run, 'hostname\nexit 5\n')).toEqual({
      stdout: 'two\npod "two" deleted\n',
      stderr: "If you don't see a command prompt, try pressing enter.\npod default/two terminated (Error)\n",
      exitCode: 5,
    });
    expect(shell.out(`kubectl -s ${server} get pods -o name`)).toBe('');
  });
});

describe('a server that asks who is there', () => {
  it('is told by --token, or by the kubeconfig', async () => {
    const { shell, server, kubeconfig } = await shellBesideServer('--token let-me-in');
    expect(shell.out(`kubectl -s ${server} --token let-me-in get nodes -o name`)).toBe('node/minikube\n');
    expect(shell.out(`kubectl --kubeconfig ${kubeconfig} get nodes -o name`)).toBe('node/minikube\n');
    expect(shell(`kubectl -s ${server} get nodes`)).toEqual({
      stdout: '',
      stderr:
        'error: You must be logged in to the server (the server has asked for the client to provide credentials)\n',
      exitCode: 1,
    });
  });

  it('shows a certificate, which the kubeconfig vouches for', async () => {
    const { shell, server, kubeconfig } = await shellBesideServer('--tls');
    expect(shell.out(`kubectl --kubeconfig ${kubeconfig} get nodes -o name`)).toBe('node/minikube\n');
    expect(shell.out(`kubectl -s ${server} --insecure-skip-tls-verify get nodes -o name`)).toBe('node/minikube\n');
    expect(shell(`kubectl -s ${server} get nodes`).stderr).toBe(
      'Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority\n',
    );
  });
});

describe('a server that is not there', () => {
  it.each([
    [
      '--server http://127.0.0.1:1',
      'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?\n',
    ],
    [
      '-s 127.0.0.1:1',
      'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?\n',
    ],
  ])("is told of in kubectl's words: %s", (flags, stderr) => {
    const shell = newShell();
    for (const command of ['get pods', 'version', 'delete pod x', 'apply -f x.yaml']) {
      shell.write('x.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n');
      const outcome = shell(`kubectl ${flags} ${command}`);
      expect([outcome.stderr, outcome.exitCode]).toEqual([stderr, 1]);
    }
    expect(existsSync(stateFolder(shell))).toBe(false);
  });

  it("is not replaced by a simulated cluster of its context's name", () => {
    const shell = newShell();
    const config = 'KUBECONFIG=config kubectl';
    shell.out(`${config} config set-cluster real --server=http://127.0.0.1:1`);
    shell.out(`${config} config set-context kind-kind --cluster=real && ${config} config use-context kind-kind`);
    expect(shell(`${config} sim init --profile kind`)).toEqual({
      stdout: '',
      stderr:
        'error: context "kind-kind" is a real cluster\'s, at http://127.0.0.1:1: it is not replaced by a simulated one\n',
      exitCode: 1,
    });
    shell.out(`${config} sim init --profile minikube`);
    expect(shell.out(`${config} get nodes -o name`)).toBe('node/minikube\n');
  });
});

/** Answers as kubectl 1.33.1 gave them of the same server. */
describe("a server of other people's", () => {
  async function startForeign(refusal: string): Promise<{ shell: Shell; server: string }> {
    const shell = newShell();
    const running = shell.start(`node ${root}/test/e2e/foreign-server.mjs ${refusal}`);
    let server = '';
    await running.until((stdout) => {
      server = stdout.trim();
      return stdout.endsWith('\n');
    });
    return { shell, server };
  }

  it('prints kinds of which it alone knows the columns', async () => {
    const { shell, server } = await startForeign('401 status');
    const out = (command: string): string => shell.out(`kubectl -s ${server} ${command}`);
    const plain = 'NAME   URL          SIZE   AGE\none    http://one   3      5d\ntwo    http://two   3      5d\n';
    expect(out('get ksvc')).toBe(plain);
    expect(out('get services')).toBe(plain);
    expect(out('get services.example.com -o wide')).toBe(
      'NAME   URL          SIZE   EXTRA   AGE\none    http://one   3              5d\ntwo    http://two   3              5d\n',
    );
    expect(out('get services.example.com -A')).toBe(
      'NAMESPACE   NAME   URL          SIZE   AGE\ndefault     one    http://one   3      5d\ndefault     two    http://two   3      5d\n',
    );
    expect(out('get ksvc one --show-labels')).toBe(
      'NAME   URL          SIZE   AGE   LABELS\none    http://one   3      5d    a=one\n',
    );
    expect(out('get ksvc --server-print=false')).toBe('NAME   AGE\none    60m\ntwo    60m\n');
    expect(out('api-resources -o wide')).toBe(
      [
        'NAME       SHORTNAMES   APIVERSION       NAMESPACED   KIND      VERBS                   CATEGORIES\n',
        'pods       po           v1               true         Pod       get,list,watch,delete   \n',
        'services   ksvc         example.com/v2   true         Service   get,list,watch          all\n',
      ].join(''),
    );
  });

  it.each([
    ['401 status', 'get pods', 'error: You must be logged in to the server (Unauthorized)'],
    [
      '401 plain',
      'get pod x',
      'error: You must be logged in to the server (the server has asked for the client to provide credentials (get pods x))',
    ],
    ['403 status', 'get pods', 'Error from server (Forbidden): words of the server'],
    ['403 plain', 'delete pod x', 'Error from server (Forbidden): some words (delete pods x)'],
    [
      '404 plain',
      'get pods',
      'Error from server (NotFound): Unable to list "/v1, Resource=pods": the server could not find the requested resource (get pods)',
    ],
    [
      '405 plain',
      'delete pod x',
      'Error from server (MethodNotAllowed): the server does not allow this method on the requested resource (delete pods x)',
    ],
    ['409 plain', 'get pod x', 'Error from server (Conflict): the server reported a conflict (get pods x)'],
    ['418 status', 'get pods', 'Error from server: words of the server'],
    [
      '418 plain',
      'get pods',
      'Error from server: the server responded with the status code 418 but did not return more information (get pods)',
    ],
    [
      '500 plain',
      'get pods',
      'Error from server (InternalError): an error on the server ("some words") has prevented the request from succeeding (get pods)',
    ],
    [
      '503 plain',
      'get pods',
      'Error from server (ServiceUnavailable): the server is currently unable to handle the request (get pods)',
    ],
  ])('refuses with %s: %s', async (refusal, command, line) => {
    const { shell, server } = await startForeign(refusal);
    expect(shell(`kubectl -s ${server} ${command}`)).toEqual({ stdout: '', stderr: `${line}\n`, exitCode: 1 });
  });
});
