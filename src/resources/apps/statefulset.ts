import { type FieldError, forbiddenField, invalidValue, notSupported, required } from '../../apimachinery/errors';
import { goLabelSelector, goStringMap } from '../../apimachinery/go-syntax';
import type { IntOrString } from '../../apimachinery/int-or-string';
import { clone, deepEqual } from '../../apimachinery/json';
import { labelSelectorMatches } from '../../apimachinery/labels';
import type { Condition, Kind, LabelSelector, ObjectMeta } from '../../apimachinery/meta';
import { dns1123LabelProblems } from '../../apimachinery/names';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { PersistentVolumeClaim } from '../core/persistentvolumeclaim';
import { strategy as claims } from '../core/persistentvolumeclaim';
import { setPodTemplateDefaults } from '../core/pod-defaults';
import type { PodTemplateSpec } from '../core/pod-types';
import { nonNegative } from '../core/pod-validation';
import { validateLabels } from '../metadata';
import type { Strategy } from '../strategy';
import { containersText, imagesText } from './workload';

export type RetentionPolicy = 'Retain' | 'Delete';

export type StatefulSetSpec = {
  replicas?: number;
  selector: LabelSelector;
  template: PodTemplateSpec;
  volumeClaimTemplates?: PersistentVolumeClaim[];
  serviceName?: string;
  podManagementPolicy?: 'OrderedReady' | 'Parallel';
  updateStrategy?: {
    type?: 'RollingUpdate' | 'OnDelete';
    rollingUpdate?: { partition?: number; maxUnavailable?: IntOrString };
  };
  revisionHistoryLimit?: number;
  minReadySeconds?: number;
  persistentVolumeClaimRetentionPolicy?: { whenDeleted?: RetentionPolicy; whenScaled?: RetentionPolicy };
  ordinals?: { start?: number };
};

export type StatefulSetStatus = {
  observedGeneration?: number;
  replicas?: number;
  readyReplicas?: number;
  currentReplicas?: number;
  updatedReplicas?: number;
  availableReplicas?: number;
  currentRevision?: string;
  updateRevision?: string;
  collisionCount?: number;
  conditions?: Condition[];
};

export type StatefulSet = {
  apiVersion: 'apps/v1';
  kind: 'StatefulSet';
  metadata: ObjectMeta;
  spec: StatefulSetSpec;
  status: StatefulSetStatus;
};

export const names: Kind<StatefulSet> = {
  group: 'apps',
  version: 'v1',
  kind: 'StatefulSet',
  plural: 'statefulsets',
  singular: 'statefulset',
  shortNames: ['sts'],
  categories: ['all'],
  namespaced: true,
};

export const strategy: Strategy<StatefulSet> = {
  setDefaults({ spec }) {
    spec.podManagementPolicy ||= 'OrderedReady';
    spec.updateStrategy = { ...spec.updateStrategy, type: spec.updateStrategy?.type || 'RollingUpdate' };
    if (spec.updateStrategy.type === 'RollingUpdate') {
      spec.updateStrategy.rollingUpdate = { partition: 0, ...spec.updateStrategy.rollingUpdate };
    }
    spec.persistentVolumeClaimRetentionPolicy = {
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
      ...spec.persistentVolumeClaimRetentionPolicy,
    };
    spec.replicas ??= 1;
    spec.revisionHistoryLimit ??= 10;
    setPodTemplateDefaults(spec.template);
    for (const claim of spec.volumeClaimTemplates ?? []) setClaimTemplateDefaults(claim);
  },
  prepareForCreate(set) {
    set.status = { replicas: 0, availableReplicas: 0 };
  },
  prepareForUpdate(set, old) {
    set.status = old.status;
  },
  nameProblems: dns1123LabelProblems,
  validate: ({ spec }) => validateStatefulSetSpec(spec),
  validateUpdate: (set, old) => validateStatefulSetUpdate(set, old),
  hasStatus: true,
  hasGeneration: true,
};

function setClaimTemplateDefaults(claim: PersistentVolumeClaim): void {
  claim.apiVersion ??= 'v1';
  claim.kind ??= 'PersistentVolumeClaim';
  claim.metadata = { ...claim.metadata, creationTimestamp: null };
  claims.setDefaults?.(claim);
}

/** @upstream pkg/apis/apps/validation ValidateStatefulSetSpec */
function validateStatefulSetSpec(spec: StatefulSetSpec): FieldError[] {
  const errors: FieldError[] = [];
  const policy = spec.podManagementPolicy ?? '';
  if (policy !== 'OrderedReady' && policy !== 'Parallel') {
    errors.push(invalidValue('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'"));
  }
  errors.push(...validateUpdateStrategy(spec), ...validateRetentionPolicy(spec));
  if ((spec.replicas ?? 0) < 0) errors.push(nonNegative('spec.replicas', spec.replicas ?? 0));
  if ((spec.minReadySeconds ?? 0) < 0) errors.push(nonNegative('spec.minReadySeconds', spec.minReadySeconds ?? 0));
  if ((spec.ordinals?.start ?? 0) < 0) errors.push(nonNegative('spec.ordinals.start', spec.ordinals?.start ?? 0));
  errors.push(...validateSelectorAndTemplate(spec));
  const { restartPolicy = 'Always', activeDeadlineSeconds } = spec.template.spec ?? {};
  if (restartPolicy !== 'Always') {
    errors.push(notSupported('spec.template.spec.restartPolicy', restartPolicy, ['Always']));
  }
  if (activeDeadlineSeconds !== undefined) {
    const detail = 'activeDeadlineSeconds in StatefulSet is not Supported';
    errors.push(forbiddenField('spec.template.spec.activeDeadlineSeconds', detail));
  }
  return errors;
}

function validateRetentionPolicy({ persistentVolumeClaimRetentionPolicy: policy = {} }: StatefulSetSpec): FieldError[] {
  const supported = ['Retain', 'Delete'];
  return (['whenDeleted', 'whenScaled'] as const).flatMap((when) => {
    const value = policy[when] ?? 'Retain';
    const path = `spec.persistentVolumeClaimRetentionPolicy.${when}`;
    return supported.includes(value) ? [] : [notSupported(path, value, supported)];
  });
}

function validateUpdateStrategy({ updateStrategy }: StatefulSetSpec): FieldError[] {
  const partition = updateStrategy?.rollingUpdate?.partition ?? 0;
  switch (updateStrategy?.type) {
    case 'OnDelete':
      if (updateStrategy.rollingUpdate === undefined) return [];
      return [
        invalidValue(
          'spec.updateStrategy.rollingUpdate',
          updateStrategy.rollingUpdate,
          "only allowed for updateStrategy 'RollingUpdate'",
        ),
      ];
    case 'RollingUpdate':
      return partition < 0 ? [nonNegative('spec.updateStrategy.rollingUpdate.partition', partition)] : [];
    default:
      return [invalidValue('spec.updateStrategy', updateStrategy ?? {}, "must be 'RollingUpdate' or 'OnDelete'")];
  }
}

/** What is wrong inside the template shows only when pods are made of it, as upstream. */
function validateSelectorAndTemplate({ selector, template }: StatefulSetSpec): FieldError[] {
  const errors: FieldError[] = [];
  if (selector === undefined) errors.push(required('spec.selector'));
  else {
    errors.push(...validateLabels(selector.matchLabels, 'spec.selector.matchLabels'));
    if (Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions?.length ?? 0) === 0) {
      errors.push({
        ...invalidValue('spec.selector', '', 'empty selector is invalid for statefulset'),
        valueText: goLabelSelector(selector),
      });
    }
  }
  const labels = template.metadata?.labels;
  if (!labelSelectorMatches(selector, labels)) {
    errors.push({
      ...invalidValue('spec.template.metadata.labels', '', '`selector` does not match template `labels`'),
      valueText: goStringMap(labels),
    });
  }
  return [...errors, ...validateLabels(labels, 'spec.template.labels')];
}

/** @upstream pkg/apis/apps/validation ValidateStatefulSetUpdate */
function validateStatefulSetUpdate(set: StatefulSet, old: StatefulSet): FieldError[] {
  const { spec } = clone(set);
  spec.replicas = old.spec.replicas;
  spec.template = old.spec.template;
  spec.updateStrategy = old.spec.updateStrategy;
  spec.minReadySeconds = old.spec.minReadySeconds;
  spec.ordinals = old.spec.ordinals;
  spec.revisionHistoryLimit = old.spec.revisionHistoryLimit;
  spec.persistentVolumeClaimRetentionPolicy = old.spec.persistentVolumeClaimRetentionPolicy;
  if (deepEqual(spec, old.spec)) return [];
  return [
    forbiddenField(
      'spec',
      "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    ),
  ];
}

export const columns: readonly Column<StatefulSet>[] = [
  { name: 'Name', cell: (set) => set.metadata.name },
  { name: 'Ready', cell: ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}` },
  { name: 'Age', cell: (set, now) => age(set.metadata.creationTimestamp, now) },
  { name: 'Containers', wide: true, cell: ({ spec }) => containersText(spec.template) },
  { name: 'Images', wide: true, cell: ({ spec }) => imagesText(spec.template) },
];

export const notSimulated = ['spec.updateStrategy.rollingUpdate.maxUnavailable'];
