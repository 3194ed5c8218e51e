import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/resources/core/pod-types';
import { kinds } from '../../src/resources/kinds';
import { setFault } from '../../src/simulator/faults';
import { headless, podSpec, service, statefulSet } from '../simulator/manifests';
import { openCluster, type TestCluster } from '../simulator/test-cluster';

const options = { namespace: 'default' };

async function withPods(serviceSpec: object = {}, unready: readonly string[] = []): Promise<TestCluster> {
  const test = await openCluster();
  for (const name of unready) setFault(test.cluster.store, `default/${name}`, 'unready');
  await test.create(kinds.statefulsets, statefulSet('web', { podManagementPolicy: 'Parallel' }));
  await test.create(kinds.services, headless('nginx', serviceSpec));
  return test;
}

const plain = (value: object) => JSON.parse(JSON.stringify(value));

async function sliceOf({ list }: TestCluster, name: string) {
  const own = (await list(kinds.endpointslices)).filter(
    ({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === name,
  );
  expect(own).toHaveLength(1);
  return own[0] ?? expect.fail('no slice');
}

const reference = ({ metadata }: Pod) => ({
  kind: 'Pod',
  namespace: 'default',
  name: metadata.name,
  uid: metadata.uid,
});

describe('endpoints', () => {
  it('hold addresses, names, nodes and references of the pods behind a headless Service', async () => {
    const test = await withPods();
    const pods = await test.list(kinds.pods);
    const { metadata, subsets } = await test.get(kinds.endpoints, 'nginx');
    expect(metadata.labels).toEqual({
      app: 'nginx',
      'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
      'service.kubernetes.io/headless': '',
    });
    expect(plain(subsets ?? [])).toEqual([
      {
        addresses: pods.map((pod) => ({
          ip: pod.status.podIP,
          hostname: pod.metadata.name,
          nodeName: 'minikube',
          targetRef: reference(pod),
        })),
        ports: [{ name: 'web', port: 80, protocol: 'TCP' }],
      },
    ]);
  });

  it('keep pods that are not ready apart', async () => {
    const test = await withPods({}, ['web-1']);
    const [subset] = (await test.get(kinds.endpoints, 'nginx')).subsets ?? [];
    expect(subset?.addresses?.map(({ hostname }) => hostname)).toEqual(['web-0']);
    expect(subset?.notReadyAddresses?.map(({ hostname }) => hostname)).toEqual(['web-1']);
  });

  it('publish pods that are not ready where the Service says so', async () => {
    const test = await withPods({ publishNotReadyAddresses: true }, ['web-1']);
    const [subset] = (await test.get(kinds.endpoints, 'nginx')).subsets ?? [];
    expect(subset?.addresses?.map(({ hostname }) => hostname)).toEqual(['web-0', 'web-1']);
    expect(subset?.notReadyAddresses).toBeUndefined();
  });

  it('are there though nothing is behind the Service', async () => {
    const test = await openCluster();
    await test.create(kinds.services, service('lonely'));
    expect((await test.get(kinds.endpoints, 'lonely')).subsets).toBeUndefined();
    const { endpoints, ports } = await sliceOf(test, 'lonely');
    expect({ endpoints, ports }).toEqual({ endpoints: [], ports: null });
  });

  it('are not made for a Service without a selector, nor for an ExternalName', async () => {
    const test = await openCluster();
    await test.create(kinds.services, service('bare', { selector: undefined }));
    await test.create(kinds.services, {
      metadata: { name: 'ext' },
      spec: { type: 'ExternalName', externalName: 'example.com' },
    });
    expect(await test.names(kinds.endpoints)).toEqual(['kubernetes']);
    expect(await test.names(kinds.endpointslices)).toEqual(['kubernetes']);
  });

  it('go with their Service', async () => {
    const test = await withPods();
    await test.cluster.client.delete(kinds.services, 'nginx', options);
    expect(await test.names(kinds.endpoints)).toEqual(['kubernetes']);
    expect(await test.names(kinds.endpointslices)).toEqual(['kubernetes']);
  });

  it('follow a Service whose selector or labels change', async () => {
    const test = await withPods();
    await test.patch(kinds.services, 'nginx', {
      metadata: { labels: { tier: 'web' } },
      spec: { selector: { app: 'other' } },
    });
    expect((await test.get(kinds.endpoints, 'nginx')).subsets).toBeUndefined();
    expect((await sliceOf(test, 'nginx')).endpoints).toEqual([]);
    expect((await sliceOf(test, 'nginx')).metadata.labels).toMatchObject({ tier: 'web' });
  });
});

describe('endpoint slices', () => {
  it('carry upstream’s labels, owner and conditions', async () => {
    const test = await withPods();
    const [first] = await test.list(kinds.pods);
    const { metadata, addressType, endpoints, ports } = await sliceOf(test, 'nginx');
    const { uid } = (await test.get(kinds.services, 'nginx')).metadata;
    expect(metadata).toMatchObject({
      generateName: 'nginx-',
      labels: {
        app: 'nginx',
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        'kubernetes.io/service-name': 'nginx',
        'service.kubernetes.io/headless': '',
      },
      ownerReferences: [
        { apiVersion: 'v1', kind: 'Service', name: 'nginx', uid, controller: true, blockOwnerDeletion: true },
      ],
    });
    expect(addressType).toBe('IPv4');
    expect(ports).toEqual([{ name: 'web', port: 80, protocol: 'TCP' }]);
    expect(plain(endpoints)[0]).toEqual({
      addresses: [first?.status.podIP],
      conditions: { ready: true, serving: true, terminating: false },
      hostname: 'web-0',
      nodeName: 'minikube',
      targetRef: first && reference(first),
    });
  });

  it.each([
    { publish: false, then: { ready: false, serving: false, terminating: false } },
    { publish: true, then: { ready: true, serving: false, terminating: false } },
  ])('of a pod that is not ready, publishNotReadyAddresses $publish', async ({ publish, then }) => {
    const test = await withPods({ publishNotReadyAddresses: publish }, ['web-0']);
    expect((await sliceOf(test, 'nginx')).endpoints[0]?.conditions).toEqual(then);
  });

  it('show a pod that goes as serving but not ready, and Endpoints leave it out', async () => {
    const test = await withPods();
    test.changes.splice(0, Number.POSITIVE_INFINITY);
    await test.cluster.client.delete(kinds.pods, 'web-1', options);
    const seen = test.changes
      .filter(({ key }) => key.startsWith('endpointslices'))
      .map(({ object }) => object.endpoints);
    const conditions = seen
      .flatMap((endpoints) => JSON.parse(JSON.stringify(endpoints)))
      .filter(({ hostname }) => hostname === 'web-1');
    expect(conditions[0]).toMatchObject({ conditions: { ready: false, terminating: true } });
  });

  it.each([
    { given: 'a subdomain of another name', spec: { hostname: 'box', subdomain: 'other' }, hostname: undefined },
    { given: 'the Service’s name as subdomain', spec: { hostname: 'box', subdomain: 'nginx' }, hostname: 'box' },
    { given: 'a subdomain but no hostname', spec: { subdomain: 'nginx' }, hostname: undefined },
    { given: 'a hostname but no subdomain', spec: { hostname: 'box' }, hostname: undefined },
  ])('name an endpoint only with hostname and subdomain: $given', async ({ spec, hostname }) => {
    const test = await openCluster();
    await test.create(kinds.services, headless());
    await test.create(kinds.pods, { metadata: { name: 'one', labels: { app: 'nginx' } }, spec: podSpec(spec) });
    expect((await sliceOf(test, 'nginx')).endpoints.map((endpoint) => endpoint.hostname)).toEqual([hostname]);
    const [subset] = (await test.get(kinds.endpoints, 'nginx')).subsets ?? [];
    expect(subset?.addresses?.map((address) => address.hostname)).toEqual([hostname]);
  });

  it('stand apart for pods whose named port has another number', async () => {
    const test = await openCluster();
    await test.create(kinds.services, headless('nginx', { ports: [{ port: 80, name: 'http', targetPort: 'web' }] }));
    for (const containerPort of [8080, 9090]) {
      const container = { name: 'nginx', image: 'nginx:1.27', ports: [{ name: 'web', containerPort }] };
      await test.create(kinds.pods, {
        metadata: { name: `p${containerPort}`, labels: { app: 'nginx' } },
        spec: { containers: [container] },
      });
    }
    await test.create(kinds.pods, {
      metadata: { name: 'none', labels: { app: 'nginx' } },
      spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] },
    });
    const { subsets = [] } = await test.get(kinds.endpoints, 'nginx');
    expect(
      subsets.map(({ addresses, ports }) => `${addresses?.[0]?.targetRef?.name} ${ports?.[0]?.port}`).sort(),
    ).toEqual(['p8080 8080', 'p9090 9090']);
    const slices = (await test.list(kinds.endpointslices)).filter(({ metadata }) => metadata.name.startsWith('nginx-'));
    expect(slices.map(({ endpoints, ports }) => `${endpoints[0]?.targetRef?.name} ${ports?.[0]?.port}`).sort()).toEqual(
      ['p8080 8080', 'p9090 9090'],
    );
  });
});

describe('mirrored endpoint slices', () => {
  const subsets = [
    {
      addresses: [{ ip: '192.0.2.1' }, { ip: '192.0.2.2', hostname: 'two' }],
      ports: [{ port: 5432, name: 'db', protocol: 'TCP' }],
    },
  ];

  it('follow Endpoints that people write for a Service without a selector', async () => {
    const test = await openCluster();
    await test.create(kinds.services, service('db', { selector: undefined }));
    await test.create(kinds.endpoints, { metadata: { name: 'db', labels: { app: 'db' } }, subsets });
    const slice = await sliceOf(test, 'db');
    expect(slice.metadata.labels).toEqual({
      app: 'db',
      'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
      'kubernetes.io/service-name': 'db',
    });
    expect(slice.metadata.ownerReferences).toMatchObject([{ kind: 'Endpoints', name: 'db', controller: true }]);
    expect(plain(slice.endpoints)).toEqual([
      { addresses: ['192.0.2.1'], conditions: { ready: true } },
      { addresses: ['192.0.2.2'], conditions: { ready: true }, hostname: 'two' },
    ]);
    await test.patch(kinds.endpoints, 'db', {
      subsets: [{ notReadyAddresses: [{ ip: '192.0.2.1' }], ports: subsets[0]?.ports }],
    });
    expect(plain((await sliceOf(test, 'db')).endpoints)).toEqual([
      { addresses: ['192.0.2.1'], conditions: { ready: false } },
    ]);
    await test.cluster.client.delete(kinds.endpoints, 'db', options);
    expect(await test.names(kinds.endpointslices)).toEqual(['kubernetes']);
  });

  it('are not made while no Service of that name is there', async () => {
    const test = await openCluster();
    await test.create(kinds.endpoints, { metadata: { name: 'db' }, subsets });
    expect(await test.names(kinds.endpointslices)).toEqual(['kubernetes']);
    await test.create(kinds.services, service('db', { selector: undefined }));
    expect((await sliceOf(test, 'db')).endpoints).toHaveLength(2);
  });
});
