import { type FieldError, forbiddenField, required } from '../../apimachinery/errors';
import type { JsonObject } from '../../apimachinery/json';
import { deepEqual } from '../../apimachinery/json';
import type { Kind, ObjectMeta, StringMap } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';

export type StorageClass = {
  apiVersion: 'storage.k8s.io/v1';
  kind: 'StorageClass';
  metadata: ObjectMeta;
  provisioner: string;
  parameters?: StringMap;
  reclaimPolicy?: string;
  mountOptions?: string[];
  allowVolumeExpansion?: boolean;
  volumeBindingMode?: 'Immediate' | 'WaitForFirstConsumer';
  allowedTopologies?: JsonObject[];
};

export const names: Kind<StorageClass> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'StorageClass',
  plural: 'storageclasses',
  singular: 'storageclass',
  shortNames: ['sc'],
  categories: [],
  namespaced: false,
};

export const DEFAULT_CLASS_ANNOTATION = 'storageclass.kubernetes.io/is-default-class';

/** Whether claims without a class get this one. */
export function isDefaultClass({ metadata }: StorageClass): boolean {
  return metadata.annotations?.[DEFAULT_CLASS_ANNOTATION] === 'true';
}

export const strategy: Strategy<StorageClass> = {
  setDefaults(storageClass) {
    storageClass.reclaimPolicy ??= 'Delete';
    storageClass.volumeBindingMode ??= 'Immediate';
  },
  validate: ({ provisioner }) => (provisioner ? [] : [required('provisioner')]),
  validateUpdate: (storageClass, old) => validateFixedFields(storageClass, old),
};

/** @upstream pkg/apis/storage/validation ValidateStorageClassUpdate */
function validateFixedFields(storageClass: StorageClass, old: StorageClass): FieldError[] {
  const fixed = ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'] as const;
  return fixed
    .filter((field) => !deepEqual(storageClass[field], old[field]))
    .map((field) => forbiddenField(field, `updates to ${field} are forbidden.`));
}

export const columns: readonly Column<StorageClass>[] = [
  {
    name: 'Name',
    cell: (storageClass) => storageClass.metadata.name + (isDefaultClass(storageClass) ? ' (default)' : ''),
  },
  { name: 'Provisioner', cell: ({ provisioner }) => provisioner },
  { name: 'ReclaimPolicy', cell: ({ reclaimPolicy }) => reclaimPolicy ?? 'Delete' },
  { name: 'VolumeBindingMode', cell: ({ volumeBindingMode }) => volumeBindingMode ?? 'Immediate' },
  { name: 'AllowVolumeExpansion', cell: ({ allowVolumeExpansion }) => String(allowVolumeExpansion ?? false) },
  { name: 'Age', cell: (storageClass, now) => age(storageClass.metadata.creationTimestamp, now) },
];
