import type { ProfileFactory } from './profile';

/** minikube with its docker driver: one node on docker's bridge, several ones with a range each. */
export const minikube: ProfileFactory = (count) => ({
  name: 'minikube',
  serviceCidr: '10.96.0.0/12',
  kubernetesIP: '10.96.0.1',
  dnsIP: '10.96.0.10',
  apiServer: { ip: '192.168.49.2', port: 8443 },
  administrator: { username: 'minikube-user', groups: ['system:masters', 'system:authenticated'] },
  nodes: Array.from({ length: count }, (_, index) => ({
    name: index === 0 ? 'minikube' : `minikube-m${String(index + 1).padStart(2, '0')}`,
    ip: `192.168.49.${index + 2}`,
    isControlPlane: index === 0,
    podCidr: count === 1 ? '172.17.0.0/16' : `10.244.${index}.0/24`,
  })),
  firstPod: 2,
  storageClass: {
    name: 'standard',
    provisioner: 'k8s.io/minikube-hostpath',
    volumeBindingMode: 'Immediate',
    reclaimPolicy: 'Delete',
  },
  coreDns: { replicas: 1, image: 'registry.k8s.io/coredns/coredns:v1.12.0' },
  hasLoadBalancer: false,
  kubeletVersion: 'v1.33.1',
  osImage: 'Ubuntu 22.04.5 LTS',
  kernelVersion: '6.8.0-60-generic',
  containerRuntime: 'docker://28.1.1',
  controlPlaneLabels: {
    'minikube.k8s.io/name': 'minikube',
    'minikube.k8s.io/primary': 'true',
    'minikube.k8s.io/version': 'v1.36.0',
    'node-role.kubernetes.io/control-plane': '',
    'node.kubernetes.io/exclude-from-external-load-balancers': '',
  },
});
