import type { Kind, ObjectMeta } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';

export type Lease = {
  apiVersion: 'coordination.k8s.io/v1';
  kind: 'Lease';
  metadata: ObjectMeta;
  spec: {
    holderIdentity?: string;
    leaseDurationSeconds?: number;
    acquireTime?: string;
    renewTime?: string;
    leaseTransitions?: number;
  };
};

export const names: Kind<Lease> = {
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  singular: 'lease',
  shortNames: [],
  categories: [],
  namespaced: true,
};

export const strategy: Strategy<Lease> = {};

export const columns: readonly Column<Lease>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Holder', cell: ({ spec }) => spec.holderIdentity ?? '' },
  { name: 'Age', cell: ({ metadata }, now) => age(metadata.creationTimestamp, now) },
];
