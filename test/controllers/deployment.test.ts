import { describe, expect, it } from 'vitest';
import type { ReplicaSet } from '../../src/resources/apps/replicaset';
import type { Pod } from '../../src/resources/core/pod-types';
import { kinds } from '../../src/resources/kinds';
import { setFault } from '../../src/simulator/faults';
import { deployment, withImage } from '../simulator/manifests';
import { openCluster, type TestCluster } from '../simulator/test-cluster';

const REVISION = 'deployment.kubernetes.io/revision';

async function deployed(spec: Parameters<typeof deployment>[1] = {}): Promise<TestCluster> {
  const test = await openCluster();
  await test.create(kinds.deployments, deployment('hello', spec));
  return test;
}

/** The replica sets by revision: `1: 3/3` is how many pods the first wants and has. */
async function sizes({ list }: TestCluster): Promise<string[]> {
  const sets = await list(kinds.replicasets);
  return sets
    .map(
      ({ metadata, spec, status }) =>
        `${metadata.annotations?.[REVISION]}: ${status.readyReplicas ?? 0}/${spec.replicas}`,
    )
    .sort();
}

const messages = async ({ events, list }: TestCluster): Promise<string[]> => {
  const sets = await list(kinds.replicasets);
  const nameOf = (text: string) =>
    sets.reduce((left, { metadata }) => left.replace(metadata.name, `#${metadata.annotations?.[REVISION]}`), text);
  return (await events('hello', 'Deployment')).map(nameOf);
};

const scaled = (direction: string, revision: number, from: number, to: number) =>
  `Normal ScalingReplicaSet deployment-controller: Scaled ${direction} replica set #${revision} from ${from} to ${to}`;

describe('a deployment', () => {
  it('makes one replica set whose name, labels and selector carry the template hash', async () => {
    const test = await deployed();
    const [set] = await test.list(kinds.replicasets);
    const hash = set?.metadata.labels?.['pod-template-hash'];
    expect(set?.metadata.name).toBe(`hello-${hash}`);
    expect(set?.spec.selector.matchLabels).toEqual({ app: 'nginx', 'pod-template-hash': hash });
    expect(set?.metadata.annotations).toEqual({
      [REVISION]: '1',
      'deployment.kubernetes.io/desired-replicas': '3',
      'deployment.kubernetes.io/max-replicas': '4',
    });
    const pods = await test.list(kinds.pods);
    expect(pods.map(({ metadata }) => metadata.name.slice(0, -5))).toEqual(Array(3).fill(`hello-${hash}-`));
    expect(await messages(test)).toEqual([scaled('up', 1, 0, 3)]);
  });

  it('reports its status as upstream does, zero counts left out', async () => {
    const test = await deployed();
    const { status, metadata } = await test.get(kinds.deployments, 'hello');
    expect(metadata.annotations).toEqual({ [REVISION]: '1' });
    const [set] = await test.list(kinds.replicasets);
    expect(JSON.parse(JSON.stringify(status))).toEqual({
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      conditions: [
        expect.objectContaining({
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        }),
        expect.objectContaining({
          type: 'Progressing',
          status: 'True',
          reason: 'NewReplicaSetAvailable',
          message: `ReplicaSet "${set?.metadata.name}" has successfully progressed.`,
        }),
      ],
    });
  });

  it('rolls out step by step: one more, one less, never fewer than three ready', async () => {
    const test = await deployed();
    let fewest = 3;
    let most = 0;
    test.cluster.store.onChange(() => {
      const pods = test.cluster.store.range('pods/default/') as Pod[];
      const ready = pods.filter(({ status }) =>
        status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True'),
      );
      fewest = Math.min(fewest, ready.length);
      most = Math.max(most, pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined).length);
    });
    await test.patch(kinds.deployments, 'hello', withImage('0.25'));
    expect({ fewest, most }).toEqual({ fewest: 3, most: 4 });
    expect(await sizes(test)).toEqual(['1: 0/0', '2: 3/3']);
    expect(await messages(test)).toEqual([
      scaled('up', 1, 0, 3),
      scaled('up', 2, 0, 1),
      scaled('down', 1, 3, 2),
      scaled('up', 2, 1, 2),
      scaled('down', 1, 2, 1),
      scaled('up', 2, 2, 3),
      scaled('down', 1, 1, 0),
    ]);
  });

  it('goes back to an earlier template under a new revision and keeps the old number in its history', async () => {
    const test = await deployed();
    await test.patch(kinds.deployments, 'hello', withImage('0.25'));
    await test.patch(kinds.deployments, 'hello', withImage('0.24'));
    expect(await sizes(test)).toEqual(['2: 0/0', '3: 3/3']);
    const sets = await test.list(kinds.replicasets);
    const current = sets.find(({ metadata }) => metadata.annotations?.[REVISION] === '3');
    expect(current?.metadata.annotations?.['deployment.kubernetes.io/revision-history']).toBe('1');
    expect((await test.get(kinds.deployments, 'hello')).metadata.annotations).toEqual({ [REVISION]: '3' });
  });

  it('under Recreate has no old pod left when the first new one is made', async () => {
    const test = await deployed({ strategy: { type: 'Recreate' } });
    const mixed: string[] = [];
    test.cluster.store.onChange(({ type, object }) => {
      const pods = test.cluster.store.range('pods/default/');
      const hashes = new Set(pods.map(({ metadata }) => metadata.labels?.['pod-template-hash']));
      if (hashes.size > 1) mixed.push(`${type} ${object.metadata.name}`);
    });
    await test.patch(kinds.deployments, 'hello', withImage('0.25'));
    expect(mixed).toEqual([]);
    expect(await sizes(test)).toEqual(['1: 0/0', '2: 3/3']);
    expect(await messages(test)).toEqual([scaled('up', 1, 0, 3), scaled('down', 1, 3, 0), scaled('up', 2, 0, 3)]);
  });

  it('while paused takes another size but no other template', async () => {
    const test = await deployed();
    await test.patch(kinds.deployments, 'hello', { spec: { paused: true } });
    await test.patch(kinds.deployments, 'hello', withImage('0.25'));
    expect(await sizes(test)).toEqual(['1: 3/3']);
    await test.patch(kinds.deployments, 'hello', { spec: { replicas: 5 } });
    expect(await sizes(test)).toEqual(['1: 5/5']);
    const { status } = await test.get(kinds.deployments, 'hello');
    expect(status.updatedReplicas).toBeUndefined();
    expect(status.conditions?.find(({ type }) => type === 'Progressing')).toMatchObject({
      status: 'Unknown',
      reason: 'DeploymentPaused',
      message: 'Deployment is paused',
    });
    await test.patch(kinds.deployments, 'hello', { spec: { paused: false } });
    expect(await sizes(test)).toEqual(['1: 0/0', '2: 5/5']);
  });

  it('created paused makes nothing', async () => {
    const test = await deployed({ paused: true });
    expect(await test.list(kinds.replicasets)).toEqual([]);
  });

  it('stands still when the new pods do not become ready, and shares out another size', async () => {
    const test = await deployed({ replicas: 10, strategy: { rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } } });
    await test.patch(kinds.deployments, 'hello', {
      spec: { template: { spec: { containers: [{ name: 'nginx', image: 'registry.invalid/nginx:1' }] } } },
    });
    expect(await sizes(test)).toEqual(['1: 8/8', '2: 0/5']);
    const { status } = await test.get(kinds.deployments, 'hello');
    expect(status).toMatchObject({
      replicas: 13,
      updatedReplicas: 5,
      readyReplicas: 8,
      availableReplicas: 8,
      unavailableReplicas: 5,
    });
    expect(status.conditions?.map(({ type, status: value, reason }) => `${type} ${value} ${reason}`)).toEqual([
      'Available True MinimumReplicasAvailable',
      'Progressing True ReplicaSetUpdated',
    ]);
    await test.patch(kinds.deployments, 'hello', { spec: { replicas: 15 } });
    // The example of upstream's documentation: five more pods, three for the larger set, two for the other.
    expect((await sizes(test)).map((text) => text.replace(/\d+\//, ''))).toEqual(['1: 11', '2: 7']);
  });

  it('keeps saying that it progressed when a pod of its becomes unready', async () => {
    const test = await deployed({ replicas: 1 });
    const [pod] = await test.names(kinds.pods);
    setFault(test.cluster.store, `default/${pod}`, 'unready');
    await test.cluster.resync();
    const { status } = await test.get(kinds.deployments, 'hello');
    expect(status.conditions?.map(({ type, status: value, reason }) => `${type} ${value} ${reason}`)).toEqual([
      'Available False MinimumReplicasUnavailable',
      'Progressing True NewReplicaSetAvailable',
    ]);
    expect(status).toMatchObject({ replicas: 1, updatedReplicas: 1, unavailableReplicas: 1 });
  });

  it('keeps so many old replica sets as revisionHistoryLimit says', async () => {
    const test = await deployed({ revisionHistoryLimit: 1 });
    for (const tag of ['0.25', '0.26', '0.27']) await test.patch(kinds.deployments, 'hello', withImage(tag));
    expect(await sizes(test)).toEqual(['3: 0/0', '4: 3/3']);
  });

  it('takes its replica sets and pods along when it goes', async () => {
    const test = await deployed();
    await test.cluster.client.delete(kinds.deployments, 'hello', { namespace: 'default' });
    expect([await test.names(kinds.replicasets), await test.names(kinds.pods)]).toEqual([[], []]);
  });

  it('takes in the replica set that an orphaning deletion left', async () => {
    const test = await deployed();
    const before = await test.names(kinds.pods);
    await test.cluster.client.delete(kinds.deployments, 'hello', { namespace: 'default', propagationPolicy: 'Orphan' });
    const orphan = async (): Promise<ReplicaSet | undefined> => (await test.list(kinds.replicasets))[0];
    expect((await orphan())?.metadata.ownerReferences).toBeUndefined();
    await test.create(kinds.deployments, deployment());
    expect((await orphan())?.metadata.ownerReferences?.[0]).toMatchObject({
      kind: 'Deployment',
      name: 'hello',
      controller: true,
    });
    expect(await test.names(kinds.pods)).toEqual(before);
  });
});
