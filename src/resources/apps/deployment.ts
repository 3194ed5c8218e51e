import { type FieldError, forbiddenField, invalidValue, notSupported } from '../../apimachinery/errors';
import type { IntOrString } from '../../apimachinery/int-or-string';
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

export type DeploymentSpec = {
  replicas?: number;
  selector: LabelSelector;
  template: PodTemplateSpec;
  strategy?: {
    type?: 'RollingUpdate' | 'Recreate';
    rollingUpdate?: { maxUnavailable?: IntOrString; maxSurge?: IntOrString };
  };
  minReadySeconds?: number;
  revisionHistoryLimit?: number;
  paused?: boolean;
  progressDeadlineSeconds?: number;
};

export type DeploymentStatus = {
  observedGeneration?: number;
  replicas?: number;
  updatedReplicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  unavailableReplicas?: number;
  conditions?: Condition[];
  collisionCount?: number;
};

export type Deployment = {
  apiVersion: 'apps/v1';
  kind: 'Deployment';
  metadata: ObjectMeta;
  spec: DeploymentSpec;
  status: DeploymentStatus;
};

export const names: Kind<Deployment> = {
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  singular: 'deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  namespaced: true,
};

export const strategy: Strategy<Deployment> = {
  setDefaults({ spec }) {
    spec.replicas ??= 1;
    spec.strategy = { ...spec.strategy, type: spec.strategy?.type || 'RollingUpdate' };
    if (spec.strategy.type === 'RollingUpdate') {
      spec.strategy.rollingUpdate = { maxUnavailable: '25%', maxSurge: '25%', ...spec.strategy.rollingUpdate };
    }
    spec.revisionHistoryLimit ??= 10;
    spec.progressDeadlineSeconds ??= 600;
    setPodTemplateDefaults(spec.template);
  },
  prepareForCreate(deployment) {
    deployment.status = {};
  },
  prepareForUpdate(deployment, old) {
    deployment.status = old.status;
  },
  validate: ({ spec }) => [...validateWorkloadSpec(spec, 'deployment'), ...validateStrategy(spec)],
  validateUpdate: ({ spec }, old) => validateSelectorUpdate(spec.selector, old.spec.selector),
  hasStatus: true,
  hasGeneration: true,
};

/** @upstream pkg/apis/apps/validation ValidateDeploymentStrategy, ValidateDeploymentSpec */
function validateStrategy({
  strategy: how,
  minReadySeconds = 0,
  progressDeadlineSeconds,
}: DeploymentSpec): FieldError[] {
  const supported = ['Recreate', 'RollingUpdate'];
  const errors = supported.includes(how?.type ?? '')
    ? []
    : [notSupported('spec.strategy.type', how?.type ?? '', supported)];
  const { maxSurge, maxUnavailable } = how?.rollingUpdate ?? {};
  if (how?.type === 'Recreate' && how.rollingUpdate !== undefined) {
    const detail = "may not be specified when strategy `type` is 'Recreate'";
    errors.push(forbiddenField('spec.strategy.rollingUpdate', detail));
  } else if (isZero(maxSurge) && isZero(maxUnavailable)) {
    const error = invalidValue('spec.strategy.rollingUpdate.maxUnavailable', '', 'may not be 0 when `maxSurge` is 0');
    errors.push({ ...error, valueText: goIntOrString(maxUnavailable) });
  }
  if (progressDeadlineSeconds !== undefined && progressDeadlineSeconds <= minReadySeconds) {
    errors.push(
      invalidValue('spec.progressDeadlineSeconds', progressDeadlineSeconds, 'must be greater than minReadySeconds'),
    );
  }
  return errors;
}

const isZero = (value: IntOrString | undefined): boolean => value === 0 || value === '0%';

function goIntOrString(value: IntOrString | undefined): string {
  return typeof value === 'string'
    ? `intstr.IntOrString{Type:1, IntVal:0, StrVal:${JSON.stringify(value)}}`
    : `intstr.IntOrString{Type:0, IntVal:${value ?? 0}, StrVal:""}`;
}

export const columns: readonly Column<Deployment>[] = [
  { name: 'Name', cell: (deployment) => deployment.metadata.name },
  { name: 'Ready', cell: ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}` },
  { name: 'Up-to-date', cell: ({ status }) => String(status.updatedReplicas ?? 0) },
  { name: 'Available', cell: ({ status }) => String(status.availableReplicas ?? 0) },
  { name: 'Age', cell: (deployment, now) => age(deployment.metadata.creationTimestamp, now) },
  { name: 'Containers', wide: true, cell: ({ spec }) => containersText(spec.template) },
  { name: 'Images', wide: true, cell: ({ spec }) => imagesText(spec.template) },
  { name: 'Selector', wide: true, cell: ({ spec }) => workloadSelectorText(spec.selector) },
];

export const notSimulated = ['spec.progressDeadlineSeconds'];
