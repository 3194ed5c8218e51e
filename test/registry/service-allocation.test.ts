import { describe, expect, it } from 'vitest';
import type { ServiceSpec } from '../../src/resources/core/service-types';
import { kinds } from '../../src/resources/kinds';
import { headless, service } from '../simulator/manifests';
import { openCluster, type TestCluster } from '../simulator/test-cluster';

async function specOf(test: TestCluster, name: string): Promise<ServiceSpec> {
  return (await test.get(kinds.services, name)).spec;
}

async function created(object: object): Promise<ServiceSpec> {
  const test = await openCluster();
  await test.create(kinds.services, object);
  return await specOf(test, (object as { metadata: { name: string } }).metadata.name);
}

const always = {
  internalTrafficPolicy: 'Cluster',
  ipFamilies: ['IPv4'],
  ipFamilyPolicy: 'SingleStack',
  sessionAffinity: 'None',
};
const port = { port: 80, protocol: 'TCP', targetPort: 80 };
const selector = { app: 'nginx' };

describe('a new Service', () => {
  it('of no type is a ClusterIP with an address', async () => {
    const { clusterIP, ...spec } = await created(service('web'));
    expect(clusterIP).toMatch(/^10\.(9[6-9]|10\d|11[01])\.\d+\.\d+$/);
    expect(spec).toEqual({ ...always, type: 'ClusterIP', clusterIPs: [clusterIP], ports: [port], selector });
  });

  it('without an address says None twice', async () => {
    expect(await created(headless('web'))).toEqual({
      ...always,
      type: 'ClusterIP',
      clusterIP: 'None',
      clusterIPs: ['None'],
      ports: [{ ...port, name: 'web' }],
      selector,
    });
  });

  it('of type NodePort gets a port on the nodes', async () => {
    const spec = await created(service('web', { type: 'NodePort' }));
    expect(spec.externalTrafficPolicy).toBe('Cluster');
    expect(spec.ports?.[0]?.nodePort).toBeGreaterThanOrEqual(30000);
    expect(spec.ports?.[0]?.nodePort).toBeLessThanOrEqual(32767);
  });

  it('of type LoadBalancer gets ports on the nodes and says so', async () => {
    const spec = await created(service('web', { type: 'LoadBalancer' }));
    expect(spec).toMatchObject({ allocateLoadBalancerNodePorts: true, externalTrafficPolicy: 'Cluster' });
    expect(spec.ports?.[0]?.nodePort).toBeDefined();
  });

  it('of type ExternalName gets nothing', async () => {
    expect(
      await created({ metadata: { name: 'ext' }, spec: { type: 'ExternalName', externalName: 'example.com' } }),
    ).toEqual({
      type: 'ExternalName',
      externalName: 'example.com',
      sessionAffinity: 'None',
    });
  });

  it('with session affinity gets its timeout', async () => {
    expect((await created(service('web', { sessionAffinity: 'ClientIP' }))).sessionAffinityConfig).toEqual({
      clientIP: { timeoutSeconds: 10800 },
    });
  });

  it.each([
    {
      given: 'an address outside the range',
      spec: { clusterIP: '192.168.0.1' },
      message:
        'spec.clusterIPs: Invalid value: []string{"192.168.0.1"}: failed to allocate IP 192.168.0.1: the provided IP (192.168.0.1) is not in the valid range. The range of valid IPs is 10.96.0.0/12',
    },
    {
      given: 'the address of another Service',
      spec: { clusterIP: '10.96.0.10' },
      message:
        'spec.clusterIPs: Invalid value: []string{"10.96.0.10"}: failed to allocate IP 10.96.0.10: provided IP is already allocated',
    },
  ])('is refused $given', async ({ spec, message }) => {
    const { create } = await openCluster();
    await expect(create(kinds.services, service('web', spec))).rejects.toThrow(`Service "web" is invalid: ${message}`);
  });

  it('is refused the node port of another Service, unless for another protocol', async () => {
    const { create } = await openCluster();
    const on = (name: string, protocol: string) =>
      service(name, { type: 'NodePort', ports: [{ port: 80, protocol, nodePort: 30080 }] });
    await create(kinds.services, on('one', 'TCP'));
    await expect(create(kinds.services, on('two', 'TCP'))).rejects.toThrow(
      'Service "two" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    );
    await create(kinds.services, on('three', 'UDP'));
  });
});

describe('a Service that changes', () => {
  it('keeps its address and its node ports, by the names of its ports', async () => {
    const test = await openCluster();
    const ports = [
      { port: 80, name: 'http' },
      { port: 443, name: 'https' },
    ];
    await test.create(kinds.services, service('web', { type: 'NodePort', ports }));
    const before = await specOf(test, 'web');
    await test.patch(kinds.services, 'web', {
      spec: {
        ports: [
          { port: 8443, name: 'https' },
          { port: 8080, name: 'http' },
        ],
      },
    });
    const after = await specOf(test, 'web');
    expect(after.clusterIP).toBe(before.clusterIP);
    expect(after.ports?.map(({ nodePort }) => nodePort)).toEqual([
      before.ports?.[1]?.nodePort,
      before.ports?.[0]?.nodePort,
    ]);
  });

  it('to ClusterIP gives its node ports up', async () => {
    const test = await openCluster();
    await test.create(kinds.services, service('web', { type: 'NodePort' }));
    await test.patch(kinds.services, 'web', { spec: { type: 'ClusterIP' } });
    const spec = await specOf(test, 'web');
    expect(spec.ports).toEqual([port]);
    expect(spec.externalTrafficPolicy).toBeUndefined();
  });

  it('to ExternalName gives its address up, and back gets another', async () => {
    const test = await openCluster();
    await test.create(kinds.services, service('web'));
    await test.patch(kinds.services, 'web', { spec: { type: 'ExternalName', externalName: 'example.com' } });
    const spec = await specOf(test, 'web');
    expect([spec.clusterIP, spec.clusterIPs, spec.ipFamilies]).toEqual([undefined, undefined, undefined]);
    await test.patch(kinds.services, 'web', { spec: { type: 'ClusterIP', externalName: null } });
    expect((await specOf(test, 'web')).clusterIP).toMatch(/^10\./);
  });

  it.each([{ clusterIP: '10.96.0.77' }, { clusterIPs: ['10.96.0.77'] }])(
    'may not take another address: %j',
    async (spec) => {
      const test = await openCluster();
      await test.create(kinds.services, service('web'));
      await expect(test.patch(kinds.services, 'web', { spec })).rejects.toThrow(
        'Service "web" is invalid: spec.clusterIPs[0]: Invalid value: []string{"10.96.0.77"}: may not change once set',
      );
    },
  );
});
