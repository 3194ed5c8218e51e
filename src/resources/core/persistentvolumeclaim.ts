import { type FieldError, forbiddenField, required } from '../../apimachinery/errors';
import { clone, deepEqual } from '../../apimachinery/json';
import type { Condition, Kind, LabelSelector, ObjectMeta, StringMap } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';
import { accessModesText } from './access-modes';

export type PersistentVolumeClaimSpec = {
  accessModes?: string[];
  selector?: LabelSelector;
  resources?: { limits?: StringMap; requests?: StringMap };
  volumeName?: string;
  storageClassName?: string;
  volumeMode?: string;
  volumeAttributesClassName?: string;
  dataSource?: { apiGroup?: string; kind: string; name: string };
};

export type PersistentVolumeClaimStatus = {
  phase?: 'Pending' | 'Bound' | 'Lost';
  accessModes?: string[];
  capacity?: StringMap;
  conditions?: Condition[];
};

export type PersistentVolumeClaim = {
  apiVersion: 'v1';
  kind: 'PersistentVolumeClaim';
  metadata: ObjectMeta;
  spec: PersistentVolumeClaimSpec;
  status: PersistentVolumeClaimStatus;
};

export const names: Kind<PersistentVolumeClaim> = {
  group: '',
  version: 'v1',
  kind: 'PersistentVolumeClaim',
  plural: 'persistentvolumeclaims',
  singular: 'persistentvolumeclaim',
  shortNames: ['pvc'],
  categories: [],
  namespaced: true,
};

export const strategy: Strategy<PersistentVolumeClaim> = {
  setDefaults(claim) {
    claim.spec.volumeMode ??= 'Filesystem';
    claim.status = { ...claim.status, phase: claim.status?.phase ?? 'Pending' };
  },
  prepareForCreate(claim) {
    claim.status = { phase: 'Pending' };
  },
  prepareForUpdate(claim, old) {
    claim.status = old.status;
  },
  validate: ({ spec }) => validateClaimSpec(spec, 'spec'),
  validateUpdate: (claim, old) => validateClaimUpdate(claim, old),
  hasStatus: true,
};

/** @upstream pkg/apis/core/validation ValidatePersistentVolumeClaimSpec */
export function validateClaimSpec(spec: PersistentVolumeClaimSpec, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!spec.accessModes?.length) errors.push(required(`${path}.accessModes`, 'at least 1 access mode is required'));
  if (spec.resources?.requests?.storage === undefined) errors.push(required(`${path}.resources[storage]`));
  return errors;
}

/** A bound claim may only grow. @upstream ValidatePersistentVolumeClaimUpdate */
function validateClaimUpdate(claim: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldError[] {
  const munged = clone(claim.spec);
  munged.resources = old.spec.resources;
  if (!old.spec.volumeName) munged.volumeName = old.spec.volumeName;
  if (old.spec.storageClassName === undefined) delete munged.storageClassName;
  if (deepEqual(munged, old.spec)) return [];
  return [
    forbiddenField(
      'spec',
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    ),
  ];
}

function phaseText({ metadata, status }: PersistentVolumeClaim): string {
  return metadata.deletionTimestamp === undefined ? (status.phase ?? '') : 'Terminating';
}

export const columns: readonly Column<PersistentVolumeClaim>[] = [
  { name: 'Name', cell: (claim) => claim.metadata.name },
  { name: 'Status', cell: phaseText },
  { name: 'Volume', cell: ({ spec }) => spec.volumeName ?? '' },
  { name: 'Capacity', cell: ({ spec, status }) => (spec.volumeName ? (status.capacity?.storage ?? '0') : '') },
  { name: 'Access Modes', cell: ({ spec, status }) => (spec.volumeName ? accessModesText(status.accessModes) : '') },
  { name: 'StorageClass', cell: ({ spec }) => spec.storageClassName ?? '' },
  { name: 'VolumeAttributesClass', cell: ({ spec }) => spec.volumeAttributesClassName ?? '<unset>' },
  { name: 'Age', cell: (claim, now) => age(claim.metadata.creationTimestamp, now) },
  { name: 'VolumeMode', wide: true, cell: ({ spec }) => spec.volumeMode ?? '<unset>' },
];
