import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/apimachinery/meta';
import type { Client } from '../../src/client/client';
import type { ConfigMap } from '../../src/resources/core/configmap';
import { kinds } from '../../src/resources/kinds';
import { deployment, podSpec, statefulSet } from '../simulator/manifests';
import { openCluster, type TestCluster } from '../simulator/test-cluster';

const options = { namespace: 'default' };
const settings = (name: string, labels: Record<string, string> = {}): ConfigMap => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, labels },
  data: { a: '1' },
});

async function withSettings(): Promise<{ test: TestCluster; client: Client }> {
  const test = await openCluster();
  const { client } = test.cluster;
  await client.create(kinds.configmaps, settings('one', { tier: 'web', app: 'a' }), options);
  await client.create(kinds.configmaps, settings('two', { tier: 'db', app: 'b' }), options);
  await client.create(kinds.configmaps, settings('three'), options);
  return { test, client };
}

describe('lists', () => {
  it.each([
    { labelSelector: 'tier=web', then: ['one'] },
    { labelSelector: 'tier', then: ['one', 'two'] },
    { labelSelector: '!tier', then: ['kube-root-ca.crt', 'three'] },
    { labelSelector: 'tier!=web', then: ['kube-root-ca.crt', 'three', 'two'] },
    { labelSelector: 'tier in (web,db),app notin (a)', then: ['two'] },
    { fieldSelector: 'metadata.name=three', then: ['three'] },
    { fieldSelector: 'metadata.name!=three', labelSelector: '!tier', then: ['kube-root-ca.crt'] },
  ])('$labelSelector $fieldSelector', async ({ then, ...selectors }) => {
    const { client } = await withSettings();
    const { items } = await client.list(kinds.configmaps, { ...options, ...selectors });
    expect(items.map(({ metadata }) => metadata.name)).toEqual(then);
  });

  it('of all namespaces come by namespace, then by name', async () => {
    const { client } = await withSettings();
    const { items } = await client.list(kinds.serviceaccounts);
    expect(items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
      'default/default',
      'kube-node-lease/default',
      'kube-public/default',
      'kube-system/coredns',
      'kube-system/default',
    ]);
  });
});

describe('writes', () => {
  it('with an old resourceVersion conflict', async () => {
    const { client } = await withSettings();
    const old = await client.get(kinds.configmaps, 'one', 'default');
    await client.update(kinds.configmaps, { ...old, data: { a: '2' } }, options);
    await expect(client.update(kinds.configmaps, { ...old, data: { a: '3' } }, options)).rejects.toThrow(
      'Operation cannot be fulfilled on configmaps "one": the object has been modified; please apply your changes to the latest version and try again',
    );
  });

  it('without a resourceVersion win', async () => {
    const { client } = await withSettings();
    const { data } = await client.update(kinds.configmaps, { ...settings('one'), data: { a: '4' } }, options);
    expect(data).toEqual({ a: '4' });
  });

  it('that change nothing keep the resourceVersion', async () => {
    const { test, client } = await withSettings();
    const { version } = test.cluster.store;
    await client.patch(kinds.configmaps, 'one', { type: 'merge', body: { data: { a: '1' } } }, options);
    expect(test.cluster.store.version).toBe(version);
  });

  it('as a dry run store nothing and run no controller', async () => {
    const { test, client } = await withSettings();
    const before = JSON.stringify(test.cluster.store.snapshot().objects);
    const dry = { ...options, dryRun: true };
    const answer = await client.create(
      kinds.statefulsets,
      { apiVersion: 'apps/v1', kind: 'StatefulSet', status: {}, ...statefulSet() },
      dry,
    );
    expect(answer.spec.podManagementPolicy).toBe('OrderedReady');
    await client.patch(kinds.configmaps, 'one', { type: 'merge', body: { data: { a: '9' } } }, dry);
    await client.delete(kinds.configmaps, 'two', dry);
    expect(JSON.stringify(test.cluster.store.snapshot().objects)).toBe(before);
  });

  it('in a namespace that is not there are refused', async () => {
    const { client } = await withSettings();
    await expect(client.create(kinds.configmaps, settings('x'), { namespace: 'nowhere' })).rejects.toThrow(
      'namespaces "nowhere" not found',
    );
  });

  it.each([
    ['get', (client: Client) => client.get(kinds.statefulsets, 'gone', 'default')],
    ['delete', (client: Client) => client.delete(kinds.statefulsets, 'gone', options)],
    ['patch', (client: Client) => client.patch(kinds.statefulsets, 'gone', { type: 'merge', body: {} }, options)],
  ])('%s what is not there: not found', async (_verb, request) => {
    const { client } = await withSettings();
    await expect(request(client)).rejects.toThrow('statefulsets.apps "gone" not found');
  });

  it('twice of one name: already exists', async () => {
    const { client } = await withSettings();
    await expect(client.create(kinds.configmaps, settings('one'), options)).rejects.toThrow(
      'configmaps "one" already exists',
    );
  });

  it('of a delete with another uid: conflict', async () => {
    const { client } = await withSettings();
    const { metadata } = await client.get(kinds.configmaps, 'one', 'default');
    await expect(client.delete(kinds.configmaps, 'one', { ...options, uid: 'other' })).rejects.toThrow(
      `Operation cannot be fulfilled on configmaps "one": Precondition failed: UID in precondition: other, UID in object meta: ${metadata.uid}`,
    );
  });
});

describe('generation', () => {
  it('counts changes of the spec, not of labels, status or nothing', async () => {
    const { test } = await withSettings();
    await test.create(kinds.deployments, deployment());
    const generation = async () => (await test.get(kinds.deployments, 'hello')).metadata.generation;
    expect(await generation()).toBe(1);
    await test.patch(kinds.deployments, 'hello', { metadata: { labels: { a: 'b' } } });
    expect(await generation()).toBe(1);
    await test.patch(kinds.deployments, 'hello', { spec: { replicas: 2 } });
    expect(await generation()).toBe(2);
    expect((await test.get(kinds.deployments, 'hello')).status.observedGeneration).toBe(2);
  });
});

describe('subresources', () => {
  it('status is written through its own only', async () => {
    const { test, client } = await withSettings();
    await test.create(kinds.pods, { metadata: { name: 'one' }, spec: podSpec() });
    const pod = await test.get(kinds.pods, 'one');
    const main = await client.update(kinds.pods, { ...pod, status: { phase: 'Failed' } }, options);
    expect(main.status.phase).toBe('Running');
    const fresh = {
      ...main,
      metadata: { ...main.metadata, labels: { lost: 'yes' } },
      status: { ...main.status, message: 'told' },
    };
    const status = await client.update(kinds.pods, fresh, { ...options, subresource: 'status' });
    expect([status.status.message, status.metadata.labels]).toEqual(['told', undefined]);
  });

  it('scale changes the replicas', async () => {
    const { test, client } = await withSettings();
    await test.create(kinds.statefulsets, statefulSet());
    await client.patch<KubeObject>(
      kinds.statefulsets as never,
      'web',
      { type: 'merge', body: { spec: { replicas: 1 } } },
      { ...options, subresource: 'scale' },
    );
    expect(await test.names(kinds.pods)).toEqual(['web-0']);
  });
});

describe('field validation', () => {
  const wrong = { ...settings('x'), daat: { a: '1' } } as ConfigMap;
  const create = async (object: ConfigMap, fieldValidation: 'Strict' | 'Warn' | 'Ignore') => {
    const { client } = await withSettings();
    return await client.create(kinds.configmaps, object, { ...options, fieldValidation });
  };

  it('Strict refuses fields that the kind does not have', async () => {
    await expect(create(wrong, 'Strict')).rejects.toThrow(
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "daat"',
    );
  });

  it.each(['Warn', 'Ignore'] as const)('%s takes them', async (level) => {
    expect((await create(wrong, level)).metadata.name).toBe('x');
  });

  it('refuses values of the wrong type under every level', async () => {
    const typed = { ...settings('x'), data: 'text' } as unknown as ConfigMap;
    await expect(create(typed, 'Ignore')).rejects.toThrow(
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal string into Go struct field ConfigMap.data of type map[string]string',
    );
  });
});

describe('finalizers', () => {
  it('keep an object until the last is taken away', async () => {
    const { test, client } = await withSettings();
    await test.patch(kinds.configmaps, 'one', { metadata: { finalizers: ['example.com/a', 'example.com/b'] } });
    const marked = await client.delete(kinds.configmaps, 'one', options);
    expect(marked.metadata).toMatchObject({ deletionTimestamp: '2025-06-01T12:00:00Z', deletionGracePeriodSeconds: 0 });
    await expect(
      test.patch(kinds.configmaps, 'one', {
        metadata: { finalizers: ['example.com/a', 'example.com/b', 'example.com/c'] },
      }),
    ).rejects.toThrow(
      'ConfigMap "one" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/c"}',
    );
    await test.patch(kinds.configmaps, 'one', { metadata: { finalizers: ['example.com/b'] } });
    expect(await test.names(kinds.configmaps)).toContain('one');
    await test.patch(kinds.configmaps, 'one', { metadata: { finalizers: null } });
    expect(await test.names(kinds.configmaps)).not.toContain('one');
  });
});
