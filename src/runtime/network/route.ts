import type { Node } from '../../resources/core/node';
import type { Pod } from '../../resources/core/pod-types';
import type { Service, ServicePort } from '../../resources/core/service-types';
import type { EndpointSlice } from '../../resources/discovery/endpointslice';

/** What the network is made of, as plain data. */
export type NetworkFacts = {
  readonly services: readonly Service[];
  readonly endpointSlices: readonly EndpointSlice[];
  readonly pods: readonly Pod[];
  readonly nodes: readonly Node[];
};

/** Where packets to an address and port go. */
export type Route =
  | { readonly type: 'pod'; readonly pod: Pod; readonly port: number }
  | { readonly type: 'api-server' }
  /** The address exists, and nobody listens there. */
  | { readonly type: 'refused' }
  /** Nothing has the address. */
  | { readonly type: 'unreachable' };

/** A port that packets are sent to. */
export type Target = { readonly address: string; readonly port: number; readonly protocol: string };

const hasProtocol = ({ protocol = 'TCP' }: { protocol?: string }, wanted: string): boolean => protocol === wanted;

function addressesOf({ spec, status }: Service): string[] {
  const own = [...(spec.clusterIPs ?? [spec.clusterIP ?? '']), ...(spec.externalIPs ?? [])];
  const balanced = (status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []);
  return [...own, ...balanced].filter((address) => address !== '' && address !== 'None');
}

function nodeAddresses({ status }: Node): string[] {
  return (status.addresses ?? []).filter(({ type }) => type.endsWith('IP')).map(({ address }) => address);
}

/** An endpoint's addresses and port, where it takes traffic. @upstream pkg/proxy/topology.go */
function endpoints(service: Service, { name }: ServicePort, slices: readonly EndpointSlice[]): [string, number][] {
  const { metadata, spec } = service;
  const own = slices.filter(
    (slice) =>
      slice.metadata.namespace === metadata.namespace &&
      slice.metadata.labels?.['kubernetes.io/service-name'] === metadata.name,
  );
  const all = own.flatMap((slice) => {
    const port = slice.ports?.find((candidate) => (candidate.name ?? '') === (name ?? ''))?.port;
    return port === undefined ? [] : (slice.endpoints ?? []).map((endpoint) => ({ endpoint, port }));
  });
  const ready = all.filter(({ endpoint }) => spec.publishNotReadyAddresses || endpoint.conditions?.ready !== false);
  return ready.flatMap(({ endpoint, port }) => endpoint.addresses.map((address): [string, number] => [address, port]));
}

function throughService(
  service: Service,
  port: ServicePort,
  facts: NetworkFacts,
  choose: (count: number) => number,
): Route {
  const { namespace, name } = service.metadata;
  if (namespace === 'default' && name === 'kubernetes') return { type: 'api-server' };
  const found = endpoints(service, port, facts.endpointSlices);
  const [address, target] = found[found.length > 1 ? choose(found.length) : 0] ?? [];
  if (address === undefined || target === undefined) return { type: 'refused' };
  const pod = facts.pods.find((candidate) => hasAddress(candidate, address));
  return pod === undefined ? { type: 'unreachable' } : { type: 'pod', pod, port: target };
}

function hasAddress({ status }: Pod, address: string): boolean {
  const isOver = status.phase === 'Succeeded' || status.phase === 'Failed';
  return !isOver && (status.podIP === address || (status.podIPs?.some(({ ip }) => ip === address) ?? false));
}

/**
 * Where packets go, as kube-proxy and the pod network lead them.
 * @param choose one of so many endpoints: a number below the count
 * @upstream pkg/proxy/iptables
 */
export function routeTo(
  { address, port, protocol }: Target,
  facts: NetworkFacts,
  choose: (count: number) => number,
): Route {
  const service = facts.services.find((candidate) => addressesOf(candidate).includes(address));
  if (service !== undefined) {
    const found = service.spec.ports?.find((candidate) => candidate.port === port && hasProtocol(candidate, protocol));
    return found === undefined ? { type: 'refused' } : throughService(service, found, facts, choose);
  }
  const node = facts.nodes.find((candidate) => nodeAddresses(candidate).includes(address));
  if (node !== undefined) {
    for (const candidate of facts.services) {
      const found = candidate.spec.ports?.find(
        ({ nodePort, ...rest }) => nodePort === port && hasProtocol(rest, protocol),
      );
      if (found !== undefined) return throughService(candidate, found, facts, choose);
    }
    if (port === 6443 || port === 8443) return { type: 'api-server' };
    const host = facts.pods.find(({ spec }) => spec.hostNetwork && spec.nodeName === node.metadata.name);
    return host === undefined ? { type: 'refused' } : { type: 'pod', pod: host, port };
  }
  const pod = facts.pods.find((candidate) => hasAddress(candidate, address));
  return pod === undefined ? { type: 'unreachable' } : { type: 'pod', pod, port };
}

/** Whether an address answers a ping: pods and nodes do. */
export function answersPing(address: string, { pods, nodes }: NetworkFacts): boolean {
  return pods.some((pod) => hasAddress(pod, address)) || nodes.some((node) => nodeAddresses(node).includes(address));
}
