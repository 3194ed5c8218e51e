import type { DeleteOptions } from '../apimachinery/delete-options';
import { StatusError } from '../apimachinery/errors';
import { isObject } from '../apimachinery/json';
import { labelSelectorMatches } from '../apimachinery/labels';
import { controllerOf, type Kind, type KubeObject } from '../apimachinery/meta';
import type { WriteOptions } from '../client/client';
import { deleteObject } from '../registry/deletion';
import { getObject, listObjects, objectKey, type RegistryWorld } from '../registry/objects';
import { names as deployments } from '../resources/apps/deployment';
import { names as replicasets } from '../resources/apps/replicaset';
import { names as statefulsets } from '../resources/apps/statefulset';
import { isPodActive, isPodReady, names as pods } from '../resources/core/pod';
import type { Pod } from '../resources/core/pod-types';
import { names as replicationcontrollers } from '../resources/core/replicationcontroller';
import { disruptionsOf } from '../resources/policy/disruptions';
import { type PodDisruptionBudget, names as poddisruptionbudgets } from '../resources/policy/poddisruptionbudget';

/**
 * Deletes a pod, if the disruption budgets that select it let it go.
 * @param eviction names the pod, and holds the options of its deletion
 * @throws StatusError NotFound, TooManyRequests where a budget refuses, Conflict for the deletion's preconditions
 * @upstream pkg/registry/core/pod/storage/eviction.go EvictionREST.Create
 */
export function evictPod(world: RegistryWorld, eviction: KubeObject, { namespace, dryRun }: WriteOptions): KubeObject {
  world.store.begin();
  const pod = getObject(world, pods, namespace, eviction.metadata.name) as Pod;
  const isRunning = isPodActive(pod) && pod.status.phase !== 'Pending';
  if (isRunning) refuseDisruption(world, pod);
  deleteObject(world, pods, pod, { ...deletionOf(eviction), dryRun });
  return eviction;
}

function deletionOf({ deleteOptions }: KubeObject): DeleteOptions {
  if (!isObject(deleteOptions)) return {};
  const { preconditions, ...options } = deleteOptions;
  return { ...options, ...(isObject(preconditions) ? preconditions : {}) };
}

/** @throws StatusError TooManyRequests */
function refuseDisruption(world: RegistryWorld, pod: Pod): void {
  const { namespace, labels } = pod.metadata;
  const [budget, ...more] = (listObjects(world, poddisruptionbudgets, namespace) as PodDisruptionBudget[]).filter(
    ({ spec }) => labelSelectorMatches(spec.selector, labels),
  );
  if (budget === undefined) return;
  if (more.length > 0) {
    throw new StatusError(
      '',
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
  }
  const selected = (listObjects(world, pods, namespace) as Pod[]).filter(({ metadata }) =>
    labelSelectorMatches(budget.spec.selector, metadata.labels),
  );
  const { currentHealthy, desiredHealthy, disruptionsAllowed } = disruptionsOf(
    budget,
    selected,
    replicasOf(world, selected),
  );
  if (disruptionsAllowed > 0) return;
  if (!isPodReady(pod)) {
    const isEnough = currentHealthy >= desiredHealthy && desiredHealthy > 0;
    if (isEnough || budget.spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return;
  }
  throw new StatusError('TooManyRequests', "Cannot evict pod as it would violate the pod's disruption budget.");
}

const controllers: readonly Kind[] = [deployments, replicasets, replicationcontrollers, statefulsets];

/** How many pods the controllers of some pods want together. @upstream pkg/controller/disruption getExpectedScale */
function replicasOf(world: RegistryWorld, selected: readonly Pod[]): number {
  const found = new Map<string | undefined, KubeObject>();
  for (const pod of selected) {
    const owner = controllerIn(world, pod);
    const top = owner && (controllerIn(world, owner) ?? owner);
    if (top !== undefined) found.set(top.metadata.uid, top);
  }
  const replicas = [...found.values()].map(({ spec }) => (spec as { replicas?: number }).replicas ?? 1);
  return replicas.reduce((sum, count) => sum + count, 0);
}

function controllerIn({ store }: RegistryWorld, object: KubeObject): KubeObject | undefined {
  const reference = controllerOf(object);
  const kind = controllers.find((candidate) => candidate.kind === reference?.kind);
  if (kind === undefined || reference === undefined) return undefined;
  return store.get(objectKey(kind, object.metadata.namespace, reference.name));
}
