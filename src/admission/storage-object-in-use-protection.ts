import type { AdmissionPlugin } from './plugin';

const finalizers: Record<string, string> = {
  persistentvolumeclaims: 'kubernetes.io/pvc-protection',
  persistentvolumes: 'kubernetes.io/pv-protection',
};

/** Claims and volumes outlive their users. @upstream plugin/pkg/admission/storage/storageobjectinuseprotection */
export const storageObjectInUseProtection: AdmissionPlugin = ({ metadata }, { kind, operation }) => {
  const finalizer = finalizers[kind.plural];
  if (finalizer === undefined || operation !== 'CREATE' || metadata.finalizers?.includes(finalizer)) return;
  metadata.finalizers = [...(metadata.finalizers ?? []), finalizer];
};
