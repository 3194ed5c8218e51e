import type { StatefulSet, StatefulSetStatus } from '../../resources/apps/statefulset';
import { hasCondition, isPodAvailable } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import { REVISION_LABEL } from './identity';
import type { Revisions } from './revisions';

/**
 * What a set's pods amount to.
 * @upstream stateful_set_control.go computeReplicaStatus, completeRollingUpdate
 */
export function statusOf(
  set: StatefulSet,
  pods: readonly Pod[],
  { current, update }: Revisions,
  now: number,
): StatefulSetStatus {
  const ready = pods.filter((pod) => pod.status.phase === 'Running' && hasCondition(pod.status, 'Ready'));
  const available = ready.filter((pod) => isPodAvailable(pod, set.spec.minReadySeconds ?? 0, now));
  const lasting = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  const ofRevision = (name: string): number =>
    lasting.filter((pod) => pod.metadata.labels?.[REVISION_LABEL] === name).length;
  const status: StatefulSetStatus = {
    observedGeneration: set.metadata.generation,
    replicas: pods.length,
    readyReplicas: ready.length || undefined,
    availableReplicas: available.length,
    currentReplicas: ofRevision(current.metadata.name) || undefined,
    updatedReplicas: ofRevision(update.metadata.name) || undefined,
    currentRevision: current.metadata.name,
    updateRevision: update.metadata.name,
    collisionCount: set.status.collisionCount ?? 0,
  };
  return isRolledOut(set, status)
    ? { ...status, currentReplicas: status.updatedReplicas, currentRevision: status.updateRevision }
    : status;
}

function isRolledOut({ spec }: StatefulSet, { replicas, readyReplicas, updatedReplicas }: StatefulSetStatus): boolean {
  const wanted = spec.replicas ?? 1;
  return (
    spec.updateStrategy?.type === 'RollingUpdate' &&
    (updatedReplicas ?? 0) === wanted &&
    (readyReplicas ?? 0) === wanted &&
    replicas === wanted
  );
}
