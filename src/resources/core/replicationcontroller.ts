import { type FieldError, required } from '../../apimachinery/errors';
import { selectorFromMap, selectorText } from '../../apimachinery/labels';
import type { Condition, Kind, ObjectMeta, StringMap } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import { containersText, imagesText } from '../apps/workload';
import type { Column } from '../column';
import type { Strategy } from '../strategy';
import { setPodTemplateDefaults } from './pod-defaults';
import type { PodTemplateSpec } from './pod-types';
import { nonNegative, validatePodTemplate } from './pod-validation';

export type ReplicationController = {
  apiVersion: 'v1';
  kind: 'ReplicationController';
  metadata: ObjectMeta;
  spec: { replicas?: number; minReadySeconds?: number; selector?: StringMap; template?: PodTemplateSpec };
  status: {
    replicas?: number;
    fullyLabeledReplicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    observedGeneration?: number;
    conditions?: Condition[];
  };
};

export const names: Kind<ReplicationController> = {
  group: '',
  version: 'v1',
  kind: 'ReplicationController',
  plural: 'replicationcontrollers',
  singular: 'replicationcontroller',
  shortNames: ['rc'],
  categories: ['all'],
  namespaced: true,
};

export const strategy: Strategy<ReplicationController> = {
  setDefaults({ metadata, spec }) {
    spec.replicas ??= 1;
    const labels = spec.template?.metadata?.labels;
    if (labels && Object.keys(spec.selector ?? {}).length === 0) spec.selector = { ...labels };
    if (labels && Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = { ...labels };
    setPodTemplateDefaults(spec.template);
  },
  prepareForCreate(controller) {
    controller.status = { replicas: 0 };
  },
  prepareForUpdate(controller, old) {
    controller.status = old.status;
  },
  validate: ({ spec }) => validateSpec(spec),
  hasStatus: true,
  hasGeneration: true,
  defaultPropagation: 'Orphan',
  selectableFields: ['status.replicas'],
};

/** @upstream pkg/apis/core/validation ValidateReplicationControllerSpec */
function validateSpec({ replicas = 0, selector, template }: ReplicationController['spec']): FieldError[] {
  const errors: FieldError[] = replicas < 0 ? [nonNegative('spec.replicas', replicas)] : [];
  if (Object.keys(selector ?? {}).length === 0) errors.push(required('spec.selector'));
  if (template === undefined) return [...errors, required('spec.template')];
  return [...errors, ...validatePodTemplate(template, 'spec.template')];
}

const noTemplate: PodTemplateSpec = { spec: { containers: [] } };

/** @upstream printers.go printReplicationController */
export const columns: readonly Column<ReplicationController>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Desired', cell: ({ spec }) => String(spec.replicas ?? 0) },
  { name: 'Current', cell: ({ status }) => String(status.replicas ?? 0) },
  { name: 'Ready', cell: ({ status }) => String(status.readyReplicas ?? 0) },
  { name: 'Age', cell: ({ metadata }, now) => age(metadata.creationTimestamp, now) },
  { name: 'Containers', wide: true, cell: ({ spec }) => containersText(spec.template ?? noTemplate) },
  { name: 'Images', wide: true, cell: ({ spec }) => imagesText(spec.template ?? noTemplate) },
  { name: 'Selector', wide: true, cell: ({ spec }) => selectorText(selectorFromMap(spec.selector ?? {})) || '<none>' },
];

export const notSimulated = ['spec'];
