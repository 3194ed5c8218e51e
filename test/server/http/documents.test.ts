import { BinaryReader } from '@bufbuild/protobuf/wire';
import { describe, expect, it } from 'vitest';
import { allKinds } from '../../../src/resources/kinds';
import { harness } from './harness';

const aggregated = (version: string): string =>
  `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList,application/json`;

describe('what the server says of itself', () => {
  it('is the version, and that it is well', async () => {
    const { get } = await harness();
    expect((await get('/version')).json).toMatchObject({ major: '1', minor: '33', gitVersion: 'v1.33.1' });
    for (const path of ['/healthz', '/livez', '/readyz', '/readyz/ping']) {
      expect(await get(path)).toMatchObject({ code: 200, text: 'ok' });
    }
    expect((await get('/livez?verbose')).text).toBe('[+]ping ok\n[+]log ok\n[+]etcd ok\nlivez check passed\n');
    expect(await get('/readyz/nothing')).toMatchObject({ code: 404 });
  });

  it('is its counters, in the text format of Prometheus', async () => {
    const { get } = await harness();
    await get('/api/v1/pods');
    await get('/api/v1/namespaces/default/pods/nobody');
    const { text, headers } = await get('/metrics');
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4');
    expect(text).toContain('apiserver_request_total{code="200",resource="pods",verb="LIST"} 1\n');
    expect(text).toContain('apiserver_storage_objects{resource="nodes"} 1\n');
    for (const line of text.trim().split('\n')) {
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? \d+)$/);
    }
  });
});

describe('discovery', () => {
  it.each(['v2', 'v2beta1'])('tells all at once in %s', async (version) => {
    const { get } = await harness();
    const core = await get('/api', { Accept: aggregated(version) });
    const others = await get('/apis', { Accept: aggregated(version) });
    expect(others.headers.get('content-type')).toBe(
      `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
    );
    expect(core.json.apiVersion).toBe(`apidiscovery.k8s.io/${version}`);
    const pods = core.json.items[0].versions[0].resources.find((of: { resource: string }) => of.resource === 'pods');
    expect(pods).toMatchObject({
      scope: 'Namespaced',
      singularResource: 'pod',
      shortNames: ['po'],
      categories: ['all'],
      responseKind: { group: '', version: 'v1', kind: 'Pod' },
    });
    expect(pods.subresources.map((of: { subresource: string }) => of.subresource)).toEqual([
      'attach',
      'binding',
      'ephemeralcontainers',
      'eviction',
      'exec',
      'log',
      'portforward',
      'status',
    ]);
    const groups = others.json.items.map((item: { metadata: { name: string } }) => item.metadata.name);
    expect(groups).toEqual([
      'apps',
      'authentication.k8s.io',
      'authorization.k8s.io',
      'autoscaling',
      'batch',
      'certificates.k8s.io',
      'networking.k8s.io',
      'policy',
      'rbac.authorization.k8s.io',
      'storage.k8s.io',
      'apiextensions.k8s.io',
      'scheduling.k8s.io',
      'coordination.k8s.io',
      'discovery.k8s.io',
      'metrics.k8s.io',
    ]);
  });

  it('tells it group by group to older clients', async () => {
    const { get } = await harness();
    expect((await get('/api')).json).toMatchObject({ kind: 'APIVersions', versions: ['v1'] });
    const { groups } = (await get('/apis')).json;
    expect(groups[0]).toEqual({
      name: 'apps',
      versions: [{ groupVersion: 'apps/v1', version: 'v1' }],
      preferredVersion: { groupVersion: 'apps/v1', version: 'v1' },
    });
    expect((await get('/apis/apps')).json).toMatchObject({ kind: 'APIGroup', name: 'apps' });
    const { resources } = (await get('/apis/apps/v1')).json;
    expect(resources.map(({ name }: { name: string }) => name)).toContain('deployments/scale');
    expect(resources.find(({ name }: { name: string }) => name === 'statefulsets')).toMatchObject({
      singularName: 'statefulset',
      namespaced: true,
      kind: 'StatefulSet',
      shortNames: ['sts'],
    });
  });

  it.each([
    '/nowhere',
    '/apis/nothing',
    '/apis/nothing/v1',
    '/apis/apps/v2',
    '/api/v2',
    '/api/v1/nothing',
    '/api/v1/namespaces/x/nodes',
  ])('knows nothing of %s', async (path) => {
    const { get } = await harness();
    const { code, json } = await get(path);
    expect(code).toBe(404);
    expect(json).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      reason: 'NotFound',
      message: 'the server could not find the requested resource',
      code: 404,
    });
  });
});

describe('OpenAPI', () => {
  it('has a document for each group version, in which each kind can be validated and explained', async () => {
    const { get } = await harness();
    const { paths } = (await get('/openapi/v3')).json;
    expect(Object.keys(paths)).toContain('apis/apps/v1');
    const documents = await Promise.all(
      Object.values<{ serverRelativeURL: string }>(paths).map(({ serverRelativeURL }) => get(serverRelativeURL)),
    );
    for (const { group, version, kind } of allKinds) {
      const gvk = { group, version, kind };
      const document = documents.find(({ json }) =>
        Object.values<object>(json.paths).some((path) => 'patch' in path && matches(path.patch, gvk)),
      );
      expect(document, kind).toBeDefined();
      const schemas = Object.values<object>(document?.json.components.schemas);
      expect(schemas).toContainEqual(expect.objectContaining({ 'x-kubernetes-group-version-kind': [gvk] }));
    }
    for (const { text, json } of documents) {
      for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
        expect(json.components.schemas, name).toHaveProperty([name]);
      }
    }
  });

  it('has a version 2, in protocol buffers as well: the same schemas, and no paths', async () => {
    const { url, get } = await harness();
    const { swagger, info, definitions } = (await get('/openapi/v2')).json;
    expect({ swagger, title: info.title }).toEqual({ swagger: '2.0', title: 'Kubernetes' });
    const headers = { Accept: 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf' };
    const body = new Uint8Array(await (await fetch(`${url}/openapi/v2`, { headers })).arrayBuffer());
    const fields = readMessage(body);
    expect(fields.map(({ number }) => number)).toEqual([1, 2, 9]);
    expect(textOf(fields[0])).toBe('2.0');
    const names = readMessage(fields[2]?.bytes).map(({ bytes }) => textOf(readMessage(bytes)[0]));
    expect(names).toEqual(Object.keys(definitions));
    expect((await get('/openapi/v3/apis/nothing/v1')).code).toBe(404);
  });

  it('says what kinds and fields are for', async () => {
    const { get } = await harness();
    const { schemas } = (await get('/openapi/v3/apis/apps/v1')).json.components;
    const spec = schemas['io.k8s.api.v1.StatefulSetSpec'];
    expect(spec.description).toBe('A StatefulSetSpec is the specification of a StatefulSet.');
    expect(spec.required).toEqual(['selector', 'template']);
    expect(spec.properties.replicas).toMatchObject({ type: 'integer', format: 'int32' });
    expect(spec.properties.replicas.description).toContain('If unspecified, defaults to 1.');
  });
});

type MessageField = { readonly number: number; readonly bytes: Uint8Array };

/** The fields of a message of protocol buffers in which all are of the kind that has a length. */
function readMessage(bytes: Uint8Array = new Uint8Array()): MessageField[] {
  const reader = new BinaryReader(bytes);
  const fields: MessageField[] = [];
  while (reader.pos < reader.len) fields.push({ number: reader.tag()[0], bytes: reader.bytes() });
  return fields;
}

function textOf(field: MessageField | undefined): string {
  return new TextDecoder().decode(field?.bytes);
}

function matches(operation: unknown, gvk: object): boolean {
  const { parameters, 'x-kubernetes-group-version-kind': own } = operation as {
    parameters: { name: string; in: string }[];
    'x-kubernetes-group-version-kind': object;
  };
  const validates = parameters.some(({ name, in: place }) => name === 'fieldValidation' && place === 'query');
  return validates && JSON.stringify(Object.entries(own).sort()) === JSON.stringify(Object.entries(gvk).sort());
}
