import { describe, expect, it } from 'vitest';
import { newShell, type Running, type Shell } from './shell';

/** A cluster with one pod, which tells when a watch has begun. */
function watched(watch: string): { shell: Shell; watching: Running } {
  const shell = newShell({ fixtures: 'resolvable-web' });
  shell.out('kubectl create -f svc.yaml');
  shell.out('kubectl run first --image=nginx:1.27');
  return { shell, watching: shell.start(watch) };
}

/** As many lines as this, and no more a moment later. */
async function lines(watching: Running, count: number): Promise<string> {
  await watching.until((stdout) => stdout.split('\n').length > count);
  const { stdout, stderr, exitCode } = await watching.interrupt();
  expect(stderr).toBe('');
  expect(exitCode).toBe(1);
  return stdout;
}

describe('kubectl get -w while another process works', () => {
  it('shows the steps of a StatefulSet that comes, one pod after the other', async () => {
    const { shell, watching } = watched('exec kubectl get pods -w');
    await watching.until('first ');
    shell.out('kubectl create -f statefulset.yaml');

    expect(await lines(watching, 10)).toBe(
      'NAME    READY   STATUS    RESTARTS   AGE\n' +
        'first   1/1     Running   0          0s\n' +
        'web-0   0/1     Pending   0          0s\n' +
        'web-0   0/1     Pending   0          0s\n' +
        'web-0   0/1     ContainerCreating   0          0s\n' +
        'web-0   1/1     Running             0          0s\n' +
        'web-1   0/1     Pending             0          0s\n' +
        'web-1   0/1     Pending             0          0s\n' +
        'web-1   0/1     ContainerCreating   0          0s\n' +
        'web-1   1/1     Running             0          0s\n',
    );
  });

  it('shows the steps of one that goes, the last pod first', async () => {
    const { shell, watching } = watched('kubectl create -f statefulset.yaml && exec kubectl get pods -w');
    await watching.until('web-1 ');
    shell.out('kubectl scale statefulset web --replicas=0');

    expect(await lines(watching, 11)).toBe(
      'statefulset.apps/web created\n' +
        'NAME    READY   STATUS    RESTARTS   AGE\n' +
        'first   1/1     Running   0          0s\n' +
        'web-0   1/1     Running   0          0s\n' +
        'web-1   1/1     Running   0          0s\n' +
        'web-1   1/1     Terminating   0          0s\n' +
        'web-1   0/1     Completed     0          0s\n' +
        'web-1   0/1     Completed     0          0s\n' +
        'web-0   1/1     Terminating   0          0s\n' +
        'web-0   0/1     Completed     0          0s\n' +
        'web-0   0/1     Completed     0          0s\n',
    );
  });

  it('says what happened with --output-watch-events', async () => {
    const { shell, watching } = watched('exec kubectl get pods -w --output-watch-events');
    await watching.until('first ');
    shell.out('kubectl delete pod first');

    expect(await lines(watching, 5)).toBe(
      'EVENT   NAME    READY   STATUS    RESTARTS   AGE\n' +
        'ADDED   first   1/1     Running   0          0s\n' +
        'MODIFIED   first   1/1     Terminating   0          0s\n' +
        'MODIFIED   first   0/1     Completed     0          0s\n' +
        'DELETED    first   0/1     Completed     0          0s\n',
    );
  });

  it('shows only what the selector chooses, in the format that was asked for', async () => {
    const { shell, watching } = watched('exec kubectl get pods -w -l run=first -o name');
    await watching.until('pod/first\n');
    shell.out('kubectl create -f statefulset.yaml');
    shell.out('kubectl delete pod first');

    expect(await lines(watching, 4)).toBe('pod/first\npod/first\npod/first\npod/first\n');
  });

  it("shows a StatefulSet's replicas as they become ready", async () => {
    const { shell, watching } = watched('kubectl create -f statefulset.yaml && exec kubectl get statefulset web -w');
    await watching.until('web    2/2');
    shell.out('kubectl scale statefulset web --replicas=3');
    await watching.until('web    3/3');
    const { stdout } = await watching.interrupt();
    const ready = stdout.split('\n').flatMap((line) => /^web +(\d\/\d)/.exec(line)?.[1] ?? []);

    expect([...new Set(ready)]).toEqual(['2/2', '2/3', '3/3']);
  });
});
