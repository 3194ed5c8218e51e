import { describe, expect, it } from 'vitest';
import type { ControllerRevision } from '../../../src/resources/apps/controllerrevision';
import { podSummary } from '../../../src/resources/core/pod-summary';
import type { Pod } from '../../../src/resources/core/pod-types';
import { kinds } from '../../../src/resources/kinds';
import { setFault } from '../../../src/simulator/faults';
import { headless, statefulSet, statefulSetWithClaims, template, withImage } from '../../simulator/manifests';
import { openCluster, START, type TestCluster } from '../../simulator/test-cluster';

const options = { namespace: 'default' };

async function withSet(spec: object = {}): Promise<TestCluster> {
  const test = await openCluster();
  await test.create(kinds.services, headless());
  await test.create(kinds.statefulsets, statefulSetWithClaims('web', spec));
  test.changes.splice(0, Number.POSITIVE_INFINITY);
  return test;
}

/** What `kubectl get pods -w` would tell: each pod's STATUS as it changes, and its end. */
function story({ changes }: TestCluster): string[] {
  const told = changes
    .filter(({ key }) => key.startsWith('pods/'))
    .map(
      ({ type, object }) => `${object.metadata.name} ${type === 'DELETED' ? 'gone' : podSummary(object as Pod).status}`,
    );
  return told.filter((line, index) => !told.slice(0, index).includes(line) || line !== lastOf(told, index, line));
}

function lastOf(told: readonly string[], index: number, line: string): string | undefined {
  const [name] = line.split(' ');
  return told.slice(0, index).findLast((other) => other.startsWith(`${name} `));
}

const image = ({ spec }: Pod): string | undefined => spec.containers[0]?.image.split(':')[1];

async function images({ list }: TestCluster): Promise<(string | undefined)[]> {
  return (await list(kinds.pods)).map(image);
}

const created = (what: string) => `Normal SuccessfulCreate statefulset-controller: create ${what}`;

describe('creation', () => {
  it('makes web-1 only when web-0 runs and is ready', async () => {
    const test = await openCluster();
    await test.create(kinds.services, headless());
    await test.create(kinds.statefulsets, statefulSet());
    expect(story(test)).toEqual([
      'web-0 Pending',
      'web-0 ContainerCreating',
      'web-0 Running',
      'web-1 Pending',
      'web-1 ContainerCreating',
      'web-1 Running',
    ]);
  });

  it('under Parallel makes both at once', async () => {
    const test = await openCluster();
    await test.create(kinds.statefulsets, statefulSet('web', { podManagementPolicy: 'Parallel' }));
    expect(story(test).slice(0, 2)).toEqual(['web-0 Pending', 'web-1 Pending']);
  });

  it('tells of claims before their pods', async () => {
    const test = await withSet();
    expect(await test.events('web', 'StatefulSet')).toEqual([
      created('Claim www-web-0 Pod web-0 in StatefulSet web success'),
      created('Pod web-0 in StatefulSet web successful'),
      created('Claim www-web-1 Pod web-1 in StatefulSet web success'),
      created('Pod web-1 in StatefulSet web successful'),
    ]);
  });

  it('waits at a pod that does not become ready', async () => {
    const test = await openCluster();
    setFault(test.cluster.store, 'default/web-0', 'unready');
    await test.create(kinds.statefulsets, statefulSet());
    expect(await test.names(kinds.pods)).toEqual(['web-0']);
    expect((await test.get(kinds.statefulsets, 'web')).status).toMatchObject({
      replicas: 1,
      availableReplicas: 0,
      currentReplicas: 1,
      updatedReplicas: 1,
    });
    setFault(test.cluster.store, 'default/web-0', undefined);
    await test.cluster.resync();
    expect(await test.names(kinds.pods)).toEqual(['web-0', 'web-1']);
  });

  it('counts from ordinals.start on', async () => {
    const test = await withSet({ ordinals: { start: 5 } });
    expect(await test.names(kinds.pods)).toEqual(['web-5', 'web-6']);
    expect(await test.names(kinds.persistentvolumeclaims)).toEqual(['www-web-5', 'www-web-6']);
  });

  it('does not mind that there is no Service of its serviceName', async () => {
    const test = await openCluster();
    await test.create(kinds.statefulsets, statefulSet('web', { serviceName: 'nobody' }));
    expect((await test.list(kinds.pods)).map(({ spec }) => `${spec.hostname}.${spec.subdomain}`)).toEqual([
      'web-0.nobody',
      'web-1.nobody',
    ]);
  });

  it('waits minReadySeconds between pods, and the clock skips them', async () => {
    const test = await openCluster();
    await test.create(kinds.statefulsets, statefulSet('web', { minReadySeconds: 30 }));
    const [first, second] = await test.list(kinds.pods);
    const seconds = (pod: Pod | undefined) => (Date.parse(pod?.metadata.creationTimestamp ?? '') - START) / 1000;
    expect([seconds(first), seconds(second)]).toEqual([0, 30]);
    expect((await test.get(kinds.statefulsets, 'web')).status.availableReplicas).toBe(2);
  });

  it('reports a status with all that upstream writes', async () => {
    const test = await withSet();
    const { status } = await test.get(kinds.statefulsets, 'web');
    const [revision] = await test.names(kinds.controllerrevisions);
    expect(JSON.parse(JSON.stringify(status))).toEqual({
      availableReplicas: 2,
      collisionCount: 0,
      currentReplicas: 2,
      currentRevision: revision,
      observedGeneration: 1,
      readyReplicas: 2,
      replicas: 2,
      updateRevision: revision,
      updatedReplicas: 2,
    });
  });
});

describe('identity', () => {
  it('brings a deleted pod back with its name and claim, with another uid and address', async () => {
    const test = await withSet();
    const before = await test.get(kinds.pods, 'web-0');
    await test.cluster.client.delete(kinds.pods, 'web-0', options);
    const after = await test.get(kinds.pods, 'web-0');
    expect(after.spec.volumes?.[0]).toEqual({ name: 'www', persistentVolumeClaim: { claimName: 'www-web-0' } });
    expect(after.metadata.uid).not.toBe(before.metadata.uid);
    expect(after.status.podIP).not.toBe(before.status.podIP);
    expect(await test.names(kinds.persistentvolumeclaims)).toEqual(['www-web-0', 'www-web-1']);
  });

  it('gives claims back after scaling down and up', async () => {
    const test = await withSet();
    const before = await test.list(kinds.persistentvolumeclaims);
    await test.patch(kinds.statefulsets, 'web', { spec: { replicas: 0 } });
    expect(await test.list(kinds.persistentvolumeclaims)).toEqual(before);
    await test.patch(kinds.statefulsets, 'web', { spec: { replicas: 2 } });
    expect(await test.list(kinds.persistentvolumeclaims)).toEqual(before);
  });
});

describe('scaling down', () => {
  it('deletes the highest pod first and waits until it is gone', async () => {
    const test = await withSet({ replicas: 3 });
    await test.patch(kinds.statefulsets, 'web', { spec: { replicas: 1 } });
    const ends = story(test).filter((line) => / (Terminating|gone)$/.test(line));
    expect(ends).toEqual(['web-2 Terminating', 'web-2 gone', 'web-1 Terminating', 'web-1 gone']);
    expect((await test.events('web', 'StatefulSet')).slice(-2)).toEqual([
      'Normal SuccessfulDelete statefulset-controller: delete Pod web-2 in StatefulSet web successful',
      'Normal SuccessfulDelete statefulset-controller: delete Pod web-1 in StatefulSet web successful',
    ]);
  });
});

describe('updates', () => {
  it('go from the highest pod to the lowest, each ready before the next', async () => {
    const test = await withSet({ replicas: 3 });
    await test.patch(kinds.statefulsets, 'web', withImage('0.25'));
    const steps = story(test).filter((line) => / (gone|Running)$/.test(line));
    expect(steps).toEqual([
      'web-2 gone',
      'web-2 Running',
      'web-1 gone',
      'web-1 Running',
      'web-0 gone',
      'web-0 Running',
    ]);
    expect(await images(test)).toEqual(['0.25', '0.25', '0.25']);
    const { status } = await test.get(kinds.statefulsets, 'web');
    expect(status.currentRevision).toBe(status.updateRevision);
  });

  it('stop at the partition; deleted pods below it come back as they were', async () => {
    const test = await withSet({ replicas: 3 });
    await test.patch(kinds.statefulsets, 'web', {
      spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } },
    });
    await test.patch(kinds.statefulsets, 'web', withImage('0.25'));
    await test.cluster.client.delete(kinds.pods, 'web-1', options);
    expect(await images(test)).toEqual(['0.24', '0.24', '0.25']);
    const { status } = await test.get(kinds.statefulsets, 'web');
    expect(status).toMatchObject({ currentReplicas: 2, updatedReplicas: 1 });
    expect(status.currentRevision).not.toBe(status.updateRevision);
    await test.patch(kinds.statefulsets, 'web', { spec: { updateStrategy: { rollingUpdate: { partition: 0 } } } });
    expect(await images(test)).toEqual(['0.25', '0.25', '0.25']);
  });

  it('under OnDelete wait for somebody to delete the pods', async () => {
    const test = await withSet({ updateStrategy: { type: 'OnDelete' } });
    await test.patch(kinds.statefulsets, 'web', withImage('0.25'));
    expect(await images(test)).toEqual(['0.24', '0.24']);
    await test.cluster.client.delete(kinds.pods, 'web-0', options);
    expect(await images(test)).toEqual(['0.25', '0.24']);
  });

  it('stop at a pod that does not start, and go on from the template that is put back once it is deleted', async () => {
    const test = await withSet();
    await test.patch(kinds.statefulsets, 'web', {
      spec: { template: template({ containers: [{ name: 'nginx', image: 'registry.invalid/nginx:1' }] }) },
    });
    expect((await test.list(kinds.pods)).map((pod) => podSummary(pod).status)).toEqual(['Running', 'ImagePullBackOff']);
    await test.patch(kinds.statefulsets, 'web', { spec: { template: template() } });
    // Upstream's known issue: a broken pod is not replaced by itself under OrderedReady.
    expect((await test.list(kinds.pods)).map((pod) => podSummary(pod).status)).toEqual(['Running', 'ImagePullBackOff']);
    await test.cluster.client.delete(kinds.pods, 'web-1', options);
    expect((await test.list(kinds.pods)).map((pod) => podSummary(pod).status)).toEqual(['Running', 'Running']);
  });
});

describe('revisions', () => {
  const byNumber = (left: ControllerRevision, right: ControllerRevision) => left.revision - right.revision;
  const numbered = async ({ list }: TestCluster) =>
    (await list(kinds.controllerrevisions))
      .sort(byNumber)
      .map(({ metadata, revision }) => `${revision} ${metadata.name}`);

  it('are labelled and owned as upstream does', async () => {
    const test = await withSet();
    const [revision] = await test.list(kinds.controllerrevisions);
    const hash = revision?.metadata.labels?.['controller.kubernetes.io/hash'];
    expect(revision?.metadata).toMatchObject({
      name: `web-${hash}`,
      labels: { app: 'nginx' },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', controller: true, blockOwnerDeletion: true },
      ],
    });
    expect(revision?.data).toMatchObject({
      spec: { template: { $patch: 'replace', spec: { containers: [{ name: 'nginx' }] } } },
    });
  });

  it('take an earlier template up again under a new number', async () => {
    const test = await withSet();
    const [first = ''] = await numbered(test);
    await test.patch(kinds.statefulsets, 'web', withImage('0.25'));
    await test.patch(kinds.statefulsets, 'web', withImage('0.24'));
    const [second, third] = await numbered(test);
    expect(second).toMatch(/^2 /);
    expect(third).toBe(first.replace(/^1/, '3'));
  });

  it('are kept as revisionHistoryLimit says', async () => {
    const test = await withSet({ revisionHistoryLimit: 1 });
    for (const tag of ['0.25', '0.26', '0.27']) await test.patch(kinds.statefulsets, 'web', withImage(tag));
    expect((await numbered(test)).map((text) => text.split(' ')[0])).toEqual(['3', '4']);
  });

  it('are not made by what is not in the template', async () => {
    const test = await withSet();
    await test.patch(kinds.statefulsets, 'web', { spec: { replicas: 3, minReadySeconds: 1 } });
    expect(await test.names(kinds.controllerrevisions)).toHaveLength(1);
  });
});

describe('deletion', () => {
  it('takes the pods along and leaves claims and Service', async () => {
    const test = await withSet();
    await test.cluster.client.delete(kinds.statefulsets, 'web', options);
    expect([
      await test.names(kinds.statefulsets),
      await test.names(kinds.pods),
      await test.names(kinds.controllerrevisions),
    ]).toEqual([[], [], []]);
    expect(await test.names(kinds.persistentvolumeclaims)).toEqual(['www-web-0', 'www-web-1']);
    expect(await test.names(kinds.services)).toContain('nginx');
  });

  it('in the foreground lets the set go last', async () => {
    const test = await withSet();
    await test.cluster.client.delete(kinds.statefulsets, 'web', { ...options, propagationPolicy: 'Foreground' });
    const gone = test.changes
      .filter(({ type, key }) => type === 'DELETED' && /^(pods|statefulsets)/.test(key))
      .map(({ object }) => object.metadata.name);
    expect(gone).toEqual(['web-0', 'web-1', 'web']);
  });

  it('with orphans leaves the pods, and a new set takes them in', async () => {
    const test = await withSet();
    const before = (await test.list(kinds.pods)).map(({ metadata }) => metadata.uid);
    await test.cluster.client.delete(kinds.statefulsets, 'web', { ...options, propagationPolicy: 'Orphan' });
    expect((await test.list(kinds.pods)).map(({ metadata }) => metadata.ownerReferences)).toEqual([
      undefined,
      undefined,
    ]);
    await test.cluster.client.delete(kinds.pods, 'web-0', options);
    expect(await test.names(kinds.pods)).toEqual(['web-1']);
    await test.create(kinds.statefulsets, statefulSetWithClaims());
    const set = await test.get(kinds.statefulsets, 'web');
    const after = await test.list(kinds.pods);
    expect(after.map(({ metadata }) => metadata.ownerReferences?.[0]?.uid)).toEqual([
      set.metadata.uid,
      set.metadata.uid,
    ]);
    expect(after[1]?.metadata.uid).toBe(before[1]);
    expect(await test.names(kinds.controllerrevisions)).toHaveLength(1);
    expect(set.status).toMatchObject({ replicas: 2, readyReplicas: 2, updatedReplicas: 2 });
  });
});

describe('persistentVolumeClaimRetentionPolicy', () => {
  const both = ['www-web-0', 'www-web-1'];
  it.each([
    { whenScaled: 'Retain', whenDeleted: 'Retain', scaled: both, deleted: both },
    { whenScaled: 'Delete', whenDeleted: 'Retain', scaled: ['www-web-0'], deleted: both },
    { whenScaled: 'Retain', whenDeleted: 'Delete', scaled: both, deleted: [] },
    { whenScaled: 'Delete', whenDeleted: 'Delete', scaled: ['www-web-0'], deleted: [] },
  ])('scaled: $whenScaled, deleted: $whenDeleted', async ({ whenScaled, whenDeleted, scaled, deleted }) => {
    const spec = { persistentVolumeClaimRetentionPolicy: { whenScaled, whenDeleted } };
    const down = await withSet(spec);
    await down.patch(kinds.statefulsets, 'web', { spec: { replicas: 1 } });
    expect(await down.names(kinds.persistentvolumeclaims)).toEqual(scaled);
    const gone = await withSet(spec);
    await gone.cluster.client.delete(kinds.statefulsets, 'web', options);
    expect(await gone.names(kinds.persistentvolumeclaims)).toEqual(deleted);
  });

  it('makes the set the claims’ controller while they go with it', async () => {
    const test = await withSet();
    const policy = (whenDeleted: string) =>
      test.patch(kinds.statefulsets, 'web', { spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted } } });
    const owners = async () =>
      (await test.list(kinds.persistentvolumeclaims)).map(({ metadata }) => metadata.ownerReferences);
    await policy('Delete');
    const { uid } = (await test.get(kinds.statefulsets, 'web')).metadata;
    const owner = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      name: 'web',
      uid,
      controller: true,
      blockOwnerDeletion: true,
    };
    expect(await owners()).toEqual([[owner], [owner]]);
    await policy('Retain');
    expect(await owners()).toEqual([undefined, undefined]);
  });
});

describe('what may not change', () => {
  const message = `StatefulSet.apps "web" is invalid: spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden`;

  it.each([
    { serviceName: 'other' },
    { podManagementPolicy: 'Parallel' },
    { volumeClaimTemplates: null },
    { selector: { matchLabels: { app: 'nginx', tier: 'web' } }, template: { metadata: { labels: { tier: 'web' } } } },
  ])('%j', async (spec) => {
    const test = await withSet();
    await expect(test.patch(kinds.statefulsets, 'web', { spec })).rejects.toThrow(message);
  });
});
