import { type FieldError, invalidValue } from '../../apimachinery/errors';
import type { IntOrString } from '../../apimachinery/int-or-string';
import type { Condition, Kind, LabelSelector, ObjectMeta } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';

export type PodDisruptionBudget = {
  apiVersion: 'policy/v1';
  kind: 'PodDisruptionBudget';
  metadata: ObjectMeta;
  spec: {
    minAvailable?: IntOrString;
    maxUnavailable?: IntOrString;
    selector?: LabelSelector;
    unhealthyPodEvictionPolicy?: string;
  };
  status: {
    currentHealthy?: number;
    desiredHealthy?: number;
    disruptionsAllowed?: number;
    expectedPods?: number;
    observedGeneration?: number;
    conditions?: Condition[];
  };
};

export const names: Kind<PodDisruptionBudget> = {
  group: 'policy',
  version: 'v1',
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
  singular: 'poddisruptionbudget',
  shortNames: ['pdb'],
  categories: [],
  namespaced: true,
};

export const strategy: Strategy<PodDisruptionBudget> = {
  prepareForCreate(budget) {
    budget.status = { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };
  },
  prepareForUpdate(budget, old) {
    budget.status = old.status;
  },
  validate: ({ spec }) => validateSpec(spec),
  hasStatus: true,
  hasGeneration: true,
};

/** @upstream pkg/apis/policy/validation ValidatePodDisruptionBudgetSpec */
function validateSpec(spec: PodDisruptionBudget['spec']): FieldError[] {
  if (spec.minAvailable === undefined || spec.maxUnavailable === undefined) return [];
  return [invalidValue('spec', spec, 'minAvailable and maxUnavailable cannot be both set')];
}

/** @upstream printers.go printPodDisruptionBudget */
export const columns: readonly Column<PodDisruptionBudget>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Min Available', cell: ({ spec }) => String(spec.minAvailable ?? 'N/A') },
  { name: 'Max Unavailable', cell: ({ spec }) => String(spec.maxUnavailable ?? 'N/A') },
  { name: 'Allowed Disruptions', cell: ({ status }) => String(status.disruptionsAllowed ?? 0) },
  { name: 'Age', cell: ({ metadata }, now) => age(metadata.creationTimestamp, now) },
];

export const notSimulated = ['spec'];
