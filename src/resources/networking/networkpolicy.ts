import type { JsonObject } from '../../apimachinery/json';
import type { Kind, LabelSelector, ObjectMeta } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import { workloadSelectorText } from '../apps/workload';
import type { Column } from '../column';
import type { Strategy } from '../strategy';

export type NetworkPolicyPort = { protocol?: string; port?: number | string; endPort?: number };

export type NetworkPolicyPeer = {
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
  ipBlock?: { cidr: string; except?: string[] };
};

export type NetworkPolicy = {
  apiVersion: 'networking.k8s.io/v1';
  kind: 'NetworkPolicy';
  metadata: ObjectMeta;
  spec: {
    podSelector: LabelSelector;
    ingress?: { from?: NetworkPolicyPeer[]; ports?: NetworkPolicyPort[] }[];
    egress?: { to?: NetworkPolicyPeer[]; ports?: NetworkPolicyPort[] }[];
    policyTypes?: string[];
  } & JsonObject;
};

export const names: Kind<NetworkPolicy> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'NetworkPolicy',
  plural: 'networkpolicies',
  singular: 'networkpolicy',
  shortNames: ['netpol'],
  categories: [],
  namespaced: true,
};

export const strategy: Strategy<NetworkPolicy> = {
  setDefaults({ spec }) {
    spec.policyTypes ??= spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress'];
    for (const { ports } of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
      for (const port of ports ?? []) port.protocol ??= 'TCP';
    }
  },
  hasGeneration: true,
};

/** @upstream printers.go printNetworkPolicy */
export const columns: readonly Column<NetworkPolicy>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Pod-Selector', cell: ({ spec }) => workloadSelectorText(spec.podSelector) },
  { name: 'Age', cell: ({ metadata }, now) => age(metadata.creationTimestamp, now) },
];

export const notSimulated = ['spec'];
