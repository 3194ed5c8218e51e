import type { Kind, KubeObject } from '../apimachinery/meta';
import { strategy as customresourcedefinitions } from './apiextensions/customresourcedefinition';
import { isCustomKind } from './apiextensions/is-custom-kind';
import { strategy as controllerrevisions } from './apps/controllerrevision';
import { strategy as daemonsets } from './apps/daemonset';
import { strategy as deployments } from './apps/deployment';
import { strategy as replicasets } from './apps/replicaset';
import { strategy as statefulsets } from './apps/statefulset';
import { strategy as horizontalpodautoscalers } from './autoscaling/horizontalpodautoscaler';
import { strategy as cronjobs } from './batch/cronjob';
import { strategy as jobs } from './batch/job';
import { strategy as certificatesigningrequests } from './certificates/certificatesigningrequest';
import { strategy as leases } from './coordination/lease';
import { strategy as configmaps } from './core/configmap';
import { strategy as endpoints } from './core/endpoints';
import { strategy as events } from './core/event';
import { strategy as limitranges } from './core/limitrange';
import { strategy as namespaces } from './core/namespace';
import { strategy as nodes } from './core/node';
import { strategy as persistentvolumes } from './core/persistentvolume';
import { strategy as persistentvolumeclaims } from './core/persistentvolumeclaim';
import { strategy as pods } from './core/pod';
import { strategy as replicationcontrollers } from './core/replicationcontroller';
import { strategy as resourcequotas } from './core/resourcequota';
import { strategy as secrets } from './core/secret';
import { strategy as services } from './core/service';
import { strategy as serviceaccounts } from './core/serviceaccount';
import { strategy as endpointslices } from './discovery/endpointslice';
import type { KindName } from './kinds';
import { strategy as ingresses } from './networking/ingress';
import { strategy as ingressclasses } from './networking/ingressclass';
import { strategy as networkpolicies } from './networking/networkpolicy';
import { strategy as poddisruptionbudgets } from './policy/poddisruptionbudget';
import { strategy as clusterroles } from './rbac/clusterrole';
import { strategy as clusterrolebindings } from './rbac/clusterrolebinding';
import { strategy as roles } from './rbac/role';
import { strategy as rolebindings } from './rbac/rolebinding';
import { strategy as priorityclasses } from './scheduling/priorityclass';
import { strategy as storageclasses } from './storage/storageclass';
import type { Strategy } from './strategy';

/** What the API server decides for each kind. */
const strategies = {
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
  customresourcedefinitions,
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
  priorityclasses,
  leases,
  endpointslices,
} satisfies Record<KindName, unknown>;

/** A kind's rules; a custom kind brings its own, and one that is not known has none. */
export function strategyFor(kind: Pick<Kind, 'plural'>): Strategy<KubeObject> {
  if (isCustomKind(kind)) return kind.strategy;
  return (strategies as unknown as Record<string, Strategy<KubeObject>>)[kind.plural] ?? {};
}
