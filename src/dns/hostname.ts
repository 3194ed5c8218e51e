import type { Pod } from '../resources/core/pod-types';

const MAX_LENGTH = 63;

/** The names that a pod's containers have for themselves. */
export type HostnameFacts = {
  /** What `hostname` prints. */
  readonly hostname: string;
  /** What `hostname -f` prints. */
  readonly fqdn: string;
  /** What `hostname -d` prints: empty without a subdomain. */
  readonly domain: string;
};

/** Cut to 63 characters without a dash or dot at the end. @upstream pkg/kubelet/util truncatePodHostnameIfNeeded */
function truncated(name: string): string {
  return name.length <= MAX_LENGTH ? name : name.slice(0, MAX_LENGTH).replace(/[-.]+$/, '');
}

/** The pod's hostname and, below its subdomain, its long name. @upstream kubelet_pods.go GeneratePodHostNameAndDomain */
export function podHostname(pod: Pod, clusterDomain: string): HostnameFacts {
  const { hostname, subdomain, hostNetwork, nodeName, setHostnameAsFQDN } = pod.spec;
  if (hostNetwork === true && nodeName !== undefined) return { hostname: nodeName, fqdn: nodeName, domain: '' };
  const short = hostname !== undefined && hostname !== '' ? hostname : truncated(pod.metadata.name);
  if (subdomain === undefined || subdomain === '') return { hostname: short, fqdn: short, domain: '' };
  const domain = `${subdomain}.${pod.metadata.namespace}.svc.${clusterDomain}`;
  const fqdn = `${short}.${domain}`;
  return { hostname: setHostnameAsFQDN === true ? fqdn : short, fqdn, domain };
}
