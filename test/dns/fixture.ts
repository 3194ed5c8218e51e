import type { DnsWorld } from '../../src/dns/dns-world';
import type { Pod } from '../../src/resources/core/pod-types';
import type { Service, ServiceSpec } from '../../src/resources/core/service-types';
import type { Endpoint, EndpointSlice } from '../../src/resources/discovery/endpointslice';

export function service(name: string, spec: ServiceSpec, namespace = 'default'): Service {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec, status: {} };
}

export function slice(
  serviceName: string,
  endpoints: Endpoint[],
  ports: EndpointSlice['ports'] = [{ name: 'http', protocol: 'TCP', port: 80 }],
  namespace = 'default',
): EndpointSlice {
  const labels = { 'kubernetes.io/service-name': serviceName };
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `${serviceName}-abcde`, namespace, labels },
    addressType: 'IPv4',
    endpoints,
    ports,
  };
}

export function endpoint(address: string, pod: string, hostname?: string, ready = true): Endpoint {
  const targetRef = { kind: 'Pod', name: pod, namespace: 'default' };
  return { addresses: [address], conditions: { ready }, ...(hostname === undefined ? {} : { hostname }), targetRef };
}

export function pod(name: string, address: string, spec: Partial<Pod['spec']> = {}, labels = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels },
    spec: { containers: [{ name: 'c', image: 'busybox:1.28' }], ...spec },
    status: { phase: 'Running', podIP: address, podIPs: [{ ip: address }] },
  };
}

const kubeDns = service(
  'kube-dns',
  {
    clusterIP: '10.96.0.10',
    clusterIPs: ['10.96.0.10'],
    ports: [
      { name: 'dns', protocol: 'UDP', port: 53 },
      { name: 'dns-tcp', protocol: 'TCP', port: 53 },
    ],
  },
  'kube-system',
);

export function world(services: Service[], endpointSlices: EndpointSlice[]): DnsWorld {
  return {
    services: [...services, kubeDns],
    endpointSlices,
    namespaces: ['default', 'kube-system', 'other'],
    clusterDomain: 'cluster.local',
    dnsService: { namespace: 'kube-system', name: 'kube-dns' },
    serial: 1700000000,
    external: { 'example.com': ['93.184.216.34'] },
  };
}

/** The cluster that the recorded outputs of BIND 9.18 and BusyBox 1.35 come from. */
export const recordedWorld = world(
  [
    service('cluster', {
      clusterIP: '10.109.227.151',
      clusterIPs: ['10.109.227.151'],
      selector: { run: 'pod1' },
      ports: [{ protocol: 'TCP', port: 80 }],
    }),
    service('nginx', {
      clusterIP: 'None',
      clusterIPs: ['None'],
      selector: { app: 'nginx' },
      ports: [{ name: 'http', protocol: 'TCP', port: 80 }],
    }),
    service('ext', { type: 'ExternalName', externalName: 'example.com' }),
  ],
  [slice('nginx', [endpoint('10.244.0.5', 'web-0', 'web-0'), endpoint('10.244.0.6', 'web-1', 'web-1')])],
);

/** The cluster of the article on StatefulSets and headless Services: `test` belongs to the Service cluster. */
export const articleWorld = world(
  [
    service('cluster', {
      clusterIP: '10.109.227.151',
      clusterIPs: ['10.109.227.151'],
      selector: { run: 'pod1' },
      ports: [{ protocol: 'TCP', port: 80 }],
    }),
    service('headless', {
      clusterIP: 'None',
      clusterIPs: ['None'],
      selector: { run: 'pod1' },
      ports: [{ protocol: 'TCP', port: 80 }],
    }),
  ],
  [
    slice(
      'cluster',
      [endpoint('172.17.0.3', 'test-0', 'test-0'), endpoint('172.17.0.4', 'test-1', 'test-1')],
      [{ port: 80 }],
    ),
    slice('headless', [endpoint('172.17.0.3', 'test-0'), endpoint('172.17.0.4', 'test-1')], [{ port: 80 }]),
  ],
);
