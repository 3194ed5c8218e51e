import { describe, expect, it } from 'vitest';
import { newShell, type Running, type Shell } from './shell';

const images =
  'for p in 0 1 2; do kubectl get pod "web-$p" --template ' +
  "'{{range $i, $c := .spec.containers}}{{$c.image}}{{end}}'; echo; done";

const lines = (...texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');
const slim = (...tags: readonly string[]): string => lines(...tags.map((tag) => `registry.k8s.io/nginx-slim:${tag}`));

function patchImage(tag: string): string {
  const patch = [
    { op: 'replace', path: '/spec/template/spec/containers/0/image', value: `registry.k8s.io/nginx-slim:${tag}` },
  ];
  return `kubectl patch statefulset web --type='json' -p='${JSON.stringify(patch)}'`;
}

function patchPartition(partition: number): string {
  const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition } };
  return `kubectl patch statefulset web -p '${JSON.stringify({ spec: { updateStrategy } })}'`;
}

const patched = 'statefulset.apps/web patched\n';

function web(replicas = 2): Shell {
  const shell = newShell({ fixtures: 'statefulset-basics' });
  expect(shell.out('kubectl apply -f web.yaml')).toBe('service/nginx created\nstatefulset.apps/web created\n');
  if (replicas !== 2) shell.out(`kubectl scale sts web --replicas=${replicas}`);
  return shell;
}

/** Each pod's steps as a watch saw them, without what was seen before; equal steps in a row are one. */
function steps(stdout: string, skip = 0): string[] {
  const rows = stdout.split('\n').flatMap((line) => /^(web-\d) +(\d\/\d) +(\w+)/.exec(line)?.slice(1).join(' ') ?? []);
  const fresh = rows.slice(skip);
  return fresh.filter((row, index) => row !== fresh[index - 1]);
}

async function stepsUntil(watching: Running, skip: number, count: number): Promise<string[]> {
  await watching.until((stdout) => steps(stdout, skip).length >= count);
  return steps((await watching.interrupt()).stdout, skip);
}

const starts = (pod: string): string[] => [`${pod} 0/1 Pending`, `${pod} 0/1 ContainerCreating`, `${pod} 1/1 Running`];
const ends = (pod: string): string[] => [`${pod} 1/1 Terminating`, `${pod} 0/1 Completed`];

describe('creating a StatefulSet', () => {
  it('makes a service and pods with an ordinal index', () => {
    const shell = web();

    expect(shell.out('kubectl get service nginx')).toBe(
      lines(
        'NAME    TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE',
        'nginx   ClusterIP   None         <none>        80/TCP    0s',
      ),
    );
    expect(shell.out('kubectl get statefulset web')).toBe(lines('NAME   READY   AGE', 'web    2/2     0s'));
    expect(shell.out('kubectl get pods -l app=nginx')).toBe(
      lines(
        'NAME    READY   STATUS    RESTARTS   AGE',
        'web-0   1/1     Running   0          0s',
        'web-1   1/1     Running   0          0s',
      ),
    );
    expect(shell.out(`for i in 0 1; do kubectl exec "web-$i" -- sh -c 'hostname'; done`)).toBe('web-0\nweb-1\n');
    expect(shell.out(`kubectl get pods -l app=nginx -o jsonpath='{range .items[*]}{.metadata.name}{"\\n"}{end}'`)).toBe(
      'web-0\nweb-1\n',
    );
  });

  it('claims a volume for each', () => {
    const shell = web();

    expect(
      shell.out(
        `kubectl get pvc -l app=nginx -o jsonpath='{range .items[*]}{.metadata.name}{" "}{.status.phase}{"\\n"}{end}'`,
      ),
    ).toBe('www-web-0 Bound\nwww-web-1 Bound\n');
  });
});

describe('scaling a StatefulSet', () => {
  it('adds pods in order', async () => {
    const shell = web();
    const watching = shell.start('exec kubectl get pods --watch -l app=nginx');
    await watching.until('web-1 ');

    expect(shell.out('kubectl scale sts web --replicas=5')).toBe('statefulset.apps/web scaled\n');
    expect(await stepsUntil(watching, 2, 9)).toEqual([...starts('web-2'), ...starts('web-3'), ...starts('web-4')]);
  });

  it('takes them away in reverse order, and leaves their claims', async () => {
    const shell = web(5);
    const watching = shell.start('exec kubectl get pods --watch -l app=nginx');
    await watching.until('web-4 ');

    expect(shell.out(`kubectl patch sts web -p '{"spec":{"replicas":3}}'`)).toBe(patched);
    expect(await stepsUntil(watching, 5, 4)).toEqual([...ends('web-4'), ...ends('web-3')]);
    expect(shell.out('kubectl get pvc -l app=nginx -o name')).toBe(
      lines(...[0, 1, 2, 3, 4].map((ordinal) => `persistentvolumeclaim/www-web-${ordinal}`)),
    );
  });
});

describe('scaling what cannot be scaled', () => {
  it('goes no further than that', () => {
    const shell = web();

    expect(shell('kubectl scale --replicas=3 -f web.yaml')).toEqual({
      stdout: '',
      stderr: 'Error from server (NotFound): the server could not find the requested resource\n',
      exitCode: 1,
    });
    expect(shell('kubectl scale --replicas=3 --current-replicas=5 sts/web')).toEqual({
      stdout: '',
      stderr: 'error: Expected replicas to be 5, was 2\n',
      exitCode: 1,
    });
    expect(shell.out('kubectl get statefulset web')).toBe(lines('NAME   READY   AGE', 'web    2/2     0s'));
  });
});

describe('updating a StatefulSet', () => {
  it('replaces pods from the last to the first', async () => {
    const shell = web(3);
    const watching = shell.start('exec kubectl get pods --watch -l app=nginx');
    await watching.until('web-2 ');

    expect(shell.out(patchImage('0.24'))).toBe(patched);
    expect(shell.out('kubectl rollout status sts/web')).toBe(
      'partitioned roll out complete: 3 new pods have been updated...\n',
    );
    expect(await stepsUntil(watching, 3, 15)).toEqual(
      ['web-2', 'web-1', 'web-0'].flatMap((pod) => [...ends(pod), ...starts(pod)]),
    );
    expect(shell.out(images)).toBe(slim('0.24', '0.24', '0.24'));
  });

  it('is staged by a partition, tried on one pod, then rolled out', () => {
    const shell = web(3);

    expect(shell.out(patchPartition(3))).toBe(patched);
    expect(shell.out(patchImage('0.24'))).toBe(patched);
    expect(shell.out('kubectl delete pod web-2')).toBe('pod "web-2" deleted\n');
    expect(shell.out(images)).toBe(slim('0.21', '0.21', '0.21'));

    expect(shell.out(patchPartition(2))).toBe(patched);
    expect(shell.out(images)).toBe(slim('0.21', '0.21', '0.24'));
    expect(shell.out('kubectl rollout status sts/web')).toBe(
      'partitioned roll out complete: 1 new pods have been updated...\n',
    );
    expect(shell.out('kubectl delete pod web-1')).toBe('pod "web-1" deleted\n');
    expect(shell.out(images)).toBe(slim('0.21', '0.21', '0.24'));

    expect(shell.out(patchPartition(0))).toBe(patched);
    expect(shell.out('kubectl rollout status sts/web')).toBe(
      'partitioned roll out complete: 3 new pods have been updated...\n',
    );
    expect(shell.out(images)).toBe(slim('0.24', '0.24', '0.24'));
  });

  it('waits for pods to be deleted with OnDelete', () => {
    const shell = web(3);

    expect(
      shell.out(
        `kubectl patch statefulset web -p '{"spec":{"updateStrategy":{"type":"OnDelete", "rollingUpdate": null}}}'`,
      ),
    ).toBe(patched);
    expect(shell.out(patchImage('0.24'))).toBe(patched);
    expect(shell.out(images)).toBe(slim('0.21', '0.21', '0.21'));
    expect(shell.out('kubectl delete pod web-1')).toBe('pod "web-1" deleted\n');
    expect(shell.out(images)).toBe(slim('0.21', '0.24', '0.21'));
    expect(shell('kubectl rollout status sts/web')).toEqual({
      stdout: '',
      stderr: 'error: rollout status is only available for RollingUpdate strategy type\n',
      exitCode: 1,
    });
  });

  it('does not wait for a broken update longer than it is told to', () => {
    const shell = web();
    shell.out('kubectl-lite sim fail web-1');

    expect(shell('kubectl rollout status sts/web --timeout=300ms')).toEqual({
      stdout: 'Waiting for 1 pods to be ready...\n',
      stderr: 'error: timed out waiting for the condition\n',
      exitCode: 1,
    });
    expect(shell.out('kubectl rollout status sts/web --watch=false')).toBe('Waiting for 1 pods to be ready...\n');
  });

  it('is followed by rollout status until it is done', async () => {
    const shell = web();
    shell.out('kubectl-lite sim fail web-1');
    const following = shell.start('kubectl rollout status sts/web');
    await following.until('Waiting for 1 pods to be ready...\n');
    shell.out('kubectl-lite sim heal web-1');
    await following.until('partitioned roll out complete: 2 new pods have been updated...\n');
  });
});

describe('deleting a StatefulSet', () => {
  it('leaves its pods with --cascade=orphan, and adopts them again', () => {
    const shell = web(3);
    const uids = "kubectl get pods -l app=nginx -o jsonpath='{.items[*].metadata.uid}'";
    const owners = "kubectl get pods -l app=nginx -o jsonpath='{.items[*].metadata.ownerReferences[*].uid}'";

    expect(shell.out('kubectl delete statefulset web --cascade=orphan')).toBe('statefulset.apps "web" deleted\n');
    expect(shell.out('kubectl get pods -l app=nginx -o name')).toBe('pod/web-0\npod/web-1\npod/web-2\n');
    expect(shell.out(owners)).toBe('');
    expect(shell.out('kubectl delete pod web-0')).toBe('pod "web-0" deleted\n');
    expect(shell.out('kubectl get pods -l app=nginx -o name')).toBe('pod/web-1\npod/web-2\n');
    const [orphan = ''] = shell.out(uids).split(' ');

    expect(shell.out('kubectl apply -f web.yaml')).toBe('service/nginx unchanged\nstatefulset.apps/web created\n');
    expect(shell.out('kubectl get pods -l app=nginx')).toBe(
      lines(
        'NAME    READY   STATUS    RESTARTS   AGE',
        'web-0   1/1     Running   0          0s',
        'web-1   1/1     Running   0          0s',
      ),
    );
    expect(shell.out(uids).split(' ')[1]).toBe(orphan);
    const uid = shell.out("kubectl get statefulset web -o jsonpath='{.metadata.uid}'");
    expect(shell.out(owners)).toBe(`${uid} ${uid}`);
  });

  it('takes its pods with it, but not its service and its claims', () => {
    const shell = web();

    expect(shell.out('kubectl delete statefulset web')).toBe('statefulset.apps "web" deleted\n');
    expect(shell('kubectl get pods -l app=nginx')).toEqual({
      stdout: '',
      stderr: 'No resources found in default namespace.\n',
      exitCode: 0,
    });
    expect(shell.out('kubectl get pvc -l app=nginx -o name')).toBe(
      'persistentvolumeclaim/www-web-0\npersistentvolumeclaim/www-web-1\n',
    );
    expect(shell.out('kubectl delete service nginx')).toBe('service "nginx" deleted\n');
    expect(shell.out('kubectl delete pvc www-web-0 www-web-1')).toBe(
      'persistentvolumeclaim "www-web-0" deleted\npersistentvolumeclaim "www-web-1" deleted\n',
    );
    expect(shell('kubectl get pv,pvc')).toEqual({ stdout: '', stderr: 'No resources found\n', exitCode: 0 });
  });
});

describe('a StatefulSet with parallel pod management', () => {
  it('does not wait for one pod before it makes or deletes the next', async () => {
    const shell = newShell({ fixtures: 'statefulset-basics' });
    expect(shell.out('kubectl apply -f web-parallel.yaml')).toBe(
      'service/nginx created\nstatefulset.apps/web created\n',
    );
    const watching = shell.start('exec kubectl get pods --watch -l app=nginx');
    await watching.until('web-1 ');

    expect(shell.out('kubectl scale statefulset/web --replicas=4')).toBe('statefulset.apps/web scaled\n');
    await watching.until((stdout) => ['web-2', 'web-3'].every((pod) => steps(stdout).includes(`${pod} 1/1 Running`)));
    expect(shell.out('kubectl delete sts web')).toBe('statefulset.apps "web" deleted\n');
    await watching.until((stdout) => (stdout.match(/Completed/g)?.length ?? 0) >= 8);
    const seen = steps((await watching.interrupt()).stdout, 2);
    const first = (step: string): number => seen.indexOf(step);

    expect(first('web-3 0/1 Pending')).toBeLessThan(first('web-2 1/1 Running'));
    expect(Math.max(...[0, 1, 2, 3].map((ordinal) => first(`web-${ordinal} 1/1 Terminating`)))).toBeLessThan(
      Math.min(...[0, 1, 2, 3].map((ordinal) => first(`web-${ordinal} 0/1 Completed`))),
    );
  });
});
