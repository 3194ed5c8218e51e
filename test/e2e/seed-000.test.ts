import { describe, expect, it } from 'vitest';
import { newShell, type Shell } from './shell';

const runDnsutils =
  'kubectl run bb --image gcr.io/kubernetes-e2e-test-images/dnsutils:1.3 --restart Never -it --rm /bin/sh';
const greeting =
  'Unable to use a TTY - input is not a terminal or the right kind of file\n' +
  "If you don't see a command prompt, try pressing enter.\n";

/** What BIND's nslookup says of a name. */
function answer(typed: string, name: string, ...addresses: readonly string[]): string {
  const records = addresses.map((address) => `Name:\t${name}.default.svc.cluster.local\nAddress: ${address}\n`);
  return `/ # nslookup ${typed}\nServer:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\n${records.join('')}\n`;
}

function noAnswer(typed: string): string {
  return (
    `/ # nslookup ${typed}\nServer:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\n` +
    `** server can't find ${typed}: NXDOMAIN\n\n`
  );
}

const bye = '/ # exit\npod "bb" deleted\n';

function ipOf(shell: Shell, pod: string): string {
  return shell.out(`kubectl get pod ${pod} -o jsonpath='{.status.podIP}'`);
}

function clusterIP(shell: Shell): string {
  return shell.out("kubectl get service cluster -o jsonpath='{.spec.clusterIP}'");
}

function exposedPods(): Shell {
  const shell = newShell({ fixtures: 'headless-dns' });
  expect(shell.out('kubectl apply -f pods.yaml')).toBe('pod/pod1 created\npod/pod2 created\n');
  expect(shell.out('kubectl expose pod/pod1 --name cluster --port 80')).toBe('service/cluster exposed\n');
  expect(shell.out('kubectl expose pod/pod1 --name headless --port 80 --cluster-ip none')).toBe(
    'service/headless exposed\n',
  );
  return shell;
}

describe('headless services and the names of pods', () => {
  it('exposes two pods behind a cluster IP and behind none', () => {
    const shell = exposedPods();

    expect(shell.out('kubectl get pods,endpoints,services')).toBe(
      [
        'NAME       READY   STATUS    RESTARTS   AGE',
        'pod/pod1   1/1     Running   0          0s',
        'pod/pod2   1/1     Running   0          0s',
        '',
        'NAME                   ENDPOINTS                     AGE',
        `endpoints/cluster      ${ipOf(shell, 'pod1')}:80,${ipOf(shell, 'pod2')}:80   0s`,
        `endpoints/headless     ${ipOf(shell, 'pod1')}:80,${ipOf(shell, 'pod2')}:80   0s`,
        'endpoints/kubernetes   192.168.49.2:8443             0s',
        '',
        `NAME                 TYPE        CLUSTER-IP${' '.repeat(Math.max(clusterIP(shell).length - 7, 0))}EXTERNAL-IP   PORT(S)   AGE`,
        `service/cluster      ClusterIP   ${clusterIP(shell)}   <none>        80/TCP    0s`,
        `service/headless     ClusterIP   ${'None'.padEnd(clusterIP(shell).length)}   <none>        80/TCP    0s`,
        `service/kubernetes   ClusterIP   ${'10.96.0.1'.padEnd(clusterIP(shell).length)}   <none>        443/TCP   0s`,
        '',
      ].join('\n'),
    );
  });

  it('answers with the cluster IP, and with the pods where there is none', () => {
    const shell = exposedPods();
    const { stdout, stderr, exitCode } = shell(runDnsutils, 'nslookup cluster\nnslookup headless\nexit\n');

    expect({ stdout, stderr, exitCode }).toEqual({
      stdout:
        answer('cluster', 'cluster', clusterIP(shell)) +
        answer('headless', 'headless', ipOf(shell, 'pod1'), ipOf(shell, 'pod2')) +
        bye,
      stderr: greeting,
      exitCode: 0,
    });
  });

  it('gives a pod with a hostname and a subdomain a name of its own, whatever the service is', () => {
    const shell = exposedPods();

    expect(shell('kubectl apply -f pod1-with-subdomain.yaml')).toEqual({
      stdout: '',
      stderr: expect.stringMatching(
        /^The Pod "pod1" is invalid: spec: Forbidden: pod updates may not change fields other than /,
      ),
      exitCode: 1,
    });
    expect(shell.out('kubectl delete pod pod1')).toBe('pod "pod1" deleted\n');
    expect(shell.out('kubectl apply -f pod1-with-subdomain.yaml')).toBe('pod/pod1 created\n');
    expect(shell(runDnsutils, 'nslookup cluster\nnslookup pod1.cluster\nnslookup pod2.cluster\nexit\n')).toEqual({
      stdout:
        answer('cluster', 'cluster', clusterIP(shell)) +
        answer('pod1.cluster', 'pod1.cluster', ipOf(shell, 'pod1')) +
        noAnswer('pod2.cluster') +
        bye,
      stderr: `${greeting}pod default/bb terminated (Error)\n`,
      exitCode: 1,
    });
  });

  it("names a StatefulSet's pods after its service", () => {
    const shell = exposedPods();
    expect(shell.out('kubectl delete pods pod1 pod2')).toBe('pod "pod1" deleted\npod "pod2" deleted\n');
    expect(shell.out('kubectl apply -f statefulset.yaml')).toBe('statefulset.apps/test created\n');
    shell.wait(186);
    const [first, second] = [ipOf(shell, 'test-0'), ipOf(shell, 'test-1')];

    expect(shell.out('kubectl get pods -o wide')).toBe(
      'NAME     READY   STATUS    RESTARTS   AGE    IP           NODE       NOMINATED NODE   READINESS GATES\n' +
        `test-0   1/1     Running   0          3m6s   ${first}   minikube   <none>           <none>\n` +
        `test-1   1/1     Running   0          3m6s   ${second}   minikube   <none>           <none>\n`,
    );
    expect(shell.out('kubectl get endpoints')).toBe(
      'NAME         ENDPOINTS                     AGE\n' +
        `cluster      ${first}:80,${second}:80   3m6s\n` +
        `headless     ${first}:80,${second}:80   3m6s\n` +
        'kubernetes   192.168.49.2:8443             3m6s\n',
    );
    expect(shell(runDnsutils, 'nslookup test-0.cluster\nnslookup test-1.cluster\nnslookup test-0.headless\n')).toEqual({
      stdout:
        answer('test-0.cluster', 'test-0.cluster', first) +
        answer('test-1.cluster', 'test-1.cluster', second) +
        noAnswer('test-0.headless') +
        'pod "bb" deleted\n',
      stderr: `${greeting}pod default/bb terminated (Error)\n`,
      exitCode: 1,
    });
    expect(shell.out("kubectl get pods -l run=pod1 -o yaml | grep -i 'hostname\\|subdomain'")).toBe(
      '    hostname: test-0\n    subdomain: cluster\n    hostname: test-1\n    subdomain: cluster\n',
    );
  });
});
