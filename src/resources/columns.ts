import { type Kind, type KubeObject, qualifiedResource } from '../apimachinery/meta';
import { columns as customresourcedefinitions } from './apiextensions/customresourcedefinition';
import { isCustomKind } from './apiextensions/is-custom-kind';
import { columns as controllerrevisions } from './apps/controllerrevision';
import { columns as daemonsets } from './apps/daemonset';
import { columns as deployments } from './apps/deployment';
import { columns as replicasets } from './apps/replicaset';
import { columns as statefulsets } from './apps/statefulset';
import { columns as horizontalpodautoscalers } from './autoscaling/horizontalpodautoscaler';
import { columns as scaleColumns, names as scales } from './autoscaling/scale';
import { columns as cronjobs } from './batch/cronjob';
import { columns as jobs } from './batch/job';
import { columns as certificatesigningrequests } from './certificates/certificatesigningrequest';
import type { Column } from './column';
import { columns as leases } from './coordination/lease';
import { columns as configmaps } from './core/configmap';
import { columns as endpoints } from './core/endpoints';
import { columns as events } from './core/event';
import { columns as limitranges } from './core/limitrange';
import { columns as namespaces } from './core/namespace';
import { columns as nodes } from './core/node';
import { columns as persistentvolumes } from './core/persistentvolume';
import { columns as persistentvolumeclaims } from './core/persistentvolumeclaim';
import { columns as pods } from './core/pod';
import { columns as replicationcontrollers } from './core/replicationcontroller';
import { columns as resourcequotas } from './core/resourcequota';
import { columns as secrets } from './core/secret';
import { columns as services } from './core/service';
import { columns as serviceaccounts } from './core/serviceaccount';
import { columns as endpointslices } from './discovery/endpointslice';
import { type KindName, kinds } from './kinds';
import { columns as ingresses } from './networking/ingress';
import { columns as ingressclasses } from './networking/ingressclass';
import { columns as networkpolicies } from './networking/networkpolicy';
import { columns as poddisruptionbudgets } from './policy/poddisruptionbudget';
import { columns as clusterroles } from './rbac/clusterrole';
import { columns as clusterrolebindings } from './rbac/clusterrolebinding';
import { columns as roles } from './rbac/role';
import { columns as rolebindings } from './rbac/rolebinding';
import { columns as priorityclasses } from './scheduling/priorityclass';
import { columns as storageclasses } from './storage/storageclass';
import { isVersionedKind, type VersionedKind } from './versioned-kind';

/** The columns of `get` for each kind. */
const columnsByKind = {
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

/** Kinds without columns of their own: @upstream apiserver registry/rest NewDefaultTableConvertor */
const defaultColumns: readonly Column<KubeObject>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Created At', cell: ({ metadata }) => metadata.creationTimestamp ?? '' },
];

const known = new Set([...Object.values(kinds), scales].map(qualifiedResource));

/** Whether a kind has columns of its own: others of the same name do not. */
export function hasColumns(kind: Pick<Kind, 'group' | 'plural'>): boolean {
  return isCustomKind(kind) || known.has(qualifiedResource(kind));
}

/** The columns of `get` for a kind; a custom kind brings its own. */
export function columnsFor(kind: Pick<Kind, 'plural'>): readonly Column<KubeObject>[] {
  if (isCustomKind(kind)) return kind.columns;
  if (isVersionedKind(kind)) return columnsFor(kind.stored).map((column) => storedColumn(column, kind));
  if (kind.plural === scales.plural) return scaleColumns as readonly Column<KubeObject>[];
  return (columnsByKind as unknown as Record<string, readonly Column<KubeObject>[]>)[kind.plural] ?? defaultColumns;
}

function storedColumn(column: Column<KubeObject>, { toStored }: VersionedKind): Column<KubeObject> {
  return { ...column, cell: (object, now) => column.cell(toStored(object), now) };
}
