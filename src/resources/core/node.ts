import type { JsonObject } from '../../apimachinery/json';
import { compareText } from '../../apimachinery/json';
import type { Condition, Kind, ObjectMeta, StringMap } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';

export type Taint = { key: string; value?: string; effect: string; timeAdded?: string };

export type NodeSpec = {
  podCIDR?: string;
  podCIDRs?: string[];
  providerID?: string;
  unschedulable?: boolean;
  taints?: Taint[];
};

export type NodeStatus = {
  capacity?: StringMap;
  allocatable?: StringMap;
  conditions?: Condition[];
  addresses?: { type: string; address: string }[];
  daemonEndpoints?: JsonObject;
  nodeInfo?: StringMap;
  images?: { names: string[]; sizeBytes?: number }[];
};

export type Node = { apiVersion: 'v1'; kind: 'Node'; metadata: ObjectMeta; spec: NodeSpec; status: NodeStatus };

export const names: Kind<Node> = {
  group: '',
  version: 'v1',
  kind: 'Node',
  plural: 'nodes',
  singular: 'node',
  shortNames: ['no'],
  categories: [],
  namespaced: false,
};

export const strategy: Strategy<Node> = {
  prepareForCreate(node) {
    node.status ??= {} as Node['status'];
  },
  prepareForUpdate(node, old) {
    node.status = old.status;
  },
  hasStatus: true,
  selectableFields: ['spec.unschedulable'],
};

/** @upstream printers.go findNodeRoles */
export function nodeRoles({ metadata }: Node): string[] {
  const roles = Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith('node-role.kubernetes.io/')) return [key.slice('node-role.kubernetes.io/'.length)];
    return key === 'kubernetes.io/role' && value !== '' ? [value] : [];
  });
  return [...new Set(roles)].filter((role) => role !== '').sort(compareText);
}

/** Whether the node takes part in the cluster's work. */
export function isNodeReady({ status }: Node): boolean {
  return status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false;
}

function statusText({ spec, status }: Node): string {
  const ready = status.conditions?.find(({ type }) => type === 'Ready');
  const parts = [ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady'];
  if (spec.unschedulable) parts.push('SchedulingDisabled');
  return parts.join(',');
}

function addressOf({ status }: Node, type: string): string {
  return status.addresses?.find((address) => address.type === type)?.address ?? '<none>';
}

export const columns: readonly Column<Node>[] = [
  { name: 'Name', cell: (node) => node.metadata.name },
  { name: 'Status', cell: statusText },
  { name: 'Roles', cell: (node) => nodeRoles(node).join(',') || '<none>' },
  { name: 'Age', cell: (node, now) => age(node.metadata.creationTimestamp, now) },
  { name: 'Version', cell: ({ status }) => status.nodeInfo?.kubeletVersion ?? '' },
  { name: 'Internal-IP', wide: true, cell: (node) => addressOf(node, 'InternalIP') },
  { name: 'External-IP', wide: true, cell: (node) => addressOf(node, 'ExternalIP') },
  { name: 'OS-Image', wide: true, cell: ({ status }) => status.nodeInfo?.osImage || '<unknown>' },
  { name: 'Kernel-Version', wide: true, cell: ({ status }) => status.nodeInfo?.kernelVersion || '<unknown>' },
  {
    name: 'Container-Runtime',
    wide: true,
    cell: ({ status }) => status.nodeInfo?.containerRuntimeVersion || '<unknown>',
  },
];
