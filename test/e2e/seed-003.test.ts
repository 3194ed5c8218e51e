import { describe, expect, it } from 'vitest';
import { newShell, type Shell } from './shell';

const runBusybox = 'kubectl run -i --tty --image busybox:1.28.4 dns-test --restart=Never --rm /bin/sh';

function ipOf(shell: Shell, pod: string): string {
  return shell.out(`kubectl get pod ${pod} -o jsonpath='{.status.podIP}'`);
}

/** What the nslookup of busybox 1.28 says of a pod. */
function answer(shell: Shell, pod: string): string {
  return (
    `/ # nslookup ${pod}.nginx\n` +
    'Server:    10.96.0.10\nAddress 1: 10.96.0.10 kube-dns.kube-system.svc.cluster.local\n\n' +
    `Name:      ${pod}.nginx\nAddress 1: ${ipOf(shell, pod)} ${pod}.nginx.default.svc.cluster.local\n`
  );
}

function resolvableWeb(): Shell {
  const shell = newShell({ fixtures: 'resolvable-web' });
  expect(shell.out('kubectl create -f svc.yaml')).toBe('service/nginx created\n');
  expect(shell.out('kubectl create -f statefulset.yaml')).toBe('statefulset.apps/web created\n');
  return shell;
}

describe('the resolvable identity of pods', () => {
  it('creates the service, then the StatefulSet', () => {
    const shell = newShell({ fixtures: 'resolvable-web' });

    expect(shell.out('kubectl create -f svc.yaml')).toBe('service/nginx created\n');
    shell.wait(9);
    expect(shell.out('kubectl get service nginx')).toBe(
      'NAME    TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\n' +
        'nginx   ClusterIP   None         <none>        80/TCP    9s\n',
    );
    expect(shell.out('kubectl create -f statefulset.yaml')).toBe('statefulset.apps/web created\n');
    shell.wait(32);
    expect(shell.out('kubectl get statefulset web')).toBe('NAME   READY   AGE\nweb    2/2     32s\n');
    expect(shell('kubectl create -f svc.yaml')).toEqual({
      stdout: '',
      stderr: 'Error from server (AlreadyExists): error when creating "svc.yaml": services "nginx" already exists\n',
      exitCode: 1,
    });
  });

  it('shows the pods that are there, and waits for more', async () => {
    const shell = resolvableWeb();
    shell.wait(201);
    const watching = shell.start('kubectl get pods -w -l app=nginx');
    await watching.until('web-1 ');

    expect((await watching.interrupt()).stdout).toBe(
      'NAME    READY   STATUS    RESTARTS   AGE\n' +
        'web-0   1/1     Running   0          3m21s\n' +
        'web-1   1/1     Running   0          3m21s\n',
    );
  });

  it('is the hostname of a pod and its name in the DNS', () => {
    const shell = resolvableWeb();

    expect(shell.out("kubectl exec web-0 -- sh -c 'hostname'")).toBe('web-0\n');
    expect(shell.out("kubectl exec web-1 -- sh -c 'hostname'")).toBe('web-1\n');
    expect(shell(runBusybox, 'nslookup web-0.nginx\nnslookup web-1.nginx\n')).toEqual({
      stdout: `${answer(shell, 'web-0')}${answer(shell, 'web-1')}pod "dns-test" deleted\n`,
      stderr:
        'Unable to use a TTY - input is not a terminal or the right kind of file\n' +
        "If you don't see a command prompt, try pressing enter.\n",
      exitCode: 0,
    });
  });
});
