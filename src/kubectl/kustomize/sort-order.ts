import { compareText } from '../../apimachinery/json';
import { CommandError } from '../command-error';
import type { SortOptions } from './kustomization';
import { type Gvk, gvkText, type ResourceId } from './resource-id';
import type { ResourceMap } from './resource-map';

const defaultFirst = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
const defaultLast = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/**
 * Puts the resources into the order asked for: as they came, or kinds that others need first.
 * @upstream kustomize api/internal/builtins/SortOrderTransformer.go
 */
export function sortResources(map: ResourceMap, { order, legacySortOptions }: SortOptions): void {
  if (order !== 'fifo' && order !== 'legacy') {
    throw new CommandError("the field 'sortOptions.order' must be one of [fifo, legacy]");
  }
  if (order === 'fifo') {
    if (legacySortOptions === undefined) return;
    throw new CommandError(
      "the field 'sortOptions.legacySortOptions' is set but the selected sort order is 'fifo', not 'legacy'",
    );
  }
  const { orderFirst = [], orderLast = [] } = legacySortOptions ?? { orderFirst: defaultFirst, orderLast: defaultLast };
  const ranks = new Map([
    ...orderFirst.map((kind, at) => [kind, at - orderFirst.length] as const),
    ...orderLast.map((kind, at) => [kind, at + 1] as const),
  ]);
  map.replaceAll([...map.resources].sort((left, right) => compareIds(left.id, right.id, ranks)));
}

function compareIds(left: ResourceId, right: ResourceId, ranks: ReadonlyMap<string, number>): number {
  const byRank = (ranks.get(left.kind) ?? 0) - (ranks.get(right.kind) ?? 0);
  if (byRank !== 0) return byRank;
  return compareText(gvkKey(left), gvkKey(right)) || compareText(idKey(left), idKey(right));
}

function gvkKey({ group, version, kind }: Gvk): string {
  return `${group || '~G'}_${version || '~V'}_${kind || '~K'}`;
}

function idKey(id: ResourceId): string {
  return [gvkText(id), id.namespace || '~X', id.name || '~N'].join('|');
}
