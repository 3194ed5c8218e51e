import type { Random } from '../apimachinery/random';
import type { Client } from '../client/client';
import { createAsk } from '../dns/ask';
import { type DnsWorld, dnsAddress } from '../dns/dns-world';
import { hostsFileText } from '../dns/hosts-file';
import { podResolvConf } from '../dns/resolv-conf';
import { names as namespaces } from '../resources/core/namespace';
import { names as nodes } from '../resources/core/node';
import { isContainerRunning, names as pods } from '../resources/core/pod';
import type { Container, Pod } from '../resources/core/pod-types';
import { names as networkpolicies } from '../resources/networking/networkpolicy';
import type { ContainerWorld } from '../runtime/container-world';
import { apiServerListener } from '../runtime/network/api-server-listener';
import type { Connected, ConnectFailure, Listener, Network } from '../runtime/network/network';
import { isAllowed, type PolicyFacts } from '../runtime/network/policy';
import { resolveAddresses } from '../runtime/network/resolve';
import { answersPing, type NetworkFacts, type Route, routeTo } from '../runtime/network/route';
import type { Serving } from '../runtime/process/process-record';
import { serverOf } from '../runtime/servers/start-server';

/** What the network asks of the machines that its pods run on. */
export type NetworkHost = {
  readonly client: Client;
  readonly random: Random;
  readonly now: () => number;
  /** What a container serves. */
  readonly servingOf: (pod: Pod, container: string) => readonly Serving[];
  /** The world of a container that answers, and a way to write to its log. */
  readonly worldOf: (pod: Pod, container: string) => Promise<ContainerWorld>;
};

async function loadFacts(client: Client, dns: DnsWorld): Promise<NetworkFacts & PolicyFacts> {
  const [podList, nodeList, policyList, namespaceList] = await Promise.all([
    client.list(pods),
    client.list(nodes),
    client.list(networkpolicies),
    client.list(namespaces),
  ]);
  return {
    services: dns.services,
    endpointSlices: dns.endpointSlices,
    pods: podList.items,
    nodes: nodeList.items,
    policies: policyList.items,
    namespaces: new Map(namespaceList.items.map(({ metadata }) => [metadata.name, metadata.labels])),
  };
}

/** What listens on a port of a pod. */
export async function listenerOf(host: NetworkHost, pod: Pod, port: number): Promise<Listener | undefined> {
  for (const container of [...pod.spec.containers, ...(pod.spec.initContainers ?? [])]) {
    if (!isContainerRunning(pod, container.name)) continue;
    for (const serving of host.servingOf(pod, container.name)) {
      const listener = await serverListener(host, pod, container, serving, port);
      if (listener !== undefined) return listener;
    }
  }
  return undefined;
}

async function serverListener(
  host: NetworkHost,
  pod: Pod,
  container: Container,
  { name, argv }: Serving,
  port: number,
): Promise<Listener | undefined> {
  const world = await host.worldOf(pod, container.name);
  const spec = serverOf(world, name);
  if (spec === undefined) return undefined;
  if (!spec.ports({ world, argv }).includes(port)) return undefined;
  const context = { world, argv, log: world.log };
  const { http } = spec;
  return {
    ...spec.listener?.(context, port),
    ...(http === undefined ? {} : { http: async (request) => await http(request, context, port) }),
  };
}

/**
 * The network as a pod sees it; `forget` has it look again at what it is made of.
 * @param dnsWorld what the name server knows by now
 */
export function podNetwork(
  host: NetworkHost,
  pod: Pod,
  dnsWorld: () => DnsWorld,
): { readonly network: Network; readonly forget: () => void } {
  const { client, random, now } = host;
  let facts: Promise<NetworkFacts & PolicyFacts> | undefined;
  const known = (): Promise<NetworkFacts & PolicyFacts> => (facts ??= loadFacts(client, dnsWorld()));
  const own = pod.status.podIP ?? '127.0.0.1';
  const isOwn = (address: string): boolean => address === own || /^(127\.|::1$|0\.0\.0\.0$)/.test(address);

  async function connect(address: string, port: number, protocol = 'TCP'): Promise<Connected | ConnectFailure> {
    const current = await known();
    const route: Route = isOwn(address)
      ? { type: 'pod', pod, port }
      : routeTo({ address, port, protocol }, current, random.below);
    if (route.type === 'unreachable' || route.type === 'refused') return { failure: route.type };
    const to = route.type === 'pod' ? route : undefined;
    const traffic = {
      from: pod,
      to: to?.pod,
      fromAddress: own,
      toAddress: to?.pod.status.podIP ?? address,
      port: to?.port ?? port,
      protocol,
    };
    if (!isOwn(address) && !isAllowed(traffic, current)) return { failure: 'timeout' };
    if (to === undefined) return { listener: apiServerListener(pod), address, tls: true };
    const listener = await listenerOf(host, to.pod, to.port);
    return listener === undefined ? { failure: 'refused' } : { listener, address };
  }

  return {
    network: {
      resolve(name) {
        const { clusterDomain } = dnsWorld();
        const conf = podResolvConf(pod, { clusterDomain, dnsAddress: dnsAddress(dnsWorld()) });
        const ask = createAsk(dnsWorld(), Math.floor(now() / 1000));
        return resolveAddresses(name, hostsFileText(pod, clusterDomain), conf, ask);
      },
      connect,
      answersPing: async (address) => isOwn(address) || answersPing(address, await known()),
    },
    forget() {
      facts = undefined;
    },
  };
}
