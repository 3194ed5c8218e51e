import { parseTime } from '../../apimachinery/time';
import { isPodReady, names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';

/** How pods are put in order. */
export type PodOrder = (left: Pod, right: Pod) => number;

/** The lesser comes first; a time that is not known is the latest. */
const rank = (left: number, right: number): number => (left < right ? -1 : left > right ? 1 : 0);
const time = (text: string | null | undefined): number => (text ? parseTime(text) : Number.POSITIVE_INFINITY);

function readyTime({ status }: Pod): number {
  const ready = status.conditions?.find((condition) => condition.type === 'Ready' && condition.status === 'True');
  return time(ready?.lastTransitionTime);
}

function restarts({ status }: Pod): number {
  return Math.max(0, ...(status.containerStatuses ?? []).map(({ restartCount }) => restartCount));
}

/** What the two orders have in common: assigned, then running, then ready, and ready for longer. */
function byLiveliness(phases: Readonly<Record<string, number>>, left: Pod, right: Pod): number {
  const phase = ({ status }: Pod): number => phases[status.phase ?? ''] ?? 0;
  return (
    rank(left.spec.nodeName ? 0 : 1, right.spec.nodeName ? 0 : 1) ||
    rank(phase(left), phase(right)) ||
    rank(isPodReady(left) ? 0 : 1, isPodReady(right) ? 0 : 1) ||
    (isPodReady(left) ? rank(readyTime(left), readyTime(right)) : 0)
  );
}

const byAge: PodOrder = (left, right) =>
  rank(time(left.metadata.creationTimestamp), time(right.metadata.creationTimestamp));

/** The pod whose log says most comes first. @upstream kubectl pkg/util/podutils ByLogging */
export const byLogging: PodOrder = (left, right) =>
  byLiveliness({ Running: 0, Unknown: 1, Pending: 2 }, left, right) ||
  rank(restarts(right), restarts(left)) ||
  byAge(left, right);

/** The pod that is most worth attaching to comes first. @upstream kubectl pkg/util/podutils ActivePods, reversed */
export const byActivity: PodOrder = (left, right) =>
  byLiveliness({ Running: -2, Unknown: -1, Pending: 0 }, left, right) ||
  rank(restarts(left), restarts(right)) ||
  byAge(left, right);

/** Which pods, and how long to wait for one of them. */
export type PodSearch = {
  readonly namespace?: string;
  readonly labelSelector: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly order: PodOrder;
};

/**
 * Pods that a selector finds, the best first; where there is none, the first that comes.
 * @throws CommandError when the time is up
 * @upstream kubectl pkg/polymorphichelpers GetFirstPod
 */
export async function findPods(kubectl: Kubectl, search: PodSearch): Promise<[Pod, ...Pod[]]> {
  const { client, streams, isSettled } = kubectl;
  const { namespace, labelSelector, timeout, order } = search;
  const { items, resourceVersion } = await client.list(pods, { namespace, labelSelector });
  const [best, ...others] = items.toSorted(order);
  if (best !== undefined) return [best, ...others];
  if (!isSettled) {
    const signal = AbortSignal.any([streams.interrupted, streams.after(timeout)]);
    const changes = client.watch(pods, { namespace, labelSelector, resourceVersion, signal });
    for await (const { type, object } of changes) if (type !== 'DELETED') return [object];
  }
  throw new CommandError('timed out waiting for the condition');
}
