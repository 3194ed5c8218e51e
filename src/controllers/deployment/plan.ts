import { scaledValue } from '../../apimachinery/int-or-string';
import type { Deployment } from '../../resources/apps/deployment';
import type { ReplicaSet } from '../../resources/apps/replicaset';

/** How many pods a rolling update may have beyond, and may lack below, the wanted number. */
export type Limits = { readonly surge: number; readonly unavailable: number };

/** @upstream deployment_util.go ResolveFenceposts */
export function limitsOf({ spec }: Deployment): Limits {
  if (spec.strategy?.type !== 'RollingUpdate') return { surge: 0, unavailable: 0 };
  const wanted = spec.replicas ?? 1;
  const surge = scaledValue(spec.strategy.rollingUpdate?.maxSurge ?? 0, wanted, true);
  const unavailable = scaledValue(spec.strategy.rollingUpdate?.maxUnavailable ?? 0, wanted, false);
  return surge === 0 && unavailable === 0 ? { surge, unavailable: 1 } : { surge, unavailable };
}

/** A change of a replica set's size. */
export type Scaling = { readonly set: ReplicaSet; readonly replicas: number };

const sizeOf = (set: ReplicaSet): number => set.spec.replicas ?? 0;
const total = (sets: readonly ReplicaSet[]): number => sets.reduce((sum, set) => sum + sizeOf(set), 0);

/**
 * The changes of size that are due now.
 * @param current the replica set of the deployment's template
 * @param old the others, oldest first
 * @upstream pkg/controller/deployment rolling.go, recreate.go
 */
export function planScaling(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): Scaling[] {
  if (current === undefined) return [];
  const wanted = deployment.spec.replicas ?? 1;
  const active = old.filter((set) => sizeOf(set) > 0);
  if (deployment.spec.strategy?.type === 'Recreate') {
    return sizeOf(current) === wanted ? [] : [{ set: current, replicas: wanted }];
  }
  const limits = limitsOf(deployment);
  const grown = planGrowth(wanted, limits, current, active);
  if (grown.length > 0) return grown;
  return planShrinking(wanted, limits, current, active);
}

/** The pods of earlier templates go, all at once. */
export function planEmptying(
  _deployment: Deployment,
  _current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): Scaling[] {
  return old.filter((set) => sizeOf(set) > 0).map((set) => ({ set, replicas: 0 }));
}

function planGrowth(wanted: number, { surge }: Limits, current: ReplicaSet, active: readonly ReplicaSet[]): Scaling[] {
  const size = sizeOf(current);
  if (size > wanted) return [{ set: current, replicas: wanted }];
  const room = wanted + surge - total([current, ...active]);
  const growth = Math.min(room, wanted - size);
  return growth > 0 ? [{ set: current, replicas: size + growth }] : [];
}

function planShrinking(
  wanted: number,
  { unavailable }: Limits,
  current: ReplicaSet,
  active: readonly ReplicaSet[],
): Scaling[] {
  const broken = active.flatMap((set) => {
    const unready = sizeOf(set) - (set.status.availableReplicas ?? 0);
    return unready > 0 ? [{ set, replicas: sizeOf(set) - unready }] : [];
  });
  const newUnready = sizeOf(current) - (current.status.availableReplicas ?? 0);
  const mayGo = total([current, ...active]) - (wanted - unavailable) - newUnready;
  if (mayGo <= 0) return [];
  if (broken.length > 0)
    return broken.slice(0, 1).map(({ set, replicas }) => ({ set, replicas: Math.max(replicas, sizeOf(set) - mayGo) }));
  const available = [current, ...active].reduce((sum, set) => sum + (set.status.availableReplicas ?? 0), 0);
  let surplus = available - (wanted - unavailable);
  const shrunk: Scaling[] = [];
  for (const set of active) {
    const step = Math.min(sizeOf(set), surplus);
    if (step <= 0) continue;
    shrunk.push({ set, replicas: sizeOf(set) - step });
    surplus -= step;
  }
  return shrunk;
}
