import { forbiddenField } from '../../apimachinery/errors';
import type { Kind, ObjectMeta } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';

export type PriorityClass = {
  apiVersion: 'scheduling.k8s.io/v1';
  kind: 'PriorityClass';
  metadata: ObjectMeta;
  value: number;
  globalDefault?: boolean;
  description?: string;
  preemptionPolicy?: string;
};

export const names: Kind<PriorityClass> = {
  group: 'scheduling.k8s.io',
  version: 'v1',
  kind: 'PriorityClass',
  plural: 'priorityclasses',
  singular: 'priorityclass',
  shortNames: ['pc'],
  categories: [],
  namespaced: false,
};

export const strategy: Strategy<PriorityClass> = {
  setDefaults(priorityClass) {
    priorityClass.value ??= 0;
    priorityClass.preemptionPolicy ??= 'PreemptLowerPriority';
  },
  validateUpdate: ({ value }, old) =>
    value === old.value ? [] : [forbiddenField('value', 'may not be changed in an update.')],
  hasGeneration: true,
};

/** @upstream printers.go printPriorityClass */
export const columns: readonly Column<PriorityClass>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Value', cell: ({ value }) => String(value) },
  { name: 'Global-Default', cell: ({ globalDefault }) => String(globalDefault ?? false) },
  { name: 'Age', cell: ({ metadata }, now) => age(metadata.creationTimestamp, now) },
  { name: 'PreemptionPolicy', wide: true, cell: ({ preemptionPolicy }) => preemptionPolicy ?? '' },
];
