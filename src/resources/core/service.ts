import { compareText, deepEqual } from '../../apimachinery/json';
import { selectorFromMap, selectorText } from '../../apimachinery/labels';
import type { Kind } from '../../apimachinery/meta';
import { dns1035LabelProblems } from '../../apimachinery/names';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';
import type { Service, ServicePort, ServiceSpec, ServiceStatus } from './service-types';
import { isOnNodes, validateClusterIPUpdate, validateServiceSpec } from './service-validation';

export const names: Kind<Service> = {
  group: '',
  version: 'v1',
  kind: 'Service',
  plural: 'services',
  singular: 'service',
  shortNames: ['svc'],
  categories: ['all'],
  namespaced: true,
};

/** Whether the Service has no virtual address of its own. */
export function isHeadless(service: Service): boolean {
  return service.spec.clusterIP === 'None';
}

/** Whether the Service's type reserves a port on every node. */
export function usesNodePorts({ spec }: Service): boolean {
  return spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
}

export const strategy: Strategy<Service> = {
  setDefaults({ spec }) {
    spec.sessionAffinity ||= 'None';
    spec.type ||= 'ClusterIP';
    for (const port of spec.ports ?? []) {
      port.protocol ||= 'TCP';
      if (port.targetPort === undefined || port.targetPort === '' || port.targetPort === 0) port.targetPort = port.port;
    }
    if (spec.sessionAffinity === 'ClientIP') spec.sessionAffinityConfig ??= { clientIP: { timeoutSeconds: 10800 } };
    if (spec.type !== 'ExternalName') spec.internalTrafficPolicy ??= 'Cluster';
    if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') spec.externalTrafficPolicy ||= 'Cluster';
    if (spec.type === 'LoadBalancer') spec.allocateLoadBalancerNodePorts ??= true;
  },
  prepareForCreate(service) {
    service.status = { loadBalancer: {} };
    normalizeClusterIP(service);
  },
  prepareForUpdate(service, old) {
    service.status = old.status;
    keepAllocations(service, old);
    dropUnneeded(service, old);
    followClusterIP(service, old);
    normalizeClusterIP(service);
  },
  nameProblems: dns1035LabelProblems,
  validate: ({ spec }) => validateServiceSpec(spec),
  validateUpdate: (service, old) => validateClusterIPUpdate(service.spec, old.spec),
  hasStatus: true,
  selectableFields: ['spec.clusterIP', 'spec.type'],
};

/** One address in clusterIPs mirrors clusterIP. @upstream pkg/registry/core/service normalizeClusterIPs */
function normalizeClusterIP({ spec }: Service): void {
  if (spec.type === 'ExternalName') {
    if (!spec.clusterIP) {
      delete spec.clusterIP;
      delete spec.clusterIPs;
    }
    return;
  }
  if (spec.clusterIP && !spec.clusterIPs?.length) spec.clusterIPs = [spec.clusterIP];
  if (!spec.clusterIP && spec.clusterIPs?.[0]) spec.clusterIP = spec.clusterIPs[0];
}

/** What an update leaves out stays as it was allocated. @upstream pkg/registry/core/service patchAllocatedValues */
function keepAllocations({ spec }: Service, { spec: old }: Service): void {
  if (spec.type !== 'ExternalName' && old.type !== 'ExternalName') {
    spec.clusterIP ||= old.clusterIP;
    if (!spec.clusterIPs?.length && spec.clusterIP === old.clusterIP) spec.clusterIPs = old.clusterIPs;
  }
  if (!isOnNodes(spec) || !isOnNodes(old)) return;
  const used = new Set((spec.ports ?? []).map(({ nodePort }) => nodePort));
  for (const port of spec.ports ?? []) {
    const before = old.ports?.find((other) => (other.name ?? '') === (port.name ?? ''))?.nodePort;
    if (port.nodePort || !before || used.has(before)) continue;
    port.nodePort = before;
    used.add(before);
  }
}

/** What another type has no use for goes, unless it was written anew. @upstream pkg/registry/core/service dropTypeDependentFields */
function dropUnneeded({ spec }: Service, { spec: old }: Service): void {
  const drop = (
    field:
      | 'clusterIP'
      | 'clusterIPs'
      | 'ipFamilies'
      | 'ipFamilyPolicy'
      | 'externalTrafficPolicy'
      | 'allocateLoadBalancerNodePorts',
  ) => {
    if (deepEqual(spec[field], old[field])) delete spec[field];
  };
  if (spec.type === 'ExternalName')
    for (const field of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'] as const) drop(field);
  if (spec.type !== 'LoadBalancer') drop('allocateLoadBalancerNodePorts');
  if (isOnNodes(spec)) return;
  drop('externalTrafficPolicy');
  const before = new Set((old.ports ?? []).map(({ nodePort }) => nodePort));
  if ((spec.ports ?? []).some(({ nodePort }) => nodePort && !before.has(nodePort))) return;
  for (const port of spec.ports ?? []) delete port.nodePort;
}

/** Whoever changes only one of clusterIP and clusterIPs means both. @upstream pkg/registry/core/service NormalizeClusterIPs */
function followClusterIP({ spec }: Service, { spec: old }: Service): void {
  const isSameIP = spec.clusterIP === old.clusterIP;
  const isSameList = deepEqual(spec.clusterIPs, old.clusterIPs);
  if (!isSameIP && isSameList) spec.clusterIPs = spec.clusterIP ? [spec.clusterIP] : undefined;
  else if (isSameIP && !isSameList && spec.clusterIPs?.length) spec.clusterIP = spec.clusterIPs[0];
}

export const columns: readonly Column<Service>[] = [
  { name: 'Name', cell: (service) => service.metadata.name },
  { name: 'Type', cell: ({ spec }) => spec.type ?? '' },
  { name: 'Cluster-IP', cell: ({ spec }) => spec.clusterIPs?.[0] ?? (spec.clusterIP || '<none>') },
  { name: 'External-IP', cell: (service) => externalAddress(service) },
  { name: 'Port(s)', cell: ({ spec }) => spec.ports?.map(portText).join(',') || '<none>' },
  { name: 'Age', cell: (service, now) => age(service.metadata.creationTimestamp, now) },
  { name: 'Selector', wide: true, cell: ({ spec }) => selectorText(selectorFromMap(spec.selector ?? {})) || '<none>' },
];

function portText({ port, nodePort, protocol }: ServicePort): string {
  return nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`;
}

/** @upstream printers.go getServiceExternalIP (not wide) */
function externalAddress({ spec, status }: Service): string {
  switch (spec.type) {
    case 'ExternalName':
      return spec.externalName ?? '';
    case 'LoadBalancer':
      return loadBalancerAddress(spec, status);
    default:
      return spec.externalIPs?.length ? spec.externalIPs.join(',') : '<none>';
  }
}

const LONGEST_ADDRESS = 16;

function loadBalancerAddress(spec: ServiceSpec, status: ServiceStatus): string {
  const ingress = [...new Set((status.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || ''))];
  const text = ingress.sort(compareText).join(',');
  const shown = text.length > LONGEST_ADDRESS ? `${text.slice(0, LONGEST_ADDRESS - 3)}...` : text;
  const all = [shown, ...(spec.externalIPs ?? [])].filter((address) => address !== '');
  return all.length === 0 ? '<pending>' : all.join(',');
}

export const notSimulated = [
  'spec.sessionAffinity',
  'spec.externalTrafficPolicy',
  'spec.internalTrafficPolicy',
  'spec.loadBalancerSourceRanges',
];
