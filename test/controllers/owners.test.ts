import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/apimachinery/meta';
import { kinds } from '../../src/resources/kinds';
import { deployment, headless, podSpec, statefulSetWithClaims } from '../simulator/manifests';
import { openCluster, type TestCluster } from '../simulator/test-cluster';

const options = { namespace: 'default' };
const owner = ({ metadata, kind, apiVersion }: KubeObject, more: object = {}) => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid,
  ...more,
});

async function configMap({ create }: TestCluster, name: string, owners: object[] = []) {
  return await create(kinds.configmaps, { metadata: { name, ownerReferences: owners } });
}

const others = async ({ names }: TestCluster) =>
  (await names(kinds.configmaps)).filter((name) => name !== 'kube-root-ca.crt');

describe('the garbage collector', () => {
  it('takes dependants of dependants along in the background', async () => {
    const test = await openCluster();
    const first = await configMap(test, 'first');
    const second = await configMap(test, 'second', [owner(first)]);
    await configMap(test, 'third', [owner(second)]);
    await test.cluster.client.delete(kinds.configmaps, 'first', { ...options, propagationPolicy: 'Background' });
    expect(await others(test)).toEqual([]);
  });

  it('leaves what has another living owner, and takes only the dead reference away', async () => {
    const test = await openCluster();
    const [first, second] = [await configMap(test, 'first'), await configMap(test, 'second')];
    await configMap(test, 'shared', [owner(first), owner(second)]);
    await test.cluster.client.delete(kinds.configmaps, 'first', options);
    expect(await others(test)).toEqual(['second', 'shared']);
    expect((await test.get(kinds.configmaps, 'shared')).metadata.ownerReferences).toEqual([owner(second)]);
  });

  it('takes away what is made for an owner that is not there', async () => {
    const test = await openCluster();
    await configMap(test, 'late', [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'gone', uid: 'no-such-uid' }]);
    expect(await others(test)).toEqual([]);
  });

  it('in the foreground waits for what blocks its owner’s deletion', async () => {
    const test = await openCluster();
    const first = await configMap(test, 'first');
    await test.create(kinds.configmaps, {
      metadata: {
        name: 'blocker',
        ownerReferences: [owner(first, { blockOwnerDeletion: true })],
        finalizers: ['example.com/wait'],
      },
    });
    await test.cluster.client.delete(kinds.configmaps, 'first', { ...options, propagationPolicy: 'Foreground' });
    expect((await test.get(kinds.configmaps, 'first')).metadata).toMatchObject({ finalizers: ['foregroundDeletion'] });
    await test.patch(kinds.configmaps, 'blocker', { metadata: { finalizers: null } });
    expect(await others(test)).toEqual([]);
  });

  it('with orphans only takes the references away', async () => {
    const test = await openCluster();
    const first = await configMap(test, 'first');
    await configMap(test, 'second', [owner(first)]);
    await test.cluster.client.delete(kinds.configmaps, 'first', { ...options, propagationPolicy: 'Orphan' });
    expect(await others(test)).toEqual(['second']);
    expect((await test.get(kinds.configmaps, 'second')).metadata.ownerReferences).toBeUndefined();
  });
});

describe('a replica set', () => {
  const set = (replicas: number) => {
    const { spec } = deployment();
    return { metadata: { name: 'rs' }, spec: { replicas, selector: spec.selector, template: spec.template } };
  };

  it('makes and takes away pods, and tells of each', async () => {
    const test = await openCluster();
    await test.create(kinds.replicasets, set(2));
    await test.patch(kinds.replicasets, 'rs', { spec: { replicas: 1 } });
    const lines = (await test.events('rs')).map((line) => line.replace(/rs-\w{5}$/, 'rs-*'));
    expect(lines).toEqual([
      'Normal SuccessfulCreate replicaset-controller: Created pod: rs-*',
      'Normal SuccessfulCreate replicaset-controller: Created pod: rs-*',
      'Normal SuccessfulDelete replicaset-controller: Deleted pod: rs-*',
    ]);
    expect(JSON.parse(JSON.stringify((await test.get(kinds.replicasets, 'rs')).status))).toEqual({
      replicas: 1,
      fullyLabeledReplicas: 1,
      readyReplicas: 1,
      availableReplicas: 1,
      observedGeneration: 2,
    });
  });

  it('takes in orphans that match and lets go of pods that no longer do', async () => {
    const test = await openCluster();
    await test.create(kinds.pods, { metadata: { name: 'orphan', labels: { app: 'nginx' } }, spec: podSpec() });
    await test.create(kinds.replicasets, set(2));
    expect(await test.names(kinds.pods)).toHaveLength(2);
    expect((await test.get(kinds.pods, 'orphan')).metadata.ownerReferences).toMatchObject([
      { kind: 'ReplicaSet', name: 'rs', controller: true },
    ]);
    await test.patch(kinds.pods, 'orphan', { metadata: { labels: { app: 'other' } } });
    expect((await test.get(kinds.pods, 'orphan')).metadata.ownerReferences).toBeUndefined();
    expect(await test.names(kinds.pods)).toHaveLength(3);
  });

  it('makes a pod in the place of one that is deleted', async () => {
    const test = await openCluster();
    await test.create(kinds.replicasets, set(2));
    const before = await test.names(kinds.pods);
    await test.cluster.client.delete(kinds.pods, before[0] ?? '', options);
    const after = await test.names(kinds.pods);
    expect(after).toHaveLength(2);
    expect(after).not.toContain(before[0]);
  });
});

describe('a namespace', () => {
  const lab = { namespace: 'lab' };

  it('gets its service account and the cluster’s certificate', async () => {
    const { cluster, create } = await openCluster();
    await create(kinds.namespaces, { metadata: { name: 'lab' }, spec: {}, status: {} });
    const { client } = cluster;
    expect((await client.list(kinds.serviceaccounts, lab)).items.map(({ metadata }) => metadata.name)).toEqual([
      'default',
    ]);
    const { metadata, data } = await client.get(kinds.configmaps, 'kube-root-ca.crt', 'lab');
    expect(Object.keys(data ?? {})).toEqual(['ca.crt']);
    expect(Object.keys(metadata.annotations ?? {})).toEqual(['kubernetes.io/description']);
    await client.delete(kinds.serviceaccounts, 'default', lab);
    expect((await client.list(kinds.serviceaccounts, lab)).items).toHaveLength(1);
    expect(await client.get(kinds.namespaces, 'lab')).toMatchObject({
      metadata: { labels: { 'kubernetes.io/metadata.name': 'lab' } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
  });

  it('goes with all that is in it', async () => {
    const { cluster, create } = await openCluster();
    const { client } = cluster;
    await create(kinds.namespaces, { metadata: { name: 'lab' }, spec: {}, status: {} });
    const inLab = (object: { metadata: object }) => ({ ...object, metadata: { ...object.metadata, namespace: 'lab' } });
    await client.create(kinds.services, JSON.parse(JSON.stringify(inLab(headless()))), lab);
    await client.create(kinds.statefulsets, JSON.parse(JSON.stringify(inLab(statefulSetWithClaims()))), lab);
    await client.create(kinds.deployments, JSON.parse(JSON.stringify(inLab(deployment()))), lab);
    await client.delete(kinds.namespaces, 'lab');
    const left = Object.keys(cluster.store.snapshot().objects).filter(
      (key) => key.includes('/lab/') || key.endsWith('/lab'),
    );
    expect(left).toEqual([]);
    expect((await client.list(kinds.persistentvolumes)).items).toEqual([]);
  });

  it('takes nothing new while it goes', async () => {
    const { cluster, create } = await openCluster();
    const { client } = cluster;
    await create(kinds.namespaces, { metadata: { name: 'lab' }, spec: {}, status: {} });
    const held = {
      apiVersion: 'v1' as const,
      kind: 'ConfigMap' as const,
      metadata: { name: 'held', finalizers: ['example.com/wait'] },
    };
    await client.create(kinds.configmaps, held, lab);
    await client.delete(kinds.namespaces, 'lab');
    expect((await client.get(kinds.namespaces, 'lab')).status.phase).toBe('Terminating');
    await expect(client.create(kinds.configmaps, { ...held, metadata: { name: 'new' } }, lab)).rejects.toThrow(
      'configmaps "new" is forbidden: unable to create new content in namespace lab because it is being terminated',
    );
    await client.patch(kinds.configmaps, 'held', { type: 'merge', body: { metadata: { finalizers: null } } }, lab);
    await expect(client.get(kinds.namespaces, 'lab')).rejects.toThrow('namespaces "lab" not found');
  });
});
