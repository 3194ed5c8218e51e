import { expect, it } from 'vitest';
import { apiVersionOf } from '../../../src/apimachinery/meta';
import { httpClient } from '../../../src/client/http';
import { fakeServer } from './fake-server';

const aggregated = (...items: object[]) => ({
  kind: 'APIGroupDiscoveryList',
  apiVersion: 'apidiscovery.k8s.io/v2',
  metadata: {},
  items: JSON.parse(JSON.stringify(items)),
});

const scale = { resource: 'deployments', responseKind: { kind: 'Scale' }, subresource: 'scale', verbs: ['get'] };

const autoscaler = (version: string) => ({
  resource: 'horizontalpodautoscalers',
  responseKind: { group: 'autoscaling', version, kind: 'HorizontalPodAutoscaler' },
  scope: 'Namespaced',
  singularResource: 'horizontalpodautoscaler',
  shortNames: ['hpa'],
  categories: ['all'],
  verbs: ['get', 'list'],
});

it('reads aggregated discovery, the preferred version first', async () => {
  const nodes = { resource: 'nodes', responseKind: { kind: 'Node' }, scope: 'Cluster', verbs: ['get'] };
  const { fetch, server, asked } = fakeServer({
    '/api': aggregated({ versions: [{ version: 'v1', resources: [nodes] }] }),
    '/apis': aggregated({
      metadata: { name: 'autoscaling' },
      versions: ['v2', 'v1'].map((version) => ({ version, resources: [autoscaler(version)] })),
    }),
  });
  const client = httpClient({ server, fetch });
  expect(await client.kinds()).toEqual([
    {
      group: '',
      version: 'v1',
      kind: 'Node',
      plural: 'nodes',
      singular: 'node',
      shortNames: [],
      categories: [],
      namespaced: false,
      verbs: ['get'],
    },
    ...['v2', 'v1'].map((version) => ({
      group: 'autoscaling',
      version,
      kind: 'HorizontalPodAutoscaler',
      plural: 'horizontalpodautoscalers',
      singular: 'horizontalpodautoscaler',
      shortNames: ['hpa'],
      categories: ['all'],
      namespaced: true,
      verbs: ['get', 'list'],
    })),
  ]);
  await client.kinds();
  expect(asked.map(({ path }) => path)).toEqual(['/api', '/apis']);
  expect(asked[0]?.headers.get('accept')).toBe(
    'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json',
  );
});

it('reads the lists of old, without subresources and groups that are away', async () => {
  const resource = (name: string, kind: string) => ({ name, kind, singularName: '', namespaced: true, verbs: ['get'] });
  const group = (name: string, preferred: string, ...versions: string[]) => ({
    name,
    versions: versions.map((version) => ({ groupVersion: `${name}/${version}`, version })),
    preferredVersion: { groupVersion: `${name}/${preferred}`, version: preferred },
  });
  const { fetch, server } = fakeServer({
    '/api': { kind: 'APIVersions', versions: ['v1'] },
    '/api/v1': { kind: 'APIResourceList', resources: [resource('pods', 'Pod'), resource('pods/status', 'Pod')] },
    '/apis': {
      kind: 'APIGroupList',
      groups: [group('metrics.k8s.io', 'v1beta1', 'v1beta1'), group('batch', 'v1', 'v1beta1', 'v1')],
    },
    '/apis/batch/v1': { kind: 'APIResourceList', resources: [resource('jobs', 'Job')] },
    '/apis/batch/v1beta1': { kind: 'APIResourceList', resources: [resource('cronjobs', 'CronJob')] },
  });
  const kinds = await httpClient({ server, fetch }).kinds();
  expect(kinds.map((kind) => `${apiVersionOf(kind)} ${kind.plural} ${kind.singular}`)).toEqual([
    'v1 pods pod',
    'batch/v1 jobs job',
    'batch/v1beta1 cronjobs cronjob',
  ]);
});

it('leaves subresources out of aggregated discovery', async () => {
  const deployments = {
    resource: 'deployments',
    responseKind: { kind: 'Deployment' },
    scope: 'Namespaced',
    verbs: ['get'],
    subresources: [scale],
  };
  const { fetch, server } = fakeServer({
    '/api': aggregated(),
    '/apis': aggregated({ metadata: { name: 'apps' }, versions: [{ version: 'v1', resources: [deployments] }] }),
  });
  expect((await httpClient({ server, fetch }).kinds()).map(({ kind }) => kind)).toEqual(['Deployment']);
});
