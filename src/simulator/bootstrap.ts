import { formatMicroTime, formatTime } from '../apimachinery/time';
import type { Client } from '../client/client';
import type { Deployment } from '../resources/apps/deployment';
import type { Lease } from '../resources/coordination/lease';
import type { Node } from '../resources/core/node';
import type { Service } from '../resources/core/service-types';
import type { EndpointSlice } from '../resources/discovery/endpointslice';
import { kinds } from '../resources/kinds';
import { DEFAULT_CLASS_ANNOTATION, type StorageClass } from '../resources/storage/storageclass';
import type { NodeProfile, Profile } from './profiles/profile';

/** Puts into an empty cluster what its profile starts with. @param now milliseconds since 1970 */
export async function bootstrap(client: Client, profile: Profile, now: number): Promise<void> {
  for (const name of ['default', 'kube-node-lease', 'kube-public', 'kube-system']) {
    await client.create(kinds.namespaces, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
      spec: {},
      status: {},
    });
  }
  for (const node of profile.nodes) await createNode(client, profile, node, now);
  await client.create(kinds.storageclasses, storageClass(profile));
  await createApiService(client, profile);
  await client.create(kinds.services, dnsService(profile), { namespace: 'kube-system' });
  await createServiceAccount(client, 'coredns');
  await client.create(kinds.configmaps, corefile(), { namespace: 'kube-system' });
  await client.create(kinds.deployments, coreDns(profile), { namespace: 'kube-system' });
}

async function createServiceAccount(client: Client, name: string): Promise<void> {
  const metadata = { name, namespace: 'kube-system' };
  await client.create(
    kinds.serviceaccounts,
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    { namespace: 'kube-system' },
  );
}

async function createNode(client: Client, profile: Profile, node: NodeProfile, now: number): Promise<void> {
  const created = await client.create(kinds.nodes, nodeObject(profile, node));
  await client.update(kinds.nodes, { ...created, status: nodeStatus(profile, node, now) }, { subresource: 'status' });
  await client.create(kinds.leases, nodeLease(created, now), { namespace: 'kube-node-lease' });
}

function nodeObject(profile: Profile, { name, podCidr, isControlPlane, taints }: NodeProfile): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        ...(isControlPlane ? profile.controlPlaneLabels : {}),
      },
      annotations: {
        'node.alpha.kubernetes.io/ttl': '0',
        'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
      },
    },
    spec: { podCIDR: podCidr, podCIDRs: [podCidr], taints: taints?.map((taint) => ({ ...taint })) },
    status: {},
  };
}

function nodeLease(node: Node, now: number): Lease {
  const { name, uid = '' } = node.metadata;
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, namespace: 'kube-node-lease', ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid }] },
    spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime: formatMicroTime(now) },
  };
}

function nodeStatus(profile: Profile, { name, ip }: NodeProfile, now: number): Node['status'] {
  const time = formatTime(now);
  const condition = (type: string, status: 'True' | 'False', reason: string, message: string) => ({
    type,
    status,
    reason,
    message,
    lastHeartbeatTime: time,
    lastTransitionTime: time,
  });
  return {
    capacity: { cpu: '4', 'ephemeral-storage': '61255492Ki', 'hugepages-2Mi': '0', memory: '8148236Ki', pods: '110' },
    allocatable: {
      cpu: '4',
      'ephemeral-storage': '61255492Ki',
      'hugepages-2Mi': '0',
      memory: '8148236Ki',
      pods: '110',
    },
    conditions: [
      condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
      condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
      condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
      condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
    ],
    addresses: [
      { type: 'InternalIP', address: ip },
      { type: 'Hostname', address: name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      architecture: 'amd64',
      bootID: '2f8f6d0e-4f3c-4f0b-9a51-6e4c6b5d1a70',
      containerRuntimeVersion: profile.containerRuntime,
      kernelVersion: profile.kernelVersion,
      kubeProxyVersion: '',
      kubeletVersion: profile.kubeletVersion,
      machineID: '65f0a1c9b1c94d7a8a4b6f9d2c3e4f50',
      operatingSystem: 'linux',
      osImage: profile.osImage,
      systemUUID: '65f0a1c9-b1c9-4d7a-8a4b-6f9d2c3e4f50',
    },
    images: [
      { names: ['registry.k8s.io/pause:3.10'], sizeBytes: 736_000 },
      { names: [profile.coreDns.image], sizeBytes: 20_939_036 },
    ],
  };
}

function storageClass({ storageClass: { name, ...fields } }: Profile): StorageClass {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, annotations: { [DEFAULT_CLASS_ANNOTATION]: 'true' } },
    ...fields,
  };
}

/** The API server's own Service, with the endpoints that the API server writes for it. */
async function createApiService(client: Client, { kubernetesIP, apiServer }: Profile): Promise<void> {
  const options = { namespace: 'default' };
  const metadata = { name: 'kubernetes', namespace: 'default' };
  const service: Service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadata, labels: { component: 'apiserver', provider: 'kubernetes' } },
    spec: {
      clusterIP: kubernetesIP,
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: apiServer.port }],
    },
    status: {},
  };
  await client.create(kinds.services, service, options);
  await client.create(
    kinds.endpoints,
    {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { ...metadata, labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
      subsets: [
        { addresses: [{ ip: apiServer.ip }], ports: [{ name: 'https', port: apiServer.port, protocol: 'TCP' }] },
      ],
    },
    options,
  );
  const slice: EndpointSlice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { ...metadata, labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [apiServer.ip], conditions: { ready: true } }],
    ports: [{ name: 'https', port: apiServer.port, protocol: 'TCP' }],
  };
  await client.create(kinds.endpointslices, slice, options);
}

function dnsService({ dnsIP }: Profile): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'kube-dns',
      namespace: 'kube-system',
      labels: { 'k8s-app': 'kube-dns', 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' },
      annotations: { 'prometheus.io/port': '9153', 'prometheus.io/scrape': 'true' },
    },
    spec: {
      clusterIP: dnsIP,
      selector: { 'k8s-app': 'kube-dns' },
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
        { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
        { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
      ],
    },
    status: {},
  };
}

function corefile() {
  const text = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    cache 30
    loop
    reload
    loadbalance
}
`;
  const metadata = { name: 'coredns', namespace: 'kube-system' };
  return { apiVersion: 'v1' as const, kind: 'ConfigMap' as const, metadata, data: { Corefile: text } };
}

function coreDns({ coreDns: { replicas, image } }: Profile): Deployment {
  const labels = { 'k8s-app': 'kube-dns' };
  const ports = [
    { containerPort: 53, name: 'dns', protocol: 'UDP' },
    { containerPort: 53, name: 'dns-tcp', protocol: 'TCP' },
    { containerPort: 9153, name: 'metrics', protocol: 'TCP' },
  ];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'coredns', namespace: 'kube-system', labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
      template: {
        metadata: { labels },
        spec: {
          priorityClassName: 'system-cluster-critical',
          serviceAccountName: 'coredns',
          dnsPolicy: 'Default',
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          tolerations: [
            { key: 'CriticalAddonsOnly', operator: 'Exists' },
            { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
          ],
          containers: [
            {
              name: 'coredns',
              image,
              args: ['-conf', '/etc/coredns/Corefile'],
              imagePullPolicy: 'IfNotPresent',
              ports,
              resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
              volumeMounts: [{ name: 'config-volume', mountPath: '/etc/coredns', readOnly: true }],
            },
          ],
          volumes: [
            { name: 'config-volume', configMap: { name: 'coredns', items: [{ key: 'Corefile', path: 'Corefile' }] } },
          ],
        },
      },
    },
    status: {},
  };
}
