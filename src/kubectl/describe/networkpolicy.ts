import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../resources/networking/networkpolicy';
import { writeLabelsAndAnnotations, writeName } from './metadata';
import { formatLabelSelector } from './selectors';
import { type Writer, writeText } from './writer';

const INDENT = '    ';

/** Describes a NetworkPolicy; it shows no events. @upstream describe.go describeNetworkPolicy */
export function describeNetworkPolicy(policy: NetworkPolicy): Promise<string> {
  const { metadata, spec } = policy;
  return writeText((w) => {
    writeName(w, policy);
    w.line(0, 'Created on:', goTime(metadata.creationTimestamp));
    writeLabelsAndAnnotations(w, policy);
    w.line(0, 'Spec:');
    const selector = formatLabelSelector(spec.podSelector);
    const everyPod = `${selector} (Allowing the specific traffic to all pods in this namespace)`;
    w.line(1, `PodSelector:     ${selector === '<none>' ? everyPod : selector}`);
    const types = spec.policyTypes ?? [];
    writeDirection(
      w,
      types.includes('Ingress') ? (spec.ingress?.map(({ from, ports }) => ({ peers: from, ports })) ?? []) : undefined,
      {
        name: 'ingress',
        word: 'From',
        side: 'source',
      },
    );
    writeDirection(
      w,
      types.includes('Egress') ? (spec.egress?.map(({ to, ports }) => ({ peers: to, ports })) ?? []) : undefined,
      {
        name: 'egress',
        word: 'To',
        side: 'destination',
      },
    );
    w.line(1, `Policy Types: ${types.length > 0 ? types.join(', ') : '<none>'}`);
  });
}

/** `2026-11-21 04:59:02 +0000 UTC`: a time as Go prints it. */
function goTime(time: string | null | undefined): string {
  return time ? `${time.replace('T', ' ').replace('Z', '')} +0000 UTC` : '';
}

type Rule = { readonly peers?: readonly NetworkPolicyPeer[]; readonly ports?: readonly NetworkPolicyPort[] };
type Direction = { readonly name: string; readonly word: string; readonly side: string };

/** @param rules undefined where the policy does not speak of the direction */
function writeDirection(w: Writer, rules: readonly Rule[] | undefined, { name, word, side }: Direction): void {
  if (rules === undefined) {
    w.line(1, `Not affecting ${name} traffic`);
    return;
  }
  w.line(1, `Allowing ${name} traffic:`);
  if (rules.length === 0) w.line(0, `${INDENT}<none> (Selected pods are isolated for ${name} connectivity)`);
  for (const [index, { peers = [], ports = [] }] of rules.entries()) {
    if (index > 0) w.line(0, `${INDENT}----------`);
    if (ports.length === 0) w.line(0, `${INDENT}To Port: <any> (traffic allowed to all ports)`);
    for (const port of ports) w.line(0, `${INDENT}${portText(port)}`);
    if (peers.length === 0) w.line(0, `${INDENT}${word}: <any> (traffic not restricted by ${side})`);
    for (const peer of peers) {
      w.line(0, `${INDENT}${word}:`);
      writePeer(w, peer);
    }
  }
}

function portText({ protocol = 'TCP', port, endPort }: NetworkPolicyPort): string {
  const first = port ?? '<nil>';
  return endPort === undefined ? `To Port: ${first}/${protocol}` : `To Port Range: ${first}-${endPort}/${protocol}`;
}

function writePeer(w: Writer, { namespaceSelector, podSelector, ipBlock }: NetworkPolicyPeer): void {
  if (namespaceSelector) w.line(1, `${INDENT}NamespaceSelector: ${formatLabelSelector(namespaceSelector)}`);
  if (podSelector) w.line(1, `${INDENT}PodSelector: ${formatLabelSelector(podSelector)}`);
  if (namespaceSelector || podSelector || !ipBlock) return;
  w.line(1, `${INDENT}IPBlock:`);
  w.line(2, `${INDENT}CIDR: ${ipBlock.cidr}`);
  w.line(2, `${INDENT}Except: ${(ipBlock.except ?? []).join(', ')}`);
}
