import type { ProfileFactory } from './profile';

/** k3d: k3s in containers, one server and agents, with k3s's own ranges and service load balancer. */
export const k3d: ProfileFactory = (count) => ({
  name: 'k3d',
  serviceCidr: '10.43.0.0/16',
  kubernetesIP: '10.43.0.1',
  dnsIP: '10.43.0.10',
  apiServer: { ip: '172.18.0.2', port: 6443 },
  administrator: { username: 'system:admin', groups: ['system:masters', 'system:authenticated'] },
  nodes: Array.from({ length: count }, (_, index) => ({
    name: index === 0 ? 'k3d-k3s-default-server-0' : `k3d-k3s-default-agent-${index - 1}`,
    ip: `172.18.0.${index + 2}`,
    isControlPlane: index === 0,
    podCidr: `10.42.${index}.0/24`,
  })),
  firstPod: 2,
  storageClass: {
    name: 'local-path',
    provisioner: 'rancher.io/local-path',
    volumeBindingMode: 'WaitForFirstConsumer',
    reclaimPolicy: 'Delete',
  },
  coreDns: { replicas: 1, image: 'rancher/mirrored-coredns-coredns:1.12.1' },
  hasLoadBalancer: true,
  kubeletVersion: 'v1.33.1+k3s1',
  osImage: 'K3s v1.33.1+k3s1',
  kernelVersion: '6.8.0-60-generic',
  containerRuntime: 'containerd://2.0.5-k3s1.33',
  controlPlaneLabels: {
    'node-role.kubernetes.io/control-plane': 'true',
    'node-role.kubernetes.io/master': 'true',
    'node.kubernetes.io/instance-type': 'k3s',
  },
});
