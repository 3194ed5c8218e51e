import { describe, expect, it } from 'vitest';
import type { FieldSet } from '../../../src/apimachinery/fieldpath/field-set';
import type { Json, JsonObject } from '../../../src/apimachinery/json';
import type { KubeObject } from '../../../src/apimachinery/meta';
import type { Client, WriteOptions } from '../../../src/client/client';
import { kinds } from '../../../src/resources/kinds';
import { openCluster } from '../../simulator/test-cluster';

const namespace = 'default';

async function open(): Promise<Client> {
  const { cluster } = await openCluster();
  return cluster.client;
}

type Write = Omit<WriteOptions, 'namespace'> & { force?: boolean };

/** Applies on the server, in somebody's name. */
function apply(client: Client, fieldManager: string, body: JsonObject, { force = false, ...options }: Write = {}) {
  const kind = Object.values(kinds).find((one) => one.kind === body.kind) ?? kinds.configmaps;
  const { name } = body.metadata as { name: string };
  return client.patch<KubeObject>(kind, name, { type: 'apply', body, force }, { namespace, fieldManager, ...options });
}

const configMap = (data: Record<string, string>, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', ...metadata },
  data,
});

const deployment = (spec: JsonObject): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'a' },
  spec: { selector: { matchLabels: { app: 'a' } }, ...spec },
});

const template = (...containers: JsonObject[]): Json => ({ metadata: { labels: { app: 'a' } }, spec: { containers } });

const ownedBy = ({ metadata }: KubeObject, manager: string): FieldSet | undefined =>
  metadata.managedFields?.find((entry) => entry.manager === manager)?.fieldsV1 as FieldSet | undefined;

const managersOf = ({ metadata }: KubeObject): string[] =>
  (metadata.managedFields ?? []).map(({ manager, operation, subresource }) =>
    [manager, operation, subresource].filter(Boolean).join(' '),
  );

// The fields that a real cluster notes for `kubectl run nginx --image=nginx` and `kubectl create deployment`.
const container = {
  '.': {},
  'f:image': {},
  'f:imagePullPolicy': {},
  'f:name': {},
  'f:resources': {},
  'f:terminationMessagePath': {},
  'f:terminationMessagePolicy': {},
};
const podSpec = {
  'f:containers': { 'k:{"name":"nginx"}': container },
  'f:dnsPolicy': {},
  'f:restartPolicy': {},
  'f:schedulerName': {},
  'f:securityContext': {},
  'f:terminationGracePeriodSeconds': {},
};

describe('who creates', () => {
  it('owns a pod as a real cluster says', async () => {
    const client = await open();
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'nginx', labels: { run: 'nginx' } },
      spec: { containers: [{ name: 'nginx', image: 'nginx' }] },
    };
    await client.create(kinds.pods as never, pod as never, { namespace, fieldManager: 'kubectl-run' });
    const made = await client.get<KubeObject>(kinds.pods, 'nginx', namespace);
    expect(ownedBy(made, 'kubectl-run')).toEqual({
      'f:metadata': { 'f:labels': { '.': {}, 'f:run': {} } },
      'f:spec': { ...podSpec, 'f:enableServiceLinks': {} },
    });
    expect(managersOf(made)).toEqual(['kubectl-run Update', 'kubelet Update status']);
    const { podIP } = made.status as { podIP: string };
    const condition = { '.': {}, 'f:lastProbeTime': {}, 'f:lastTransitionTime': {}, 'f:status': {}, 'f:type': {} };
    expect(ownedBy(made, 'kubelet')).toMatchObject({
      'f:status': {
        'f:conditions': { 'k:{"type":"Ready"}': condition },
        'f:containerStatuses': {},
        'f:hostIP': {},
        'f:phase': {},
        'f:podIP': {},
        'f:podIPs': { '.': {}, [`k:{"ip":"${podIP}"}`]: { '.': {}, 'f:ip': {} } },
        'f:startTime': {},
      },
    });
  });

  it('owns a deployment as a real cluster says', async () => {
    const client = await open();
    const object = deployment({ replicas: 1, template: template({ name: 'nginx', image: 'nginx' }) });
    const made = await client.create<KubeObject>(kinds.deployments, object as unknown as KubeObject, {
      namespace,
      fieldManager: 'kubectl-create',
    });
    expect(ownedBy(made, 'kubectl-create')).toEqual({
      'f:spec': {
        'f:progressDeadlineSeconds': {},
        'f:replicas': {},
        'f:revisionHistoryLimit': {},
        'f:selector': {},
        'f:strategy': { 'f:rollingUpdate': { '.': {}, 'f:maxSurge': {}, 'f:maxUnavailable': {} }, 'f:type': {} },
        'f:template': { 'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } }, 'f:spec': podSpec },
      },
    });
  });

  it('is not noted without a name', async () => {
    const client = await open();
    const made = await client.create<KubeObject>(kinds.configmaps, configMap({}) as unknown as KubeObject, {
      namespace,
    });
    expect(made.metadata.managedFields).toBeUndefined();
  });
});

describe('who updates', () => {
  it('takes what it changes from others', async () => {
    const client = await open();
    await apply(client, 'one', configMap({ x: '1', y: '2' }));
    const patch = { type: 'merge', body: { data: { x: '5', z: '6' } } } as const;
    const changed = await client.patch<KubeObject>(kinds.configmaps, 'a', patch, { namespace, fieldManager: 'two' });
    expect(ownedBy(changed, 'one')).toEqual({ 'f:data': { 'f:y': {} } });
    expect(ownedBy(changed, 'two')).toEqual({ 'f:data': { 'f:x': {}, 'f:z': {} } });
    const same = await client.patch<KubeObject>(kinds.configmaps, 'a', patch, { namespace, fieldManager: 'three' });
    expect(same).toEqual(changed);
  });

  it('is told apart by subresource', async () => {
    const client = await open();
    await apply(client, 'one', deployment({ replicas: 1, template: template({ name: 'c', image: 'nginx' }) }));
    const body = { spec: { replicas: 2 } };
    await client.patch(
      kinds.deployments,
      'a',
      { type: 'merge', body },
      { namespace, fieldManager: 'hpa', subresource: 'scale' },
    );
    const scaled = await client.get<KubeObject>(kinds.deployments, 'a', namespace);
    expect(managersOf(scaled)).toContain('hpa Update scale');
    expect(ownedBy(scaled, 'hpa')).toEqual({ 'f:spec': { 'f:replicas': {} } });
    await expect(
      apply(client, 'one', deployment({ replicas: 1, template: template({ name: 'c', image: 'nginx' }) })),
    ).rejects.toThrow(
      'Apply failed with 1 conflict: conflict with "hpa" with subresource "scale" using apps/v1: .spec.replicas',
    );
  });

  it('may give all entries up, and none by leaving them out', async () => {
    const client = await open();
    await apply(client, 'one', configMap({ x: '1' }));
    const live = await client.get<KubeObject>(kinds.configmaps, 'a', namespace);
    const without = { ...live, metadata: { ...live.metadata, managedFields: undefined } };
    expect(
      managersOf(await client.update(kinds.configmaps as never, without as never, { namespace, fieldManager: 'two' })),
    ).toEqual(['one Apply']);
    const reset = { ...live, metadata: { ...live.metadata, managedFields: [{}] } };
    expect(
      managersOf(await client.update(kinds.configmaps as never, reset as never, { namespace, fieldManager: 'two' })),
    ).toEqual([]);
  });

  it('is joined with the oldest when there are too many', async () => {
    const client = await open();
    await apply(client, 'first', configMap({}));
    for (let index = 0; index < 12; index++) {
      const body = { data: { [`k${index}`]: 'v' } };
      await client.patch(
        kinds.configmaps,
        'a',
        { type: 'merge', body },
        { namespace, fieldManager: `m${String(index).padStart(2, '0')}` },
      );
    }
    const managers = managersOf(await client.get<KubeObject>(kinds.configmaps, 'a', namespace));
    expect(managers).toHaveLength(11);
    expect(managers).toContain('ancient-changes Update');
  });
});

describe('server-side apply', () => {
  it('makes, owns and takes away what it no longer says', async () => {
    const client = await open();
    const made = await apply(client, 'one', configMap({ x: '1', y: '2' }, { labels: { app: 'a' } }));
    expect(made.metadata.managedFields).toEqual([
      {
        manager: 'one',
        operation: 'Apply',
        apiVersion: 'v1',
        time: made.metadata.creationTimestamp,
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:data': { 'f:x': {}, 'f:y': {} }, 'f:metadata': { 'f:labels': { 'f:app': {} } } },
      },
    ]);
    const less = await apply(client, 'one', configMap({ y: '2' }));
    expect(less.data).toEqual({ y: '2' });
    expect(less.metadata.labels).toBeUndefined();
    expect(await apply(client, 'one', configMap({ y: '2' }))).toEqual(less);
  });

  it('keeps what others own, and shares what they agree on', async () => {
    const client = await open();
    await apply(client, 'one', configMap({ x: '1', y: '2' }));
    await apply(client, 'two', configMap({ y: '2', z: '3' }));
    const { data: _, ...nothing } = configMap({});
    const left = await apply(client, 'one', nothing);
    expect(left.data).toEqual({ y: '2', z: '3' });
    expect(managersOf(left)).toEqual(['two Apply']);
  });

  it('is refused what others own, and takes it by force', async () => {
    const client = await open();
    await apply(client, 'one', configMap({ x: '1', y: '2' }));
    await expect(apply(client, 'two', configMap({ x: '5', y: '6' }))).rejects.toMatchObject({
      reason: 'Conflict',
      message: 'Apply failed with 2 conflicts: conflicts with "one":\n- .data.x\n- .data.y',
      causes: [
        { type: 'Conflict', field: '.data.x', detail: 'conflict with "one"' },
        { type: 'Conflict', field: '.data.y', detail: 'conflict with "one"' },
      ],
    });
    const taken = await apply(client, 'two', configMap({ x: '5' }), { force: true });
    expect(taken.data).toEqual({ x: '5', y: '2' });
    expect(ownedBy(taken, 'one')).toEqual({ 'f:data': { 'f:y': {} } });
  });

  it('merges lists by their keys, and leaves alone what a default or another filled in', async () => {
    const client = await open();
    const one = template({ name: 'c', image: 'nginx:1', ports: [{ containerPort: 80 }] });
    await apply(client, 'one', deployment({ template: one }));
    const side = template({ name: 'side', image: 'busybox' });
    const both = await apply(client, 'two', deployment({ template: side }));
    type Containers = { name: string; image: string; ports?: unknown }[];
    const containersOf = (object: KubeObject): Containers =>
      (object.spec as { template: { spec: { containers: Containers } } }).template.spec.containers;
    expect(containersOf(both).map(({ name }) => name)).toEqual(['c', 'side']);
    const newer = template({ name: 'c', image: 'nginx:2' });
    const after = await apply(client, 'one', deployment({ template: newer }));
    expect(containersOf(after)[0]).toMatchObject({ image: 'nginx:2', imagePullPolicy: 'IfNotPresent' });
    expect(containersOf(after)[0]?.ports).toBeUndefined();
    const gone = await apply(client, 'two', deployment({ template: { metadata: { labels: { app: 'a' } } } }));
    expect(containersOf(gone).map(({ name }) => name)).toEqual(['c']);
  });

  it('respects those who were there before the first apply', async () => {
    const client = await open();
    await client.create<KubeObject>(kinds.configmaps, configMap({ x: '1', y: '2' }) as unknown as KubeObject, {
      namespace,
    });
    await expect(apply(client, 'one', configMap({ x: '5' }))).rejects.toThrow(
      'Apply failed with 1 conflict: conflict with "before-first-apply" using v1: .data.x',
    );
    expect(managersOf(await apply(client, 'one', configMap({ x: '1' })))).toEqual([
      'one Apply',
      'before-first-apply Update',
    ]);
  });

  it('writes the status through its subresource only', async () => {
    const client = await open();
    const spec = { replicas: 0, template: template({ name: 'c', image: 'nginx' }) };
    const status = { observedGeneration: 7 };
    const made = await apply(client, 'one', { ...deployment(spec), status });
    expect((made.status as { observedGeneration?: number }).observedGeneration).not.toBe(7);
    expect(ownedBy(made, 'one')).not.toHaveProperty('f:status');
    const through = await apply(client, 'two', { ...deployment(spec), status }, { subresource: 'status', force: true });
    expect(ownedBy(through, 'two')).toEqual({ 'f:status': { 'f:observedGeneration': {} } });
  });

  it('is only tried in a dry run', async () => {
    const client = await open();
    expect((await apply(client, 'one', configMap({ x: '1' }), { dryRun: true })).data).toEqual({ x: '1' });
    await expect(client.get(kinds.configmaps, 'a', namespace)).rejects.toMatchObject({ reason: 'NotFound' });
  });

  it.each([
    [
      'nobody',
      {},
      { fieldManager: '' },
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    ],
    ['managedFields', configMap({}, { managedFields: [] }), {}, 'metadata.managedFields must be nil'],
    ['another kind', { ...configMap({}), kind: 'Secret' }, {}, "does not match the request's v1, Kind=ConfigMap"],
    ['no object', [], {}, 'the patch must be an object'],
    [
      'an unknown field',
      { ...configMap({}), extra: 1 },
      {},
      'failed to create typed patch object (default/a; /v1, Kind=ConfigMap): .extra: field not declared in schema',
    ],
  ] as [string, Json, { fieldManager?: string }, string][])('refuses %s', async (_name, body, options, message) => {
    const client = await open();
    const patch = { type: 'apply', body, force: false } as const;
    await expect(
      client.patch(kinds.configmaps, 'a', patch, { namespace, fieldManager: 'one', ...options }),
    ).rejects.toThrow(message);
  });

  it.each([
    [
      [
        { name: 'c', image: 'a' },
        { name: 'c', image: 'b' },
      ],
      'duplicate entries for key [name="c"]',
    ],
    [
      [{ image: 'a' }],
      'element 0: associative list with keys has an element that omits key field "name" (and doesn\'t have default value)',
    ],
  ])('refuses elements that cannot be told apart: %j', async (containers, message) => {
    const client = await open();
    await expect(apply(client, 'one', deployment({ template: template(...containers) }))).rejects.toThrow(
      `failed to create typed patch object (default/a; apps/v1, Kind=Deployment): .spec.template.spec.containers: ${message}`,
    );
  });
});
