import { describe, expect, it } from 'vitest';
import { hasProgram, newShell, type Shell } from './shell';

const runBusybox = 'kubectl run -i --tty --image busybox:1.28 dns-test --restart=Never --rm';
const hostnames = "for i in 0 1; do kubectl exec web-$i -- sh -c 'hostname'; done";

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

function expectDnsNames(shell: Shell): void {
  expect(shell(runBusybox, 'nslookup web-0.nginx\nnslookup web-1.nginx\n')).toEqual({
    stdout: `${answer(shell, 'web-0')}${answer(shell, 'web-1')}pod "dns-test" deleted\n`,
    stderr:
      'Unable to use a TTY - input is not a terminal or the right kind of file\n' +
      "If you don't see a command prompt, try pressing enter.\n",
    exitCode: 0,
  });
}

function orderedWeb(): Shell {
  const shell = newShell({ fixtures: 'ordered-web' });
  expect(shell.out('kubectl apply -f service.yaml')).toBe('service/nginx created\n');
  expect(shell.out('kubectl apply -f statefulset.yaml')).toBe('statefulset.apps/web created\n');
  return shell;
}

describe('a StatefulSet with a headless service and claims', () => {
  it('is seen by watch as it comes and goes', async ({ skip }) => {
    skip(!hasProgram('watch'), 'there is no program named watch');
    const shell = newShell({ fixtures: 'ordered-web' });
    shell.out('kubectl apply -f service.yaml');
    const watching = shell.start('watch -n 0.2 -t kubectl get pod 2>&1');
    await watching.until('No resources found in default namespace.');
    shell.out('kubectl apply -f statefulset.yaml');
    await watching.until((screen) => /web-0 +1\/1 +Running.*web-1 +1\/1 +Running/s.test(screen));
    expect(shell.out('kubectl delete pod -l app=nginx')).toBe('pod "web-0" deleted\npod "web-1" deleted\n');
    await watching.interrupt();
  });

  it('gives its pods their names', () => {
    const shell = orderedWeb();

    expect(shell.out(hostnames)).toBe('web-0\nweb-1\n');
    expectDnsNames(shell);
  });

  it('keeps the names when pods are deleted', () => {
    const shell = orderedWeb();
    const uids = "kubectl get pods -l app=nginx -o jsonpath='{.items[*].metadata.uid}'";
    const before = shell.out(uids);

    expect(shell.out('kubectl delete pod -l app=nginx')).toBe('pod "web-0" deleted\npod "web-1" deleted\n');
    expect(shell.out('kubectl get pod')).toBe(
      'NAME    READY   STATUS    RESTARTS   AGE\n' +
        'web-0   1/1     Running   0          0s\n' +
        'web-1   1/1     Running   0          0s\n',
    );
    expect(shell.out(uids)).not.toBe(before);
    expect(shell.out(hostnames)).toBe('web-0\nweb-1\n');
    expectDnsNames(shell);
  });

  it('claims a volume for each pod, and keeps it', () => {
    const shell = orderedWeb();
    const [first = '', second = ''] = shell.out("kubectl get pvc -o jsonpath='{.items[*].spec.volumeName}'").split(' ');
    const claims = [
      { volume: first, claim: 'www-web-0' },
      { volume: second, claim: 'www-web-1' },
    ];
    const byVolume = claims.toSorted((left, right) => (left.volume < right.volume ? -1 : 1));
    const volumeRows = byVolume.map(
      ({ volume, claim }) =>
        `persistentvolume/${volume}   1Gi        RWO            Delete           Bound    default/${claim}   standard       <unset>                          0s\n`,
    );
    const claimRows = claims.map(
      ({ volume, claim }) =>
        `persistentvolumeclaim/${claim}   Bound    ${volume}   1Gi        RWO            standard       <unset>                 0s\n`,
    );
    const volumes = [
      `NAME${' '.repeat(56)}CAPACITY   ACCESS MODES   RECLAIM POLICY   STATUS   CLAIM               STORAGECLASS   VOLUMEATTRIBUTESCLASS   REASON   AGE\n`,
      ...volumeRows,
      '\n',
      `NAME                              STATUS   VOLUME                                     CAPACITY   ACCESS MODES   STORAGECLASS   VOLUMEATTRIBUTESCLASS   AGE\n`,
      ...claimRows,
    ].join('');

    expect(shell.out('kubectl get pv,pvc')).toBe(volumes);
    shell.out('kubectl delete pod -l app=nginx');
    expect(shell.out('kubectl get pv,pvc')).toBe(volumes);
  });
});
