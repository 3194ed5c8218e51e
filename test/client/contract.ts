import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FieldError, fieldErrorText, StatusError } from '../../src/apimachinery/errors';
import type { KubeObject } from '../../src/apimachinery/meta';
import type { Client, Patch, WatchEvent } from '../../src/client/client';
import type { ConfigMap } from '../../src/resources/core/configmap';
import { kinds } from '../../src/resources/kinds';

export type OpenDoor = { readonly client: Client; readonly close: () => Promise<void> };

const namespace = 'default';

function configMap(name: string, data: ConfigMap['data'] = {}, labels = {}): ConfigMap {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace, labels }, data };
}

function statefulSet(name: string, replicas: number): KubeObject {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'nginx' }] } };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, namespace },
    spec: { replicas, serviceName: name, selector: { matchLabels: labels }, template },
  };
}

type Told = { reason: string; code: number; message: string; causes: string[] };

/** What the door says when it refuses. */
async function refusal(request: Promise<unknown>): Promise<Told> {
  const error = await request.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StatusError)) throw new Error(`expected a refusal, got ${error}`);
  const { reason, code, message, causes } = error;
  return { reason, code, message, causes: causes.map((cause: FieldError) => fieldErrorText(cause)) };
}

/** What every door does, wherever the cluster is behind it. */
export function describeDoor(name: string, open: () => Promise<OpenDoor>): void {
  describe(name, () => {
    let client: Client;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ client, close } = await open());
    });
    afterEach(() => close());

    describeReading(() => client);
    describeWriting(() => client);
    describeRefusals(() => client);
    describeWatching(() => client);
  });
}

function describeReading(door: () => Client): void {
  it('gets an object whole', async () => {
    const created = await door().create(kinds.configmaps, configMap('a', { key: 'value' }), { namespace });
    expect(created.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(await door().get(kinds.configmaps, 'a', namespace)).toEqual(created);
  });

  it('gets objects of groups, and of the cluster', async () => {
    expect((await door().get(kinds.storageclasses, 'standard')).kind).toBe('StorageClass');
    expect((await door().get(kinds.nodes, 'minikube', namespace)).metadata.name).toBe('minikube');
  });

  it.each([
    [{ namespace }, ['default/kube-root-ca.crt', 'default/one', 'default/two']],
    [{ namespace, labelSelector: 'tier=web' }, ['default/one']],
    [{ namespace, labelSelector: 'tier in (web, db),!old' }, ['default/one', 'default/two']],
    [{ namespace, fieldSelector: 'metadata.name=two' }, ['default/two']],
    [{ namespace, fieldSelector: 'metadata.name!=two', labelSelector: 'tier' }, ['default/one']],
    [{ labelSelector: 'tier' }, ['default/one', 'default/two', 'kube-system/three']],
  ])('lists %j', async (options, expected) => {
    await door().create(kinds.configmaps, configMap('two', {}, { tier: 'db' }), { namespace });
    await door().create(kinds.configmaps, configMap('one', {}, { tier: 'web' }), { namespace });
    const other = configMap('three', {}, { tier: 'web' });
    other.metadata.namespace = 'kube-system';
    await door().create(kinds.configmaps, other, { namespace: 'kube-system' });
    const { items, resourceVersion } = await door().list(kinds.configmaps, options);
    expect(items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual(expected);
    expect(items.every(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'ConfigMap')).toBe(true);
    expect(resourceVersion).toMatch(/^[1-9]\d*$/);
  });

  it('says which kinds there are', async () => {
    const found = await door().kinds();
    const names = found.map(({ verbs: _, ...kind }) => kind);
    expect(names.find(({ plural }) => plural === 'statefulsets')).toEqual({
      group: 'apps',
      version: 'v1',
      kind: 'StatefulSet',
      plural: 'statefulsets',
      singular: 'statefulset',
      shortNames: ['sts'],
      categories: ['all'],
      namespaced: true,
    });
    expect(names.findIndex(({ plural }) => plural === 'pods')).toBeLessThan(
      names.findIndex(({ plural }) => plural === 'statefulsets'),
    );
  });
}

function describeWriting(door: () => Client): void {
  it('creates in the namespace of the request', async () => {
    const bare = configMap('a');
    delete bare.metadata.namespace;
    expect((await door().create(kinds.configmaps, bare, { namespace })).metadata.namespace).toBe(namespace);
  });

  it('updates, and counts the version on', async () => {
    const created = await door().create(kinds.configmaps, configMap('a', { key: 'old' }), { namespace });
    const changed = { ...created, data: { key: 'new' } };
    const updated = await door().update(kinds.configmaps, changed, { namespace });
    expect(updated.data).toEqual({ key: 'new' });
    expect(Number(updated.metadata.resourceVersion)).toBeGreaterThan(Number(created.metadata.resourceVersion));
  });

  it.each<[Patch, ConfigMap['data']]>([
    [{ type: 'merge', body: { data: { a: null, b: '2' } } }, { b: '2' }],
    [
      { type: 'strategic', body: { data: { b: '2' } } },
      { a: '1', b: '2' },
    ],
    [{ type: 'json', body: [{ op: 'replace', path: '/data/a', value: '3' }] }, { a: '3' }],
  ])('patches %j', async (patch, expected) => {
    await door().create(kinds.configmaps, configMap('a', { a: '1' }), { namespace });
    expect((await door().patch(kinds.configmaps, 'a', patch, { namespace })).data).toEqual(expected);
  });

  it('merges lists by their keys in strategic patches', async () => {
    await door().create<KubeObject>(kinds.statefulsets, statefulSet('web', 1), { namespace });
    const container = { name: 'web', image: 'nginx:1.27' };
    const body = { spec: { template: { spec: { containers: [container, { name: 'log', image: 'busybox' }] } } } };
    const patched = await door().patch(kinds.statefulsets, 'web', { type: 'strategic', body }, { namespace });
    expect(patched.spec.template.spec.containers.map(({ name, image }) => [name, image]).sort()).toEqual([
      ['log', 'busybox'],
      ['web', 'nginx:1.27'],
    ]);
  });

  it('scales through the subresource', async () => {
    await door().create<KubeObject>(kinds.statefulsets, statefulSet('web', 1), { namespace });
    const patch = { type: 'merge', body: { spec: { replicas: 3 } } } as const;
    await door().patch(kinds.statefulsets, 'web', patch, { namespace, subresource: 'scale' });
    expect((await door().get(kinds.statefulsets, 'web', namespace)).spec.replicas).toBe(3);
  });

  it('writes the status alone through its subresource', async () => {
    const node = await door().get(kinds.nodes, 'minikube');
    const changed = { ...node, spec: { ...node.spec, unschedulable: true }, status: { ...node.status, phase: 'x' } };
    await door().update<KubeObject>(kinds.nodes, changed, { subresource: 'status' });
    const found = await door().get<KubeObject>(kinds.nodes, 'minikube');
    expect([found.spec, found.status]).toEqual([node.spec, changed.status]);
  });

  it.each(['create', 'update', 'patch', 'delete'] as const)('changes nothing in a dry run: %s', async (verb) => {
    const options = { namespace, dryRun: true };
    const object = configMap('a', { key: 'old' });
    const changed = configMap('a', { key: 'new' });
    if (verb === 'create') {
      expect((await door().create(kinds.configmaps, object, options)).metadata.uid).toBeDefined();
      expect((await refusal(door().get(kinds.configmaps, 'a', namespace))).reason).toBe('NotFound');
      return;
    }
    const created = await door().create(kinds.configmaps, object, { namespace });
    if (verb === 'update') expect((await door().update(kinds.configmaps, changed, options)).data).toEqual(changed.data);
    if (verb === 'patch') await door().patch(kinds.configmaps, 'a', { type: 'merge', body: { data: null } }, options);
    if (verb === 'delete') await door().delete(kinds.configmaps, 'a', options);
    expect(await door().get(kinds.configmaps, 'a', namespace)).toEqual(created);
  });

  it('deletes, and names what is gone', async () => {
    const { metadata } = await door().create(kinds.configmaps, configMap('a'), { namespace });
    const gone = await door().delete(kinds.configmaps, 'a', { namespace });
    expect([gone.kind, gone.metadata.name, gone.metadata.uid]).toEqual(['ConfigMap', 'a', metadata.uid]);
    expect((await refusal(door().get(kinds.configmaps, 'a', namespace))).reason).toBe('NotFound');
  });

  it('leaves dependants behind under Orphan', async () => {
    await door().create<KubeObject>(kinds.statefulsets, statefulSet('web', 2), { namespace });
    await door().delete(kinds.statefulsets, 'web', { namespace, propagationPolicy: 'Orphan' });
    const { items } = await door().list(kinds.pods, { namespace });
    expect(items.map(({ metadata }) => [metadata.name, metadata.ownerReferences ?? []])).toEqual([
      ['web-0', []],
      ['web-1', []],
    ]);
  });

  it.each(['Background', 'Foreground'] as const)('takes dependants away under %s', async (propagationPolicy) => {
    await door().create<KubeObject>(kinds.statefulsets, statefulSet('web', 2), { namespace });
    await door().delete(kinds.statefulsets, 'web', { namespace, propagationPolicy });
    expect((await door().list(kinds.pods, { namespace })).items).toEqual([]);
  });
}

function describeRefusals(door: () => Client): void {
  const cases: [string, (client: Client) => Promise<unknown>, Omit<Told, 'causes'> & { causes?: string[] }][] = [
    [
      'a name that is not there',
      (client) => client.get(kinds.statefulsets, 'web', namespace),
      { reason: 'NotFound', code: 404, message: 'statefulsets.apps "web" not found' },
    ],
    [
      'an object that is there already',
      (client) =>
        client.create(kinds.namespaces, {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'default' },
          spec: {},
          status: {},
        }),
      { reason: 'AlreadyExists', code: 409, message: 'namespaces "default" already exists' },
    ],
    [
      'an update of an old version',
      async (client) => {
        const old = await client.create(kinds.configmaps, configMap('a'), { namespace });
        await client.update(kinds.configmaps, { ...old, data: { key: 'other' } }, { namespace });
        await client.update(kinds.configmaps, { ...old, data: { key: 'mine' } }, { namespace });
      },
      {
        reason: 'Conflict',
        code: 409,
        message:
          'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
      },
    ],
    [
      'a deletion of another object of that name',
      async (client) => {
        await client.create(kinds.configmaps, configMap('a'), { namespace });
        const { uid } = (await client.get(kinds.namespaces, 'default')).metadata;
        const error = await refusal(client.delete(kinds.configmaps, 'a', { namespace, uid }));
        throw new StatusError('Conflict', error.message.replace(/UID in precondition.*/, '…'));
      },
      {
        reason: 'Conflict',
        code: 409,
        message: 'Operation cannot be fulfilled on configmaps "a": Precondition failed: …',
      },
    ],
    [
      'one broken field',
      (client) => client.create(kinds.configmaps, configMap('A'), { namespace }),
      {
        reason: 'Invalid',
        code: 422,
        message: `ConfigMap "A" is invalid: metadata.name: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
        causes: [
          `metadata.name: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
        ],
      },
    ],
    [
      'a negative number of replicas',
      (client) => client.create<KubeObject>(kinds.statefulsets, statefulSet('web', -1), { namespace }),
      {
        reason: 'Invalid',
        code: 422,
        message:
          'StatefulSet.apps "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
        causes: ['spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
      },
    ],
    [
      'a field that the kind does not have',
      (client) =>
        client.create<KubeObject>(
          kinds.configmaps,
          { ...configMap('a'), dat: {} },
          { namespace, fieldValidation: 'Strict' },
        ),
      {
        reason: 'BadRequest',
        code: 400,
        message:
          'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "dat"',
      },
    ],
    [
      'a selector that makes no sense',
      (client) => client.list(kinds.pods, { namespace, labelSelector: 'a=(b' }),
      { reason: 'BadRequest', code: 400, message: expect.stringContaining('unable to parse requirement') as string },
    ],
    [
      "a namespace other than the object's",
      (client) => client.create(kinds.configmaps, configMap('a'), { namespace: 'kube-system' }),
      {
        reason: 'BadRequest',
        code: 400,
        message: 'the namespace of the provided object does not match the namespace sent on the request',
      },
    ],
    [
      'a namespace that is not there',
      (client) => {
        const object = configMap('a');
        object.metadata.namespace = 'nowhere';
        return client.create(kinds.configmaps, object, { namespace: 'nowhere' });
      },
      { reason: 'NotFound', code: 404, message: 'namespaces "nowhere" not found' },
    ],
  ];

  it.each(cases)('refuses %s', async (_, request, expected) => {
    expect(await refusal(request(door()))).toEqual({ causes: [], ...expected });
  });
}

function describeWatching(door: () => Client): void {
  const PROBE = 'probe';
  const line = ({ type, object }: WatchEvent<ConfigMap>) => [type, object.metadata.name, object.data?.key];

  it('begins with what is there', async () => {
    await door().create(kinds.configmaps, configMap('a', { key: '1' }), { namespace });
    const lines: unknown[] = [];
    for await (const event of door().watch(kinds.configmaps, { namespace })) if (lines.push(line(event)) === 2) break;
    expect(lines).toEqual([
      ['ADDED', 'a', '1'],
      ['ADDED', 'kube-root-ca.crt', undefined],
    ]);
  });

  it('tells of changes after a version, in their order', async () => {
    await door().create(kinds.configmaps, configMap(PROBE), { namespace });
    const { resourceVersion } = await door().list(kinds.configmaps, { namespace });
    const options = { namespace, resourceVersion, fieldSelector: 'metadata.name!=b' };
    const events = door().watch(kinds.configmaps, options)[Symbol.asyncIterator]();
    await untilWatching(events);
    await door().create(kinds.configmaps, configMap('a', { key: '1' }), { namespace });
    await door().create(kinds.configmaps, configMap('b'), { namespace });
    await door().patch(kinds.configmaps, 'a', { type: 'merge', body: { data: { key: '2' } } }, { namespace });
    await door().delete(kinds.configmaps, 'a', { namespace });
    const lines: unknown[] = [];
    while (lines.length < 3) {
      const { value } = await events.next();
      if (value.object.metadata.name !== PROBE) lines.push(line(value));
    }
    await events.return?.();
    expect(lines).toEqual([
      ['ADDED', 'a', '1'],
      ['MODIFIED', 'a', '2'],
      ['DELETED', 'a', '2'],
    ]);
  });

  /** A watch needs a moment to begin: an object is changed until it tells of that. */
  async function untilWatching(events: AsyncIterator<unknown>): Promise<void> {
    let hasBegun = false;
    const first = events.next().then(() => {
      hasBegun = true;
    });
    for (let count = 0; !hasBegun; count++) {
      const body = { data: { key: String(count) } };
      await door().patch(kinds.configmaps, PROBE, { type: 'merge', body }, { namespace });
      await new Promise((resolve) => setImmediate(resolve));
    }
    await first;
  }

  it('ends when it is told to', async () => {
    const ended = new AbortController();
    for await (const _ of door().watch(kinds.configmaps, { namespace, signal: ended.signal })) ended.abort();
    expect(ended.signal.aborted).toBe(true);
  });
}
