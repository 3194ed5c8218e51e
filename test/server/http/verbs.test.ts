import { describe, expect, it } from 'vitest';
import { apps, configMap, core, deployment, harness, pod } from './harness';

const patches = {
  json: { 'Content-Type': 'application/json-patch+json' },
  merge: { 'Content-Type': 'application/merge-patch+json' },
  strategic: { 'Content-Type': 'application/strategic-merge-patch+json' },
};

describe('the verbs', () => {
  it('create, get, replace, patch and delete an object', async () => {
    const { call, get } = await harness();
    const created = await call('POST', `${core}/configmaps`, configMap('one', { a: '1' }));
    expect(created.code).toBe(201);
    expect(created.json).toMatchObject({ kind: 'ConfigMap', apiVersion: 'v1', metadata: { namespace: 'default' } });
    expect((await get(`${core}/configmaps/one`)).json).toEqual(created.json);

    const replaced = await call('PUT', `${core}/configmaps/one`, { ...created.json, data: { b: '2' } });
    expect(replaced).toMatchObject({ code: 200, json: { data: { b: '2' } } });
    const stale = await call('PUT', `${core}/configmaps/one`, created.json);
    expect(stale).toMatchObject({
      code: 409,
      json: { reason: 'Conflict', details: { name: 'one', kind: 'configmaps' } },
    });

    const merged = await call('PATCH', `${core}/configmaps/one`, { data: { c: '3' } }, patches.merge);
    expect(merged.json.data).toEqual({ b: '2', c: '3' });
    const operations = [{ op: 'remove', path: '/data/b' }];
    expect((await call('PATCH', `${core}/configmaps/one`, operations, patches.json)).json.data).toEqual({ c: '3' });

    const deleted = await call('DELETE', `${core}/configmaps/one`);
    expect(deleted.json).toMatchObject({
      kind: 'Status',
      status: 'Success',
      details: { name: 'one', kind: 'configmaps', uid: created.json.metadata.uid },
    });
    expect(await get(`${core}/configmaps/one`)).toMatchObject({ code: 404 });
  });

  it('merge lists by their keys in strategic patches', async () => {
    const { call } = await harness();
    await call('POST', `${apps}/deployments`, deployment('web'));
    const spec = { template: { spec: { containers: [{ name: 'main', image: 'nginx:1.28' }] } } };
    const { json } = await call('PATCH', `${apps}/deployments/web`, { spec }, patches.strategic);
    expect(json.spec.template.spec.containers).toMatchObject([
      { name: 'main', image: 'nginx:1.28', imagePullPolicy: 'IfNotPresent' },
    ]);
  });

  it('make a name of generateName', async () => {
    const { call } = await harness();
    const object = { ...configMap(''), metadata: { generateName: 'made-' } };
    expect((await call('POST', `${core}/configmaps`, object)).json.metadata.name).toMatch(/^made-[a-z0-9]{5}$/);
  });

  it('take the kind from the path where the body leaves it out', async () => {
    const { call } = await harness();
    expect(await call('POST', `${core}/configmaps`, { metadata: { name: 'bare' } })).toMatchObject({
      code: 201,
      json: { kind: 'ConfigMap', apiVersion: 'v1' },
    });
  });

  it('delete all that a selector chooses', async () => {
    const { call, get } = await harness();
    for (const name of ['a', 'b', 'c']) await call('POST', `${core}/configmaps`, configMap(name));
    const { code, json } = await call(
      'DELETE',
      `${core}/configmaps?labelSelector=made%3Dhere&fieldSelector=metadata.name!%3Dc`,
    );
    expect(code).toBe(200);
    expect(json.kind).toBe('ConfigMapList');
    expect(names(json)).toEqual(['a', 'b']);
    expect(names((await get(`${core}/configmaps?labelSelector=made`)).json)).toEqual(['c']);
    expect(await call('DELETE', '/api/v1/configmaps')).toMatchObject({
      code: 405,
      json: { reason: 'MethodNotAllowed' },
    });
  });

  it('answer a dry run without changing anything', async () => {
    const { call, get } = await harness();
    const before = (await get('/api/v1/configmaps')).json.metadata.resourceVersion;
    expect(await call('POST', `${core}/configmaps?dryRun=All`, configMap('dry'))).toMatchObject({ code: 201 });
    await call('POST', `${core}/configmaps`, configMap('kept', { a: '1' }));
    expect(
      (await call('PATCH', `${core}/configmaps/kept?dryRun=All`, { data: { a: '2' } }, patches.merge)).json.data,
    ).toEqual({ a: '2' });
    await call('DELETE', `${core}/configmaps/kept?dryRun=All`);
    await call('DELETE', `${core}/configmaps/kept`, { kind: 'DeleteOptions', apiVersion: 'v1', dryRun: ['All'] });
    await call('DELETE', `${core}/configmaps?dryRun=All`);
    expect((await get(`${core}/configmaps/kept`)).json.data).toEqual({ a: '1' });
    expect(await get(`${core}/configmaps/dry`)).toMatchObject({ code: 404 });
    expect(Number((await get('/api/v1/configmaps')).json.metadata.resourceVersion)).toBe(Number(before) + 1);
    expect(await call('POST', `${core}/configmaps?dryRun=some`, configMap('dry'))).toMatchObject({ code: 422 });
  });

  it('serve what many ask for at once, one after the other', async () => {
    const { call, get } = await harness();
    const made = await Promise.all(
      Array.from({ length: 30 }, (_, index) => call('POST', `${core}/configmaps`, configMap(`at-once-${index}`))),
    );
    expect(made.every(({ code }) => code === 201)).toBe(true);
    expect(new Set(made.map(({ json }) => json.metadata.resourceVersion)).size).toBe(30);
    expect((await get(`${core}/configmaps?labelSelector=made`)).json.items).toHaveLength(30);
  });

  it('see at once what another program did, which sees what they did', async () => {
    const { call, get, other } = await harness();
    await call('POST', `${core}/configmaps`, configMap('ours'));
    const cluster = other();
    await cluster.open();
    const kind = (await cluster.client.kinds()).find(({ plural }) => plural === 'configmaps');
    if (kind === undefined) throw new Error('no configmaps');
    await cluster.client.delete(kind, 'ours', { namespace: 'default' });
    await cluster.client.create(
      kind,
      { ...configMap('theirs'), metadata: { name: 'theirs' } },
      { namespace: 'default' },
    );
    cluster.store.commit();
    expect(await get(`${core}/configmaps/ours`)).toMatchObject({ code: 404 });
    expect(await get(`${core}/configmaps/theirs`)).toMatchObject({ code: 200 });
  });
});

describe('lists', () => {
  it('leave out what every item is', async () => {
    const { call, get } = await harness();
    await call('POST', `${core}/pods`, pod('a'));
    const { json } = await get(`${core}/pods`);
    expect(json).toMatchObject({
      kind: 'PodList',
      apiVersion: 'v1',
      metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
    });
    expect(Object.keys(json.items[0])).toEqual(['metadata', 'spec', 'status']);
  });

  it('choose by labels and fields', async () => {
    const { call, get } = await harness();
    for (const name of ['a', 'b', 'c']) await call('POST', `${core}/pods`, pod(name));
    const listed = async (query: string): Promise<string[]> => names((await get(`${core}/pods?${query}`)).json);
    expect(await listed('labelSelector=app%20in%20(a,c)')).toEqual(['a', 'c']);
    expect(await listed('fieldSelector=metadata.name%3Db')).toEqual(['b']);
    expect(await listed('fieldSelector=status.phase!%3DRunning')).toEqual([]);
    expect(await get(`${core}/pods?labelSelector=a%20in`)).toMatchObject({ code: 400, json: { reason: 'BadRequest' } });
    expect(await get(`${core}/pods?fieldSelector=x`)).toMatchObject({ code: 400 });
  });

  it('come in pages, which keep the version of the first', async () => {
    const { call, get } = await harness();
    for (const name of ['a', 'b', 'c', 'd', 'e']) await call('POST', `${core}/configmaps`, configMap(name));
    const first = (await get(`${core}/configmaps?limit=3`)).json;
    expect(names(first)).toEqual(['a', 'b', 'c']);
    expect(first.metadata.remainingItemCount).toBe(3);
    await call('POST', `${core}/configmaps`, configMap('bb'));
    const second = (await get(`${core}/configmaps?limit=3&continue=${first.metadata.continue}`)).json;
    expect(names(second)).toEqual(['d', 'e', 'kube-root-ca.crt']);
    expect(second.metadata).toEqual({ resourceVersion: first.metadata.resourceVersion });
    const labelled = (await get(`${core}/configmaps?limit=1&labelSelector=made`)).json.metadata;
    expect(labelled.continue).toBeDefined();
    expect(labelled.remainingItemCount).toBeUndefined();
    expect(await get(`${core}/configmaps?continue=nonsense`)).toMatchObject({ code: 400 });
    expect(await get(`${core}/configmaps?limit=few`)).toMatchObject({ code: 400 });
  });

  it('are refused for versions that are not there', async () => {
    const { get } = await harness();
    expect(await get('/api/v1/pods?resourceVersion=0')).toMatchObject({ code: 200 });
    expect(await get('/api/v1/pods?resourceVersion=1')).toMatchObject({ code: 200 });
    expect(await get('/api/v1/pods?resourceVersion=1&resourceVersionMatch=Exact')).toMatchObject({ code: 410 });
    expect(await get('/api/v1/pods?resourceVersion=99999999')).toMatchObject({
      code: 504,
      json: { reason: 'Timeout' },
    });
    expect(await get('/api/v1/pods?resourceVersion=x')).toMatchObject({ code: 400 });
  });
});

describe('deletion', () => {
  it('takes its options from the body or the query', async () => {
    const { call, get } = await harness();
    await call('POST', `${apps}/deployments`, deployment('web'));
    await call('DELETE', `${apps}/deployments/web?propagationPolicy=Orphan`);
    expect((await get(`${core}/pods`)).json.items).toHaveLength(2);
    const [set] = (await get(`${apps}/replicasets`)).json.items;
    await call('DELETE', `${apps}/replicasets/${set.metadata.name}`, { propagationPolicy: 'Background' });
    expect((await get(`${core}/pods`)).json.items).toHaveLength(0);
    expect(await call('DELETE', `${core}/pods/x?propagationPolicy=Sideways`)).toMatchObject({ code: 422 });
  });

  it('answers the pod itself', async () => {
    const { call } = await harness();
    await call('POST', `${core}/pods`, pod('a'));
    const { json } = await call('DELETE', `${core}/pods/a`, { gracePeriodSeconds: 5 });
    expect(json).toMatchObject({ kind: 'Pod', metadata: { name: 'a', deletionGracePeriodSeconds: 5 } });
  });

  it('heeds preconditions', async () => {
    const { call, get } = await harness();
    const { metadata } = (await call('POST', `${core}/configmaps`, configMap('a'))).json;
    const refused = await call('DELETE', `${core}/configmaps/a`, { preconditions: { uid: 'other' } });
    expect(refused).toMatchObject({
      code: 409,
      json: { message: expect.stringContaining('UID in precondition: other') },
    });
    const old = await call('DELETE', `${core}/configmaps/a`, { preconditions: { resourceVersion: '1' } });
    expect(old).toMatchObject({ code: 409, json: { reason: 'Conflict' } });
    const { uid, resourceVersion } = metadata;
    await call('DELETE', `${core}/configmaps/a`, { preconditions: { uid, resourceVersion } });
    expect(await get(`${core}/configmaps/a`)).toMatchObject({ code: 404 });
  });
});

describe('refusals', () => {
  it('name the object, the reason and the broken fields', async () => {
    const { call, get } = await harness();
    expect((await get(`${apps}/deployments/nobody`)).json).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'deployments.apps "nobody" not found',
      reason: 'NotFound',
      details: { name: 'nobody', group: 'apps', kind: 'deployments' },
      code: 404,
    });
    expect((await call('POST', `${apps}/deployments`, deployment('web', -1))).json).toMatchObject({
      reason: 'Invalid',
      code: 422,
      message: 'Deployment.apps "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      details: {
        name: 'web',
        group: 'apps',
        kind: 'Deployment',
        causes: [
          {
            reason: 'FieldValueInvalid',
            message: 'Invalid value: -1: must be greater than or equal to 0',
            field: 'spec.replicas',
          },
        ],
      },
    });
    await call('POST', `${core}/pods`, pod('a'));
    expect((await call('POST', `${core}/pods`, pod('a'))).json).toMatchObject({
      reason: 'AlreadyExists',
      code: 409,
      details: { name: 'a', kind: 'pods' },
    });
    expect(await call('POST', '/api/v1/namespaces/nowhere/pods', pod('a'))).toMatchObject({
      code: 404,
      json: { message: 'namespaces "nowhere" not found', details: { name: 'nowhere', kind: 'namespaces' } },
    });
  });

  it.each([
    [
      'the namespace',
      { ...configMap('a'), metadata: { name: 'a', namespace: 'other' } },
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
    [
      'the version',
      { ...configMap('a'), apiVersion: 'v2' },
      'the API version in the data (v2) does not match the expected API version (v1)',
    ],
    [
      'the kind',
      { ...configMap('a'), kind: 'Secret' },
      'Secret in version "v1" cannot be handled as a ConfigMap: converting (v1.Secret) to (v1.ConfigMap): unknown conversion',
    ],
  ])('say that %s is another than the path’s', async (_, object, message) => {
    const { call } = await harness();
    expect(await call('POST', `${core}/configmaps`, object)).toMatchObject({ code: 400, json: { message } });
  });

  it('say that the name is another than the path’s', async () => {
    const { call } = await harness();
    await call('POST', `${core}/configmaps`, configMap('a'));
    const message = 'the name of the object (b) does not match the name on the URL (a)';
    expect(await call('PUT', `${core}/configmaps/a`, configMap('b'))).toMatchObject({ code: 400, json: { message } });
  });

  it.each([
    ['POST', `${core}/pods/a`],
    ['PUT', `${core}/pods`],
    ['PATCH', `${core}/pods`],
    ['OPTIONS', `${core}/pods`],
    ['POST', '/version'],
  ])('answer %s %s with 405', async (method, path) => {
    const { call } = await harness();
    expect(await call(method, path)).toMatchObject({ code: 405, json: { reason: 'MethodNotAllowed' } });
  });
});

describe('fields that a kind does not have', () => {
  const wrong = { ...configMap('a'), extra: 1, metadata: { name: 'a', nmae: 'b' } };

  it('are warned of, unless said otherwise', async () => {
    const { call } = await harness();
    const { code, headers } = await call('POST', `${core}/configmaps`, wrong);
    expect(code).toBe(201);
    expect(headers.get('warning')).toBe('299 - "unknown field \\"extra\\"", 299 - "unknown field \\"metadata.nmae\\""');
    const body = { data: { a: 'b' }, more: true };
    const patched = await call('PATCH', `${core}/configmaps/a`, body, patches.merge);
    expect(patched.headers.get('warning')).toContain('unknown field \\"more\\"');
  });

  it('are refused under Strict, and passed over under Ignore', async () => {
    const { call } = await harness();
    const strict = await call('POST', `${core}/configmaps?fieldValidation=Strict`, wrong);
    expect(strict).toMatchObject({
      code: 400,
      json: {
        message: expect.stringContaining('strict decoding error: unknown field "extra", unknown field "metadata.nmae"'),
      },
    });
    const ignored = await call('POST', `${core}/configmaps?fieldValidation=Ignore&fieldManager=me`, wrong);
    expect(ignored.code).toBe(201);
    expect(ignored.headers.has('warning')).toBe(false);
    expect(await call('POST', `${core}/configmaps?fieldValidation=Some`, wrong)).toMatchObject({ code: 422 });
  });
});

function names(list: { items: { metadata: { name: string } }[] }): string[] {
  return list.items.map(({ metadata }) => metadata.name);
}
