import { notSupported, required } from '../../apimachinery/errors';
import type { Kind, ObjectMeta } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { ObjectReference } from '../core/endpoints';
import type { Strategy } from '../strategy';

export type Endpoint = {
  addresses: string[];
  conditions?: { ready?: boolean; serving?: boolean; terminating?: boolean };
  hostname?: string;
  targetRef?: ObjectReference;
  nodeName?: string;
  zone?: string;
};

export type EndpointSlicePort = { name?: string; protocol?: string; port?: number; appProtocol?: string };

export type EndpointSlice = {
  apiVersion: 'discovery.k8s.io/v1';
  kind: 'EndpointSlice';
  metadata: ObjectMeta;
  addressType: 'IPv4' | 'IPv6' | 'FQDN';
  endpoints: Endpoint[];
  ports?: EndpointSlicePort[] | null;
};

export const names: Kind<EndpointSlice> = {
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  plural: 'endpointslices',
  singular: 'endpointslice',
  shortNames: [],
  categories: [],
  namespaced: true,
};

const addressTypes = ['FQDN', 'IPv4', 'IPv6'];

export const strategy: Strategy<EndpointSlice> = {
  setDefaults(slice) {
    for (const port of slice.ports ?? []) {
      port.name ??= '';
      port.protocol ??= 'TCP';
    }
  },
  validate: ({ addressType }) =>
    addressTypes.includes(addressType)
      ? []
      : [
          addressType
            ? notSupported('addressType', addressType, addressTypes)
            : required('addressType', 'addressType must be set'),
        ],
  hasGeneration: true,
};

const SHOWN = 3;

function upToThree(texts: readonly string[]): string {
  if (texts.length === 0) return '<unset>';
  const text = texts.slice(0, SHOWN).join(',');
  return texts.length > SHOWN ? `${text} + ${texts.length - SHOWN} more...` : text;
}

export const columns: readonly Column<EndpointSlice>[] = [
  { name: 'Name', cell: (slice) => slice.metadata.name },
  { name: 'AddressType', cell: (slice) => slice.addressType },
  {
    name: 'Ports',
    cell: ({ ports }) => upToThree((ports ?? []).map(({ port }) => (port === undefined ? '*' : String(port)))),
  },
  { name: 'Endpoints', cell: ({ endpoints }) => upToThree((endpoints ?? []).flatMap(({ addresses }) => addresses)) },
  { name: 'Age', cell: (slice, now) => age(slice.metadata.creationTimestamp, now) },
];
