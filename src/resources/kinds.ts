import type { Kind } from '../apimachinery/meta';
import { names as customresourcedefinitions } from './apiextensions/customresourcedefinition';
import { names as controllerrevisions } from './apps/controllerrevision';
import { names as daemonsets } from './apps/daemonset';
import { names as deployments } from './apps/deployment';
import { names as replicasets } from './apps/replicaset';
import { names as statefulsets } from './apps/statefulset';
import { names as horizontalpodautoscalers } from './autoscaling/horizontalpodautoscaler';
import { names as horizontalpodautoscalersV1 } from './autoscaling/horizontalpodautoscaler-v1';
import { names as cronjobs } from './batch/cronjob';
import { names as jobs } from './batch/job';
import { names as certificatesigningrequests } from './certificates/certificatesigningrequest';
import { names as leases } from './coordination/lease';
import { names as configmaps } from './core/configmap';
import { names as endpoints } from './core/endpoints';
import { names as events } from './core/event';
import { names as limitranges } from './core/limitrange';
import { names as namespaces } from './core/namespace';
import { names as nodes } from './core/node';
import { names as persistentvolumes } from './core/persistentvolume';
import { names as persistentvolumeclaims } from './core/persistentvolumeclaim';
import { names as pods } from './core/pod';
import { names as replicationcontrollers } from './core/replicationcontroller';
import { names as resourcequotas } from './core/resourcequota';
import { names as secrets } from './core/secret';
import { names as services } from './core/service';
import { names as serviceaccounts } from './core/serviceaccount';
import { names as endpointslices } from './discovery/endpointslice';
import { names as nodemetrics } from './metrics/nodemetrics';
import { names as podmetrics } from './metrics/podmetrics';
import { names as ingresses } from './networking/ingress';
import { names as ingressclasses } from './networking/ingressclass';
import { names as networkpolicies } from './networking/networkpolicy';
import { names as poddisruptionbudgets } from './policy/poddisruptionbudget';
import { names as clusterroles } from './rbac/clusterrole';
import { names as clusterrolebindings } from './rbac/clusterrolebinding';
import { names as roles } from './rbac/role';
import { names as rolebindings } from './rbac/rolebinding';
import { reviews } from './reviews';
import { names as priorityclasses } from './scheduling/priorityclass';
import { names as storageclasses } from './storage/storageclass';

/** The kinds that the simulated cluster holds, in discovery's order. */
export const kinds = {
  configmaps,
  endpoints,
  events,
  limitranges,
  namespaces,
  nodes,
  persistentvolumeclaims,
  persistentvolumes,
  pods,
  replicationcontrollers,
  resourcequotas,
  secrets,
  serviceaccounts,
  services,
  controllerrevisions,
  daemonsets,
  deployments,
  replicasets,
  statefulsets,
  horizontalpodautoscalers,
  cronjobs,
  jobs,
  certificatesigningrequests,
  ingressclasses,
  ingresses,
  networkpolicies,
  poddisruptionbudgets,
  clusterrolebindings,
  clusterroles,
  rolebindings,
  roles,
  storageclasses,
  customresourcedefinitions,
  priorityclasses,
  leases,
  endpointslices,
} as const;

/** The plural name of a kind that is held. */
export type KindName = keyof typeof kinds;

/** The kinds as a list. */
export const allKinds: readonly Kind[] = Object.values(kinds);

const afterWorkloads = allKinds.findIndex(({ group }) => group === 'autoscaling');

/** The kinds that the server knows, those among them that are not stored; in discovery's order. */
export const servedKinds: readonly Kind[] = allKinds
  .toSpliced(afterWorkloads + 1, 0, horizontalpodautoscalersV1)
  .toSpliced(afterWorkloads, 0, ...Object.values(reviews))
  .concat(nodemetrics, podmetrics);
