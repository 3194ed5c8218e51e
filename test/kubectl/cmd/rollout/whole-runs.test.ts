import { expect, it } from 'vitest';
import { newShell, type Shell } from '../../../e2e/shell';

const table = (...rows: string[]): string =>
  ['REVISION  CHANGE-CAUSE', ...rows.map((row) => row.replace(' ', '         ')), '', ''].join('\n');
const history = (shell: Shell, object: string): string =>
  shell.out(`kubectl rollout history ${object}`).replace(/^.*\n/, '');
const podImages = (shell: Shell): string =>
  shell.out(`kubectl get pods -o jsonpath='{range .items[*]}{.spec.containers[0].image} {end}'`).trim();

const sets = `kubectl get replicasets --sort-by=.spec.template.spec.containers[0].image --no-headers -o custom-columns=I:.spec.template.spec.containers[0].image,N:.spec.replicas,R:.metadata.annotations.deployment\\\\.kubernetes\\\\.io/revision,H:.metadata.annotations.deployment\\\\.kubernetes\\\\.io/revision-history`;
const columns = (text: string): string[] =>
  text
    .trim()
    .split(/ *\n/)
    .map((line) => line.replaceAll(/ +/g, ' '));

it('gives an old ReplicaSet back its place under a new number, with its cause', () => {
  const shell = newShell();
  shell.out('kubectl create deployment hello --image=app:1 --replicas=3');
  shell.out('kubectl annotate deployment hello kubernetes.io/change-cause=first');
  shell.out('kubectl set image deployment hello app=app:2');
  shell.out('kubectl annotate deployment hello kubernetes.io/change-cause=second --overwrite');
  shell.out('kubectl set image deployment hello app=app:3');
  expect(history(shell, 'deployment/hello')).toBe(table('1 first', '2 second', '3 second'));

  shell.out('kubectl rollout undo deployment hello --to-revision=1');
  expect(history(shell, 'deployment/hello')).toBe(table('2 second', '3 second', '4 first'));
  expect(columns(shell.out(sets))).toEqual(['app:1 3 4 1', 'app:2 0 2 <none>', 'app:3 0 3 <none>']);
  expect(podImages(shell)).toBe('app:1 app:1 app:1');

  shell.out('kubectl rollout undo deployment hello && kubectl rollout undo deployment hello');
  expect(columns(shell.out(sets))).toEqual(['app:1 3 6 1,4', 'app:2 0 2 <none>', 'app:3 0 5 3']);
  expect(shell.out('kubectl rollout status deployment hello --revision=6')).toContain('successfully rolled out');
  expect(shell.out('kubectl rollout undo deployment hello --to-revision=6')).toContain(
    'skipped rollback (current template already matches revision 6)',
  );
});

it('rolls nothing out while a deployment is paused', () => {
  const shell = newShell();
  shell.out('kubectl create deployment hello --image=app:1 && kubectl rollout pause deployment hello');
  shell.out('kubectl set image deployment hello app=app:2');
  expect(history(shell, 'deployment/hello')).toBe(table('1 <none>'));
  expect(podImages(shell)).toBe('app:1');
  expect(shell.out('kubectl rollout status deployment hello -w=false')).toBe(
    'Waiting for deployment "hello" rollout to finish: 0 out of 1 new replicas have been updated...\n',
  );

  shell.out('kubectl rollout resume deployment hello');
  expect(history(shell, 'deployment/hello')).toBe(table('1 <none>', '2 <none>'));
  expect(podImages(shell)).toBe('app:2');
});

it('restarts with other pods, once a second', () => {
  const shell = newShell();
  shell.out('kubectl create deployment hello --image=app:1');
  const pod = shell.out('kubectl get pods -o name');
  shell.out('kubectl rollout restart deployment hello');
  expect(shell.out('kubectl get pods -o name')).not.toBe(pod);
  expect(history(shell, 'deployment/hello')).toBe(table('1 <none>', '2 <none>'));
  expect(shell('kubectl rollout restart deployment hello').exitCode).toBe(1);

  shell.wait(1);
  shell.out('kubectl rollout restart deployment hello');
  expect(history(shell, 'deployment/hello')).toBe(table('1 <none>', '2 <none>', '3 <none>'));
});

const web = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: app, image: 'app:1'}]}
`;
const strategy = (value: string): string => `kubectl patch statefulset web -p '{"spec":{"updateStrategy":${value}}}'`;
const revisions = `kubectl get statefulset web -o jsonpath='{.status.currentRevision} {.status.updateRevision}'`;

it('rolls a StatefulSet back down to its partition, under a new number', () => {
  const shell = newShell();
  shell.out('kubectl apply -f -', web);
  const [first] = shell.out(revisions).split(' ');
  shell.out('kubectl set image statefulset web app=app:2');
  const [second] = shell.out(revisions).split(' ');
  shell.out(strategy('{"rollingUpdate":{"partition":2}}'));
  shell.out('kubectl rollout undo statefulset web');
  expect(history(shell, 'statefulset/web')).toBe(table('2 <none>', '3 <none>'));
  expect(podImages(shell)).toBe('app:2 app:2 app:1');
  expect(shell.out(revisions)).toBe(`${second} ${first}`);
  expect(shell.out('kubectl rollout status statefulset web')).toBe(
    'partitioned roll out complete: 1 new pods have been updated...\n',
  );

  shell.out(strategy('{"rollingUpdate":{"partition":0}}'));
  expect(podImages(shell)).toBe('app:1 app:1 app:1');
  expect(shell.out(revisions)).toBe(`${first} ${first}`);
  expect(shell.out('kubectl rollout undo statefulset web --to-revision=3')).toContain('skipped rollback');
  expect(history(shell, 'statefulset/web')).toBe(table('2 <none>', '3 <none>'));
});

it('leaves the pods of a StatefulSet as they are until they are deleted, where its strategy says so', () => {
  const shell = newShell();
  shell.out('kubectl apply -f -', web);
  shell.out(strategy('{"type":"OnDelete","rollingUpdate":null}'));
  shell.out('kubectl set image statefulset web app=app:2 && kubectl rollout undo statefulset web');
  shell.out('kubectl rollout undo statefulset web');
  expect(history(shell, 'statefulset/web')).toBe(table('3 <none>', '4 <none>'));
  expect(podImages(shell)).toBe('app:1 app:1 app:1');

  shell.out('kubectl delete pod web-1');
  expect(podImages(shell)).toBe('app:1 app:2 app:1');
  expect(shell('kubectl rollout status statefulset web').stderr).toBe(
    'error: rollout status is only available for RollingUpdate strategy type\n',
  );
});
