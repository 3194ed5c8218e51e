import { type PersistentVolumeClaim, names as persistentvolumeclaims } from '../resources/core/persistentvolumeclaim';
import { isDefaultClass, type StorageClass, names as storageclasses } from '../resources/storage/storageclass';
import type { AdmissionPlugin } from './plugin';

/** Claims that name no class get the default one. @upstream plugin/pkg/admission/storage/storageclass/setdefault */
export const defaultStorageClass: AdmissionPlugin = (object, { kind, operation, list }) => {
  if (kind.plural !== persistentvolumeclaims.plural || operation !== 'CREATE') return;
  const { spec } = object as PersistentVolumeClaim;
  if (spec.storageClassName !== undefined) return;
  const classes = (list(storageclasses) as StorageClass[]).filter(isDefaultClass);
  const newest = classes.sort((left, right) => byAge(right, left)).at(0);
  if (newest !== undefined) spec.storageClassName = newest.metadata.name;
};

function byAge(left: StorageClass, right: StorageClass): number {
  const [older, younger] = [left.metadata.creationTimestamp ?? '', right.metadata.creationTimestamp ?? ''];
  return older < younger ? -1 : Number(older > younger);
}
