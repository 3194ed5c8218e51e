import type { Pod } from '../resources/core/pod-types';
import { podHostname } from './hostname';
import { sameAddress } from './ip-address';

const localLines = [
  '127.0.0.1\tlocalhost',
  '::1\tlocalhost ip6-localhost ip6-loopback',
  'fe00::0\tip6-localnet',
  'fe00::0\tip6-mcastprefix',
  'fe00::1\tip6-allnodes',
  'fe00::2\tip6-allrouters',
];

function ownLines(pod: Pod, clusterDomain: string): string[] {
  const addresses =
    pod.status.podIPs?.map(({ ip }) => ip) ?? (pod.status.podIP === undefined ? [] : [pod.status.podIP]);
  const { fqdn, domain } = podHostname(pod, clusterDomain);
  const names = domain === '' ? fqdn : `${fqdn}\t${fqdn.slice(0, -domain.length - 1)}`;
  return addresses.map((address) => `${address}\t${names}`);
}

function aliasLines(pod: Pod): string[] {
  const aliases = pod.spec.hostAliases ?? [];
  if (aliases.length === 0) return [];
  const lines = aliases.map(({ ip, hostnames }) => `${ip}\t${(hostnames ?? []).join('\t')}`);
  return ['', '# Entries added by HostAliases.', ...lines];
}

/**
 * The text of a pod's /etc/hosts. A pod in its node's network has the node's file.
 * @upstream pkg/kubelet/kubelet_pods.go managedHostsFileContent, nodeHostsFileContent
 */
export function hostsFileText(pod: Pod, clusterDomain: string): string {
  const lines =
    pod.spec.hostNetwork === true
      ? ['# Kubernetes-managed hosts file (host network).', '127.0.0.1\tlocalhost', `127.0.1.1\t${pod.spec.nodeName}`]
      : ['# Kubernetes-managed hosts file.', ...localLines, ...ownLines(pod, clusterDomain)];
  return [...lines, ...aliasLines(pod)].map((line) => `${line}\n`).join('');
}

function entriesOf(text: string): { address: string; names: string[] }[] {
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim());
  return lines
    .filter((line) => line !== '')
    .map((line) => line.split(/\s+/))
    .map(([address, ...names]) => ({ address: address ?? '', names }));
}

/** The addresses that a hosts file gives a name. */
export function addressesInHosts(text: string, name: string): string[] {
  const wanted = name.toLowerCase();
  const entries = entriesOf(text).filter(({ names }) => names.some((other) => other.toLowerCase() === wanted));
  return entries.map(({ address }) => address);
}

/** The first name that a hosts file gives an address. */
export function nameInHosts(text: string, address: string): string | undefined {
  return entriesOf(text).find((entry) => sameAddress(entry.address, address))?.names[0];
}
