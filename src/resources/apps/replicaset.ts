import type { Condition, Kind, LabelSelector, ObjectMeta } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import { setPodTemplateDefaults } from '../core/pod-defaults';
import type { PodTemplateSpec } from '../core/pod-types';
import type { Strategy } from '../strategy';
import {
  containersText,
  imagesText,
  validateSelectorUpdate,
  validateWorkloadSpec,
  workloadSelectorText,
} from './workload';

export type ReplicaSetSpec = {
  replicas?: number;
  minReadySeconds?: number;
  selector: LabelSelector;
  template: PodTemplateSpec;
};

export type ReplicaSetStatus = {
  replicas?: number;
  fullyLabeledReplicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  observedGeneration?: number;
  conditions?: Condition[];
};

export type ReplicaSet = {
  apiVersion: 'apps/v1';
  kind: 'ReplicaSet';
  metadata: ObjectMeta;
  spec: ReplicaSetSpec;
  status: ReplicaSetStatus;
};

export const names: Kind<ReplicaSet> = {
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  plural: 'replicasets',
  singular: 'replicaset',
  shortNames: ['rs'],
  categories: ['all'],
  namespaced: true,
};

export const strategy: Strategy<ReplicaSet> = {
  setDefaults({ spec }) {
    spec.replicas ??= 1;
    setPodTemplateDefaults(spec.template);
  },
  prepareForCreate(set) {
    set.status = { replicas: 0 };
  },
  prepareForUpdate(set, old) {
    set.status = old.status;
  },
  validate: ({ spec }) => validateWorkloadSpec(spec, 'replicaset'),
  validateUpdate: ({ spec }, old) => validateSelectorUpdate(spec.selector, old.spec.selector),
  hasStatus: true,
  hasGeneration: true,
  selectableFields: ['status.replicas'],
};

export const columns: readonly Column<ReplicaSet>[] = [
  { name: 'Name', cell: (set) => set.metadata.name },
  { name: 'Desired', cell: ({ spec }) => String(spec.replicas ?? 0) },
  { name: 'Current', cell: ({ status }) => String(status.replicas ?? 0) },
  { name: 'Ready', cell: ({ status }) => String(status.readyReplicas ?? 0) },
  { name: 'Age', cell: (set, now) => age(set.metadata.creationTimestamp, now) },
  { name: 'Containers', wide: true, cell: ({ spec }) => containersText(spec.template) },
  { name: 'Images', wide: true, cell: ({ spec }) => imagesText(spec.template) },
  { name: 'Selector', wide: true, cell: ({ spec }) => workloadSelectorText(spec.selector) },
];
