import type { Kind } from '../apimachinery/meta';
import { names as controllerrevisions } from './apps/controllerrevision';
import { names as deployments } from './apps/deployment';
import { names as replicasets } from './apps/replicaset';
import { names as statefulsets } from './apps/statefulset';
import { names as horizontalpodautoscalers } from './autoscaling/horizontalpodautoscaler';
import { names as leases } from './coordination/lease';
import { names as configmaps } from './core/configmap';
import { names as endpoints } from './core/endpoints';
import { names as events } from './core/event';
import { names as namespaces } from './core/namespace';
import { names as nodes } from './core/node';
import { names as persistentvolumes } from './core/persistentvolume';
import { names as persistentvolumeclaims } from './core/persistentvolumeclaim';
import { names as pods } from './core/pod';
import { names as secrets } from './core/secret';
import { names as services } from './core/service';
import { names as serviceaccounts } from './core/serviceaccount';
import { names as endpointslices } from './discovery/endpointslice';
import { names as storageclasses } from './storage/storageclass';

/** The kinds that the simulated cluster holds, in discovery's order. */
export const kinds = {
  configmaps,
  endpoints,
  events,
  namespaces,
  nodes,
  persistentvolumeclaims,
  persistentvolumes,
  pods,
  secrets,
  serviceaccounts,
  services,
  controllerrevisions,
  deployments,
  replicasets,
  statefulsets,
  horizontalpodautoscalers,
  leases,
  endpointslices,
  storageclasses,
} as const;

/** The plural name of a kind that is held. */
export type KindName = keyof typeof kinds;

/** The kinds as a list. */
export const allKinds: readonly Kind[] = Object.values(kinds);
