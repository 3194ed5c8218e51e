import type { ObjectMeta } from '../../apimachinery/meta';
import { canonicalQuantity } from '../../apimachinery/quantity';
import { age } from '../../apimachinery/time';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../../resources/core/persistentvolumeclaim';
import { accessModesText } from './access-modes';
import { goList } from './go-value';
import { writeAnnotations, writeLabels, writeName } from './metadata';
import type { Writer } from './writer';

const betaClass = 'volume.beta.kubernetes.io/storage-class';

/** The storage class a claim or volume names; an old annotation wins. */
export function storageClassOf(metadata: Partial<ObjectMeta>, spec: { storageClassName?: string }): string {
  return metadata.annotations?.[betaClass] ?? spec.storageClassName ?? '';
}

function writeVolumeAndLabels(w: Writer, metadata: Partial<ObjectMeta>, spec: PersistentVolumeClaimSpec): void {
  w.line(0, 'Volume:', spec.volumeName ?? '');
  writeLabels(w, 'Labels', metadata.labels);
  writeAnnotations(w, 'Annotations', metadata.annotations);
}

type Granted = { readonly capacity: string; readonly accessModes: string };

function writeGranted(w: Writer, { capacity, accessModes }: Granted, spec: PersistentVolumeClaimSpec): void {
  w.line(0, 'Capacity:', capacity);
  w.line(0, 'Access Modes:', accessModes);
  if (spec.volumeMode !== undefined) w.line(0, 'VolumeMode:', spec.volumeMode);
  const source = spec.dataSource;
  if (!source) return;
  w.line(0, 'DataSource:');
  if (source.apiGroup !== undefined) w.line(1, 'APIGroup:', source.apiGroup);
  w.line(1, 'Kind:', source.kind);
  w.line(1, 'Name:', source.name);
}

/**
 * Writes a claim; its capacity and access modes count once a volume is bound.
 * @upstream describe.go printPersistentVolumeClaim
 */
export function writeClaim(w: Writer, claim: PersistentVolumeClaim, now: number): void {
  const { metadata, spec, status } = claim;
  writeName(w, claim);
  w.line(0, 'StorageClass:', storageClassOf(metadata, spec));
  const { deletionTimestamp } = metadata;
  const phase = deletionTimestamp ? `Terminating (lasts ${age(deletionTimestamp, now)})` : (status.phase ?? '');
  w.line(0, 'Status:', phase);
  writeVolumeAndLabels(w, metadata, spec);
  w.line(0, 'Finalizers:', goList(metadata.finalizers));
  const bound = Boolean(spec.volumeName);
  const capacity = bound ? canonicalQuantity(status.capacity?.storage) : '';
  writeGranted(w, { capacity, accessModes: bound ? accessModesText(status.accessModes) : '' }, spec);
}

/** Writes the template of the claim that an ephemeral volume gets. */
export function writeClaimTemplate(w: Writer, metadata: Partial<ObjectMeta>, spec: PersistentVolumeClaimSpec): void {
  w.line(0, 'StorageClass:', storageClassOf(metadata, spec));
  writeVolumeAndLabels(w, metadata, spec);
  writeGranted(w, { capacity: spec.volumeName ? '0' : '', accessModes: '' }, spec);
}
