import type { Pod } from '../resources/core/pod-types';

/** What a resolver is told: resolv.conf(5). */
export type ResolvConf = {
  readonly search: readonly string[];
  readonly nameservers: readonly string[];
  readonly ndots: number;
  /** All options as written, `ndots:5` among them. */
  readonly options: readonly string[];
};

/** What a pod's resolv.conf depends on besides the pod. */
export type ResolvConfFacts = {
  readonly clusterDomain: string;
  /** The address of the cluster's name server. */
  readonly dnsAddress: string;
  /** The node's own settings. */
  readonly node?: Omit<ResolvConf, 'ndots'>;
};

const noSettings: Omit<ResolvConf, 'ndots'> = { search: [], nameservers: [], options: [] };

function optionText({ name, value }: { name?: string; value?: string }): string {
  return value === undefined || value === '' ? (name ?? '') : `${name}:${value}`;
}

/** Later options replace earlier ones of the same name. @upstream pkg/kubelet/network/dns mergeDNSOptions */
function mergeOptions(options: readonly string[], others: readonly string[]): string[] {
  const merged = new Map<string, string>();
  for (const option of [...options, ...others]) merged.set(option.split(':')[0] ?? option, option);
  return [...merged.values()];
}

function ndotsOf(options: readonly string[]): number {
  const value = options.find((option) => option.startsWith('ndots:'))?.slice('ndots:'.length);
  return value === undefined ? 1 : Number(value);
}

function usesClusterDns(pod: Pod): boolean {
  const policy = pod.spec.dnsPolicy ?? 'ClusterFirst';
  if (policy === 'ClusterFirstWithHostNet') return true;
  return policy === 'ClusterFirst' && pod.spec.hostNetwork !== true;
}

function policySettings(pod: Pod, facts: ResolvConfFacts): Omit<ResolvConf, 'ndots'> {
  if (pod.spec.dnsPolicy === 'None') return noSettings;
  const node = facts.node ?? noSettings;
  if (!usesClusterDns(pod)) return node;
  const domain = facts.clusterDomain;
  const search = [`${pod.metadata.namespace}.svc.${domain}`, `svc.${domain}`, domain, ...node.search];
  return { search, nameservers: [facts.dnsAddress], options: ['ndots:5'] };
}

const unique = (items: readonly string[]): string[] => [...new Set(items)];

/**
 * A pod's resolver settings from its dnsPolicy and dnsConfig.
 * @upstream pkg/kubelet/network/dns/dns.go GetPodDNS
 */
export function podResolvConf(pod: Pod, facts: ResolvConfFacts): ResolvConf {
  const base = policySettings(pod, facts);
  const config = pod.spec.dnsConfig;
  const options = mergeOptions(base.options, (config?.options ?? []).map(optionText));
  return {
    search: unique([...base.search, ...(config?.searches ?? [])]),
    nameservers: unique([...base.nameservers, ...(config?.nameservers ?? [])]),
    options,
    ndots: ndotsOf(options),
  };
}

/** The text of /etc/resolv.conf as the container runtime writes it. */
export function resolvConfText(conf: ResolvConf): string {
  const lines = conf.nameservers.map((nameserver) => `nameserver ${nameserver}`);
  if (conf.search.length > 0) lines.unshift(`search ${conf.search.join(' ')}`);
  if (conf.options.length > 0) lines.push(`options ${conf.options.join(' ')}`);
  return lines.map((line) => `${line}\n`).join('');
}
