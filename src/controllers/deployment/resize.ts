import { compareText } from '../../apimachinery/json';
import type { Deployment } from '../../resources/apps/deployment';
import type { ReplicaSet } from '../../resources/apps/replicaset';
import { limitsOf, type Scaling } from './plan';
import { desiredReplicas, maxReplicas, revisionOf } from './replica-sets';

const sizeOf = (set: ReplicaSet): number => set.spec.replicas ?? 0;
const wantedOf = ({ spec }: Deployment): number => spec.replicas ?? 1;

/**
 * The changes of size that follow from another wanted number of pods, or while a deployment is paused: the one
 * replica set that has pods takes them all; in the middle of a rolling update each takes its share.
 * @param current the replica set of the deployment's template, if there is one
 * @param old the others, oldest first
 * @upstream pkg/controller/deployment/sync.go scale
 */
export function planResize(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): Scaling[] {
  const wanted = wantedOf(deployment);
  const all = current === undefined ? [...old] : [...old, current];
  const active = all.filter((set) => sizeOf(set) > 0);
  if (active.length <= 1) {
    const only = active[0] ?? current ?? old.at(-1);
    const isDone = only === undefined || (sizeOf(only) === wanted && (desiredReplicas(only) ?? wanted) === wanted);
    return isDone ? [] : [{ set: only, replicas: wanted }];
  }
  if (current !== undefined && isSaturated(deployment, current)) {
    return active.filter((set) => set !== current).map((set) => ({ set, replicas: 0 }));
  }
  return deployment.spec.strategy?.type === 'RollingUpdate' ? shareOut(deployment, active) : [];
}

/** @upstream deployment_util.go IsSaturated */
function isSaturated(deployment: Deployment, set: ReplicaSet): boolean {
  const wanted = wantedOf(deployment);
  return sizeOf(set) === wanted && desiredReplicas(set) === wanted && (set.status.availableReplicas ?? 0) === wanted;
}

/** Every replica set is told of the new size, even those whose own stays. */
function shareOut(deployment: Deployment, active: readonly ReplicaSet[]): Scaling[] {
  const wanted = wantedOf(deployment);
  const allowed = wanted > 0 ? wanted + limitsOf(deployment).surge : 0;
  const toAdd = allowed - active.reduce((sum, set) => sum + sizeOf(set), 0);
  const sorted = active.toSorted(
    (left, right) => sizeOf(right) - sizeOf(left) || byAge(left, right) * (toAdd > 0 ? -1 : 1),
  );
  let added = 0;
  const shares = sorted.map((set) => {
    const share = toAdd === 0 ? 0 : shareOf(deployment, set, toAdd - added);
    added += share;
    return { set, replicas: sizeOf(set) + share };
  });
  return shares.map(({ set, replicas }, index) => ({
    set,
    replicas: index === 0 ? Math.max(0, replicas + toAdd - added) : replicas,
  }));
}

function byAge(left: ReplicaSet, right: ReplicaSet): number {
  return revisionOf(left) - revisionOf(right) || compareText(left.metadata.name, right.metadata.name);
}

/** @upstream deployment_util.go GetReplicaSetProportion */
function shareOf(deployment: Deployment, set: ReplicaSet, left: number): number {
  const size = sizeOf(set);
  if (left === 0) return 0;
  const before = maxReplicas(set) || (deployment.status.replicas ?? 0);
  const wanted = wantedOf(deployment);
  if (wanted > 0 && before === 0) return 0;
  const share = wanted === 0 ? -size : Math.round((size * (wanted + limitsOf(deployment).surge)) / before) - size;
  return left > 0 ? Math.min(share, left) : Math.max(share, left);
}
