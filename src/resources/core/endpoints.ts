import type { Kind, ObjectMeta } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';

export type ObjectReference = {
  apiVersion?: string;
  kind?: string;
  namespace?: string;
  name?: string;
  uid?: string;
  resourceVersion?: string;
  fieldPath?: string;
};

export type EndpointAddress = { ip: string; hostname?: string; nodeName?: string; targetRef?: ObjectReference };

export type EndpointPort = { name?: string; port: number; protocol?: string; appProtocol?: string };

export type EndpointSubset = {
  addresses?: EndpointAddress[];
  notReadyAddresses?: EndpointAddress[];
  ports?: EndpointPort[];
};

export type Endpoints = { apiVersion: 'v1'; kind: 'Endpoints'; metadata: ObjectMeta; subsets?: EndpointSubset[] };

export const names: Kind<Endpoints> = {
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  plural: 'endpoints',
  singular: 'endpoints',
  shortNames: ['ep'],
  categories: [],
  namespaced: true,
};

export const strategy: Strategy<Endpoints> = {};

const SHOWN = 3;

/** `10.0.0.1:80,10.0.0.2:80 + 1 more...`: ready addresses only. @upstream printers.go formatEndpoints */
export function endpointsText(endpoints: Endpoints): string {
  const subsets = endpoints.subsets ?? [];
  if (subsets.length === 0) return '<none>';
  const all = subsets.flatMap(({ addresses, ports }) => {
    const ips = (addresses ?? []).map(({ ip }) => ip);
    return ports?.length ? ports.flatMap(({ port }) => ips.map((ip) => `${ip}:${port}`)) : ips;
  });
  const text = all.slice(0, SHOWN).join(',');
  return all.length > SHOWN ? `${text} + ${all.length - SHOWN} more...` : text;
}

export const columns: readonly Column<Endpoints>[] = [
  { name: 'Name', cell: (endpoints) => endpoints.metadata.name },
  { name: 'Endpoints', cell: endpointsText },
  { name: 'Age', cell: (endpoints, now) => age(endpoints.metadata.creationTimestamp, now) },
];
