import type { StatefulSet } from '../../resources/apps/statefulset';
import { hasCondition, isPodAvailable, isPodTerminal } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import { ordinalOf, REVISION_LABEL, startOrdinal } from './identity';

/** What the controller sees. */
export type World = {
  readonly set: StatefulSet;
  /** The set's own pods. */
  readonly pods: readonly Pod[];
  /** The name of the revision that is to be reached. */
  readonly updateRevision: string;
  readonly now: number;
};

/** One step towards what should be. */
export type Action =
  | { readonly type: 'create'; readonly ordinal: number }
  | { readonly type: 'delete'; readonly pod: Pod; readonly condemned: boolean };

const isRunningAndReady = (pod: Pod): boolean => pod.status.phase === 'Running' && hasCondition(pod.status, 'Ready');
const isTerminating = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined;
const isHealthy = (pod: Pod): boolean => isRunningAndReady(pod) && !isTerminating(pod);
const podRevision = (pod: Pod): string | undefined => pod.metadata.labels?.[REVISION_LABEL];

function isRunningAndAvailable({ set, now }: World, pod: Pod): boolean {
  return isRunningAndReady(pod) && isPodAvailable(pod, set.spec.minReadySeconds ?? 0, now);
}

/** Places beyond the last pod that are looked at: a set may ask for more than there is memory. */
const BURST = 500;

/** The set's pods by place: within the wanted ordinals, and those beyond, lowest first. */
export function placePods({ set, pods }: World): { replicas: (Pod | undefined)[]; condemned: Pod[] } {
  const start = startOrdinal(set);
  const ordinals = pods.map((pod) => (ordinalOf(set, pod) ?? start) - start);
  const inReach = Math.max(-1, ...ordinals) + 1 + BURST;
  const replicas: (Pod | undefined)[] = new Array(Math.min(set.spec.replicas ?? 1, inReach)).fill(undefined);
  const condemned: Pod[] = [];
  for (const pod of pods) {
    const ordinal = ordinalOf(set, pod);
    if (ordinal === undefined) continue;
    const index = ordinal - start;
    if (index >= 0 && index < replicas.length) replicas[index] = pod;
    else condemned.push(pod);
  }
  condemned.sort((left, right) => (ordinalOf(set, left) ?? 0) - (ordinalOf(set, right) ?? 0));
  return { replicas, condemned };
}

/**
 * The steps that are due now. Under OrderedReady that is at most one, and none while a predecessor is not yet
 * running, ready and available; under Parallel pods are created and deleted all at once, and updated one by one.
 * @upstream pkg/controller/statefulset/stateful_set_control.go updateStatefulSet
 */
export function plan(world: World): Action[] {
  const { set } = world;
  if (set.metadata.deletionTimestamp !== undefined) return [];
  const { replicas, condemned } = placePods(world);
  const monotonic = set.spec.podManagementPolicy !== 'Parallel';
  const unhealthy = [...replicas, ...condemned].find((pod) => pod === undefined || !isHealthy(pod));
  const created = planReplicas(world, replicas, monotonic);
  if (created.stop) return created.actions;
  const scaledDown = planCondemned(world, condemned, monotonic, unhealthy);
  if (scaledDown.stop) return [...created.actions, ...scaledDown.actions];
  return [...created.actions, ...scaledDown.actions, ...planUpdate(world, replicas)];
}

type Part = { readonly actions: Action[]; readonly stop: boolean };

function planReplicas(world: World, replicas: readonly (Pod | undefined)[], monotonic: boolean): Part {
  const actions: Action[] = [];
  for (const [index, pod] of replicas.entries()) {
    if (pod === undefined) {
      actions.push({ type: 'create', ordinal: startOrdinal(world.set) + index });
      if (monotonic) return { actions, stop: true };
    } else if (isPodTerminal(pod)) {
      if (!isTerminating(pod)) actions.push({ type: 'delete', pod, condemned: false });
      if (monotonic) return { actions, stop: true };
    } else if (monotonic && (isTerminating(pod) || !isRunningAndAvailable(world, pod))) {
      return { actions, stop: true };
    }
  }
  return { actions, stop: false };
}

function planCondemned(world: World, condemned: readonly Pod[], monotonic: boolean, unhealthy: Pod | undefined): Part {
  const actions: Action[] = [];
  for (const pod of condemned.toReversed()) {
    if (isTerminating(pod)) {
      if (monotonic) return { actions, stop: true };
      continue;
    }
    if (monotonic && !isRunningAndAvailable(world, pod) && pod !== unhealthy) return { actions, stop: true };
    actions.push({ type: 'delete', pod, condemned: true });
    if (monotonic) return { actions, stop: true };
  }
  return { actions, stop: false };
}

/**
 * Pods of another revision are deleted from the highest ordinal down to the partition, each once the last is healthy.
 * The partition counts places from the set's first ordinal on, as upstream.
 */
function planUpdate({ set, updateRevision }: World, replicas: readonly (Pod | undefined)[]): Action[] {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type === 'OnDelete') return [];
  const lowest = rollingUpdate?.partition ?? 0;
  for (let index = replicas.length - 1; index >= lowest; index--) {
    const pod = replicas[index];
    if (pod === undefined || isPodTerminal(pod)) return [];
    if (podRevision(pod) !== updateRevision && !isTerminating(pod)) return [{ type: 'delete', pod, condemned: false }];
    if (!isHealthy(pod)) return [];
  }
  return [];
}

/** Whether a new pod of this ordinal is still made from the current revision. @upstream isCurrentRevisionNeeded */
export function needsCurrentRevision({ spec, status, ...set }: StatefulSet, ordinal: number): boolean {
  if (spec.updateStrategy?.type !== 'RollingUpdate') return false;
  const start = startOrdinal({ spec, status, ...set });
  const { rollingUpdate } = spec.updateStrategy;
  return ordinal < start + (rollingUpdate?.partition ?? status.currentReplicas ?? 0);
}
