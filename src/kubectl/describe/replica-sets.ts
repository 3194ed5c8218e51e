import { clone, compareText, deepEqual, isObject, type Json } from '../../apimachinery/json';
import { isControlledBy } from '../../apimachinery/meta';
import { parseTime } from '../../apimachinery/time';
import type { Deployment } from '../../resources/apps/deployment';
import { type ReplicaSet, names as replicaSets } from '../../resources/apps/replicaset';
import type { PodTemplateSpec } from '../../resources/core/pod-types';
import type { DescribeContext } from './context';
import { labelSelectorText } from './selectors';

const hashLabel = 'pod-template-hash';

/** The ReplicaSets of a Deployment: the one of its template, and the others, oldest first. */
export type DeploymentReplicaSets = { readonly newSet: ReplicaSet | undefined; readonly oldSets: ReplicaSet[] };

/** Without fields that say nothing: they decode to the same as absent ones. */
function pruned(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => pruned(item) ?? null);
  if (!isObject(value)) return value ?? undefined;
  const kept = Object.entries(value)
    .map(([field, item]): [string, Json | undefined] => [field, pruned(item)])
    .filter(([, item]) => item !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function withoutHash(template: PodTemplateSpec): Json | undefined {
  const copy = clone(template);
  delete copy.metadata?.labels?.[hashLabel];
  return pruned(copy);
}

function byCreation(left: ReplicaSet, right: ReplicaSet): number {
  const difference = parseTime(left.metadata.creationTimestamp) - parseTime(right.metadata.creationTimestamp);
  return difference || compareText(left.metadata.name, right.metadata.name);
}

/**
 * Finds the ReplicaSets that a Deployment controls.
 * @upstream kubectl util/deployment GetAllReplicaSetsInChunks
 */
export async function findReplicaSets(
  deployment: Deployment,
  { client }: Pick<DescribeContext, 'client'>,
): Promise<DeploymentReplicaSets> {
  const { namespace } = deployment.metadata;
  const labelSelector = labelSelectorText(deployment.spec.selector);
  const { items } = await client.list(replicaSets, { namespace, labelSelector });
  const owned = items.filter((set) => isControlledBy(set, deployment)).sort(byCreation);
  const template = withoutHash(deployment.spec.template);
  const newSet = owned.find((set) => deepEqual(withoutHash(set.spec.template), template));
  return { newSet, oldSets: owned.filter((set) => set !== newSet) };
}
