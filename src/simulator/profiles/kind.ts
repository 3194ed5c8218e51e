import type { ProfileFactory } from './profile';

/** kind: a control plane, and workers beside it when there are several nodes. */
export const kind: ProfileFactory = (count) => ({
  name: 'kind',
  serviceCidr: '10.96.0.0/16',
  kubernetesIP: '10.96.0.1',
  dnsIP: '10.96.0.10',
  apiServer: { ip: '172.18.0.2', port: 6443 },
  administrator: { username: 'kubernetes-admin', groups: ['kubeadm:cluster-admins', 'system:authenticated'] },
  nodes: Array.from({ length: count }, (_, index) => ({
    name: index === 0 ? 'kind-control-plane' : `kind-worker${index === 1 ? '' : index}`,
    ip: `172.18.0.${index + 2}`,
    isControlPlane: index === 0,
    podCidr: `10.244.${index}.0/24`,
    taints:
      index === 0 && count > 1 ? [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] : undefined,
  })),
  firstPod: 2,
  storageClass: {
    name: 'standard',
    provisioner: 'rancher.io/local-path',
    volumeBindingMode: 'WaitForFirstConsumer',
    reclaimPolicy: 'Delete',
  },
  coreDns: { replicas: 2, image: 'registry.k8s.io/coredns/coredns:v1.12.0' },
  hasLoadBalancer: false,
  kubeletVersion: 'v1.33.1',
  osImage: 'Debian GNU/Linux 12 (bookworm)',
  kernelVersion: '6.8.0-60-generic',
  containerRuntime: 'containerd://2.1.1',
  controlPlaneLabels: {
    'node-role.kubernetes.io/control-plane': '',
    ...(count === 1 ? {} : { 'node.kubernetes.io/exclude-from-external-load-balancers': '' }),
  },
});
