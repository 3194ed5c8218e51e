import { type FieldError, required } from '../../apimachinery/errors';
import type { JsonObject } from '../../apimachinery/json';
import type { Kind, ObjectMeta, StringMap } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';
import { accessModesText } from './access-modes';
import type { ObjectReference } from './endpoints';

export type PersistentVolumeSpec = {
  capacity?: StringMap;
  accessModes?: string[];
  claimRef?: ObjectReference;
  persistentVolumeReclaimPolicy?: string;
  storageClassName?: string;
  mountOptions?: string[];
  volumeMode?: string;
  volumeAttributesClassName?: string;
  nodeAffinity?: { required?: { nodeSelectorTerms: JsonObject[] } };
  hostPath?: { path: string; type?: string };
  local?: { path: string; fsType?: string };
  nfs?: { server: string; path: string; readOnly?: boolean };
  csi?: JsonObject;
};

export type PersistentVolumeStatus = {
  phase?: 'Pending' | 'Available' | 'Bound' | 'Released' | 'Failed';
  message?: string;
  reason?: string;
  lastPhaseTransitionTime?: string;
};

export type PersistentVolume = {
  apiVersion: 'v1';
  kind: 'PersistentVolume';
  metadata: ObjectMeta;
  spec: PersistentVolumeSpec;
  status: PersistentVolumeStatus;
};

export const names: Kind<PersistentVolume> = {
  group: '',
  version: 'v1',
  kind: 'PersistentVolume',
  plural: 'persistentvolumes',
  singular: 'persistentvolume',
  shortNames: ['pv'],
  categories: [],
  namespaced: false,
};

export const strategy: Strategy<PersistentVolume> = {
  setDefaults(volume) {
    volume.spec.persistentVolumeReclaimPolicy ||= 'Retain';
    volume.spec.volumeMode ??= 'Filesystem';
    if (volume.spec.hostPath) volume.spec.hostPath.type ??= '';
  },
  prepareForCreate(volume) {
    volume.status = { phase: 'Pending' };
  },
  prepareForUpdate(volume, old) {
    volume.status = old.status;
  },
  validate: ({ spec }) => validateVolumeSpec(spec),
  hasStatus: true,
};

const sources = [
  'hostPath',
  'local',
  'nfs',
  'csi',
  'iscsi',
  'rbd',
  'cephfs',
  'fc',
  'azureFile',
  'gcePersistentDisk',
  'awsElasticBlockStore',
];

function validateVolumeSpec(spec: PersistentVolumeSpec): FieldError[] {
  const errors: FieldError[] = [];
  if (!spec.accessModes?.length) errors.push(required('spec.accessModes'));
  if (spec.capacity?.storage === undefined) errors.push(required('spec.capacity'));
  if (!sources.some((source) => source in spec)) errors.push(required('spec', 'must specify a volume type'));
  return errors;
}

function claimText({ spec }: PersistentVolume): string {
  return spec.claimRef === undefined ? '' : `${spec.claimRef.namespace ?? ''}/${spec.claimRef.name ?? ''}`;
}

export const columns: readonly Column<PersistentVolume>[] = [
  { name: 'Name', cell: (volume) => volume.metadata.name },
  { name: 'Capacity', cell: ({ spec }) => spec.capacity?.storage ?? '0' },
  { name: 'Access Modes', cell: ({ spec }) => accessModesText(spec.accessModes) },
  { name: 'Reclaim Policy', cell: ({ spec }) => spec.persistentVolumeReclaimPolicy ?? '' },
  {
    name: 'Status',
    cell: ({ metadata, status }) => (metadata.deletionTimestamp === undefined ? (status.phase ?? '') : 'Terminating'),
  },
  { name: 'Claim', cell: claimText },
  { name: 'StorageClass', cell: ({ spec }) => spec.storageClassName ?? '' },
  { name: 'VolumeAttributesClass', cell: ({ spec }) => spec.volumeAttributesClassName ?? '<unset>' },
  { name: 'Reason', cell: ({ status }) => status.reason ?? '' },
  { name: 'Age', cell: (volume, now) => age(volume.metadata.creationTimestamp, now) },
  { name: 'VolumeMode', wide: true, cell: ({ spec }) => spec.volumeMode ?? '<unset>' },
];
