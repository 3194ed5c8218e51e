import type { Kind, ObjectMeta } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';

/** How many an object is to be: a subresource of workloads, which is not stored. */
export type Scale = {
  apiVersion: 'autoscaling/v1';
  kind: 'Scale';
  metadata: ObjectMeta;
  spec: { replicas?: number };
  status: { replicas: number; selector?: string };
};

export const names: Kind<Scale> = {
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
  plural: 'scales',
  singular: 'scale',
  shortNames: [],
  categories: [],
  namespaced: true,
};

/** @upstream printers.go printScale */
export const columns: readonly Column<Scale>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Desired', cell: ({ spec }) => String(spec.replicas ?? 0) },
  { name: 'Available', cell: ({ status }) => String(status.replicas) },
  { name: 'Age', cell: ({ metadata }, now) => age(metadata.creationTimestamp, now) },
];
