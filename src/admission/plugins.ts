import { defaultStorageClass } from './default-storage-class';
import { defaultTolerationSeconds } from './default-toleration-seconds';
import { namespaceLifecycle } from './namespace-lifecycle';
import type { AdmissionPlugin } from './plugin';
import { podLimit } from './pod-limit';
import { priority } from './priority';
import { serviceAccount } from './service-account';
import { storageObjectInUseProtection } from './storage-object-in-use-protection';

/** The plugins in upstream's order. @upstream pkg/kubeapiserver/options/plugins.go AllOrderedPlugins */
export const plugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  serviceAccount,
  defaultTolerationSeconds,
  priority,
  storageObjectInUseProtection,
  defaultStorageClass,
  podLimit,
];
