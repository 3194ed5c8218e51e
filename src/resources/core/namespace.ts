import { allVerbs, type Condition, type Kind, type ObjectMeta } from '../../apimachinery/meta';
import { dns1123LabelProblems } from '../../apimachinery/names';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';

export type Namespace = {
  apiVersion: 'v1';
  kind: 'Namespace';
  metadata: ObjectMeta;
  spec: { finalizers?: string[] };
  status: { phase?: 'Active' | 'Terminating'; conditions?: Condition[] };
};

export const names: Kind<Namespace> = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  singular: 'namespace',
  shortNames: ['ns'],
  categories: [],
  namespaced: false,
  // All namespaces at once cannot be deleted. @upstream pkg/registry/core/namespace/storage
  verbs: allVerbs.filter((verb) => verb !== 'deletecollection'),
};

export const strategy: Strategy<Namespace> = {
  setDefaults({ metadata }) {
    if (metadata.name) metadata.labels = { ...metadata.labels, 'kubernetes.io/metadata.name': metadata.name };
  },
  prepareForCreate(namespace) {
    namespace.status = { phase: 'Active' };
    namespace.spec = { ...namespace.spec, finalizers: ['kubernetes'] };
  },
  prepareForUpdate(namespace, old) {
    namespace.spec = old.spec;
    namespace.status = old.status;
  },
  nameProblems: dns1123LabelProblems,
  hasStatus: true,
  selectableFields: ['status.phase'],
};

export const columns: readonly Column<Namespace>[] = [
  { name: 'Name', cell: (namespace) => namespace.metadata.name },
  { name: 'Status', cell: ({ status }) => status.phase ?? '' },
  { name: 'Age', cell: (namespace, now) => age(namespace.metadata.creationTimestamp, now) },
];
