import type { Condition } from '../../apimachinery/meta';
import { formatTime } from '../../apimachinery/time';
import type { Deployment, DeploymentStatus } from '../../resources/apps/deployment';
import type { ReplicaSet } from '../../resources/apps/replicaset';
import { limitsOf } from './plan';

/** What a deployment's replica sets amount to. @upstream pkg/controller/deployment/sync.go calculateStatus */
export function statusOf(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  all: readonly ReplicaSet[],
  now: number,
): DeploymentStatus {
  const sum = (count: (set: ReplicaSet) => number | undefined): number =>
    all.reduce((amount, set) => amount + (count(set) ?? 0), 0);
  const replicas = sum(({ status }) => status.replicas);
  const available = sum(({ status }) => status.availableReplicas);
  const status: DeploymentStatus = {
    observedGeneration: deployment.metadata.generation,
    replicas: replicas || undefined,
    updatedReplicas: current?.status.replicas || undefined,
    readyReplicas: sum(({ status: of }) => of.readyReplicas) || undefined,
    availableReplicas: available || undefined,
    unavailableReplicas: Math.max(0, sum(({ spec }) => spec.replicas) - available) || undefined,
    collisionCount: deployment.status.collisionCount,
  };
  const conditions = [availableCondition(deployment, available), progressingCondition(deployment, current, status)];
  return { ...status, conditions: conditions.map((condition) => stamped(condition, deployment, now)) };
}

function availableCondition(deployment: Deployment, available: number): Condition {
  const needed = (deployment.spec.replicas ?? 1) - limitsOf(deployment).unavailable;
  if (available >= needed) {
    const message = 'Deployment has minimum availability.';
    return { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable', message };
  }
  const message = 'Deployment does not have minimum availability.';
  return { type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable', message };
}

/** Once the replica set was rolled out it stays so, though pods fail later. @upstream progress.go syncRolloutStatus */
function progressingCondition(
  { metadata, spec, status: last }: Deployment,
  current: ReplicaSet | undefined,
  status: DeploymentStatus,
): Condition {
  const wanted = spec.replicas ?? 1;
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const what = current === undefined ? `Deployment "${metadata.name}"` : `ReplicaSet "${current.metadata.name}"`;
  const done = {
    type: 'Progressing',
    status: 'True',
    reason: 'NewReplicaSetAvailable',
    message: `${what} has successfully progressed.`,
  } as const;
  const wasDone = last.conditions?.some(({ type, message }) => type === done.type && message === done.message) ?? false;
  if (spec.paused) {
    return { type: 'Progressing', status: 'Unknown', reason: 'DeploymentPaused', message: 'Deployment is paused' };
  }
  const isComplete = updatedReplicas === wanted && replicas === wanted && availableReplicas === wanted;
  if (isComplete || (wasDone && replicas === updatedReplicas)) return done;
  return { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated', message: `${what} is progressing.` };
}

/** A condition keeps its times while it stays the same. */
function stamped(condition: Condition, { status }: Deployment, now: number): Condition {
  const before = status.conditions?.find(({ type }) => type === condition.type);
  const time = formatTime(now);
  const isSame = before?.status === condition.status && before.reason === condition.reason;
  return {
    ...condition,
    lastUpdateTime: isSame ? before.lastUpdateTime : time,
    lastTransitionTime: before?.status === condition.status ? before.lastTransitionTime : time,
  };
}
