import { indexOf, parseCidr } from '../../apimachinery/ip';
import { labelSelectorMatches } from '../../apimachinery/labels';
import type { StringMap } from '../../apimachinery/meta';
import type { Pod } from '../../resources/core/pod-types';
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../resources/networking/networkpolicy';

/** One connection, from one pod to another or to an address outside. */
export type Traffic = {
  readonly from: Pod | undefined;
  readonly to: Pod | undefined;
  /** The addresses of both ends. */
  readonly fromAddress: string;
  readonly toAddress: string;
  readonly port: number;
  readonly protocol: string;
};

/** The policies in force, and the labels of namespaces by their names. */
export type PolicyFacts = {
  readonly policies: readonly NetworkPolicy[];
  readonly namespaces: ReadonlyMap<string, StringMap | undefined>;
};

type Direction = 'Ingress' | 'Egress';

function typesOf({ spec }: NetworkPolicy): readonly string[] {
  return spec.policyTypes ?? (spec.egress === undefined ? ['Ingress'] : ['Ingress', 'Egress']);
}

function isInBlock(address: string, { cidr, except = [] }: NonNullable<NetworkPolicyPeer['ipBlock']>): boolean {
  const isIn = (block: string): boolean => indexOf(parseCidr(block), address) !== undefined;
  return isIn(cidr) && !except.some(isIn);
}

function matchesPeer(
  peer: NetworkPolicyPeer,
  pod: Pod | undefined,
  address: string,
  policy: NetworkPolicy,
  { namespaces }: PolicyFacts,
): boolean {
  if (peer.ipBlock !== undefined) return isInBlock(address, peer.ipBlock);
  if (pod === undefined) return false;
  const { namespace = 'default', labels } = pod.metadata;
  const isNamespace =
    peer.namespaceSelector === undefined
      ? namespace === policy.metadata.namespace
      : labelSelectorMatches(peer.namespaceSelector, namespaces.get(namespace));
  return isNamespace && (peer.podSelector === undefined || labelSelectorMatches(peer.podSelector, labels));
}

function portNumber(pod: Pod | undefined, name: string): number | undefined {
  const ports = pod?.spec.containers.flatMap((container) => container.ports ?? []) ?? [];
  return ports.find((port) => port.name === name)?.containerPort;
}

function matchesPort({ protocol = 'TCP', port, endPort }: NetworkPolicyPort, traffic: Traffic): boolean {
  if (protocol !== traffic.protocol) return false;
  if (port === undefined) return true;
  const first = typeof port === 'string' ? portNumber(traffic.to, port) : port;
  return first !== undefined && traffic.port >= first && traffic.port <= (endPort ?? first);
}

type Rule = { readonly peers?: readonly NetworkPolicyPeer[]; readonly ports?: readonly NetworkPolicyPort[] };

function rulesOf({ spec }: NetworkPolicy, direction: Direction): Rule[] {
  return direction === 'Ingress'
    ? (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }))
    : (spec.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
}

/** A pod that no policy selects lets everything through; one that is selected, what a rule of any of them allows. */
function mayPass(direction: Direction, traffic: Traffic, facts: PolicyFacts): boolean {
  const [pod, other, address] =
    direction === 'Ingress'
      ? [traffic.to, traffic.from, traffic.fromAddress]
      : [traffic.from, traffic.to, traffic.toAddress];
  if (pod === undefined || pod.spec.hostNetwork) return true;
  const selecting = facts.policies.filter(
    (policy) =>
      policy.metadata.namespace === pod.metadata.namespace &&
      typesOf(policy).includes(direction) &&
      labelSelectorMatches(policy.spec.podSelector, pod.metadata.labels),
  );
  const allows = ({ peers = [], ports = [] }: Rule, policy: NetworkPolicy): boolean =>
    (peers.length === 0 || peers.some((peer) => matchesPeer(peer, other, address, policy, facts))) &&
    (ports.length === 0 || ports.some((port) => matchesPort(port, traffic)));
  return (
    selecting.length === 0 ||
    selecting.some((policy) => rulesOf(policy, direction).some((rule) => allows(rule, policy)))
  );
}

/**
 * Whether NetworkPolicies let a connection through: both ends must.
 * @upstream k8s.io/api/networking/v1 NetworkPolicySpec
 */
export function isAllowed(traffic: Traffic, facts: PolicyFacts): boolean {
  const isSame = traffic.from !== undefined && traffic.from.metadata.uid === traffic.to?.metadata.uid;
  return isSame || (mayPass('Egress', traffic, facts) && mayPass('Ingress', traffic, facts));
}
