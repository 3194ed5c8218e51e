import { describe, expect, it } from 'vitest';
import { configMap, core, harness, pod } from './harness';

const table = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
const partial = (kind: string): string => `application/json;as=${kind};v=v1;g=meta.k8s.io`;

describe('tables', () => {
  it('have the columns of get, and rows that carry metadata', async () => {
    const { call, get } = await harness();
    await call('POST', `${core}/pods`, pod('a'));
    const { json } = await get(`${core}/pods`, { Accept: table });
    expect(json).toMatchObject({ kind: 'Table', apiVersion: 'meta.k8s.io/v1' });
    expect(json.metadata.resourceVersion).toMatch(/^\d+$/);
    expect(
      json.columnDefinitions.map(({ name, priority }: { name: string; priority: number }) => [name, priority]),
    ).toEqual([
      ['Name', 0],
      ['Ready', 0],
      ['Status', 0],
      ['Restarts', 0],
      ['Age', 0],
      ['IP', 1],
      ['Node', 1],
      ['Nominated Node', 1],
      ['Readiness Gates', 1],
    ]);
    expect(json.rows[0].cells.slice(0, 5)).toEqual(['a', '1/1', 'Running', '0', '0s']);
    expect(json.rows[0].object).toMatchObject({ kind: 'PartialObjectMetadata', metadata: { name: 'a' } });
    expect(json.rows[0].object.spec).toBeUndefined();
  });

  it('are made of one object, of none, and of as much of it as was asked for', async () => {
    const { call, get } = await harness();
    await call('POST', `${core}/pods`, pod('a'));
    const one = (await get(`${core}/pods/a?includeObject=Object`, { Accept: table })).json;
    expect(one.rows).toHaveLength(1);
    expect(one.rows[0].object).toMatchObject({ kind: 'Pod', spec: { nodeName: 'minikube' } });
    const bare = (await get(`${core}/pods?includeObject=None`, { Accept: table })).json;
    expect(bare.rows[0].object).toBeNull();
    expect((await get('/api/v1/namespaces/nowhere/pods', { Accept: table })).json.rows).toEqual([]);
    expect(await get(`${core}/pods?includeObject=Some`, { Accept: table })).toMatchObject({ code: 400 });
    expect(await get(`${core}/pods/nobody`, { Accept: table })).toMatchObject({ code: 404, json: { kind: 'Status' } });
  });
});

describe('metadata alone', () => {
  it('is answered for an object and for a list', async () => {
    const { call, get } = await harness();
    await call('POST', `${core}/configmaps`, configMap('a', { big: 'x' }));
    const object = (await get(`${core}/configmaps/a`, { Accept: partial('PartialObjectMetadata') })).json;
    expect(object).toMatchObject({
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { name: 'a' },
    });
    expect(object.data).toBeUndefined();
    const list = (await get(`${core}/configmaps`, { Accept: partial('PartialObjectMetadataList') })).json;
    expect(list).toMatchObject({ kind: 'PartialObjectMetadataList', items: [{ kind: 'PartialObjectMetadata' }, {}] });
  });
});

describe('the Accept header', () => {
  it.each([
    ['application/vnd.kubernetes.protobuf,application/json', 200],
    ['*/*', 200],
    ['application/*;q=0.5', 200],
    ['application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json', 200],
    ['application/yaml', 200],
    ['application/vnd.kubernetes.protobuf', 406],
    ['text/html', 406],
  ])('%s is answered with %i', async (accept, code) => {
    const { get } = await harness();
    const reply = await get('/api/v1/nodes', { Accept: accept });
    expect(reply.code).toBe(code);
    expect(reply.json.kind).toBe(reply.code === 200 ? 'NodeList' : 'Status');
  });
});
