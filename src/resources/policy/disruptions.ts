import { scaledValue } from '../../apimachinery/int-or-string';
import { isPodReady } from '../core/pod';
import type { Pod } from '../core/pod-types';
import type { PodDisruptionBudget } from './poddisruptionbudget';

/** How a budget's pods are: what its status says. */
export type Disruptions = {
  readonly expectedPods: number;
  readonly currentHealthy: number;
  readonly desiredHealthy: number;
  readonly disruptionsAllowed: number;
};

/**
 * Counts how many pods a budget lets go.
 * @param pods those that the budget selects
 * @param replicas how many pods the controllers of these pods want together
 * @upstream pkg/controller/disruption getExpectedPodCount, countHealthyPods, updatePdbStatus
 */
export function disruptionsOf({ spec }: PodDisruptionBudget, pods: readonly Pod[], replicas: number): Disruptions {
  const { minAvailable, maxUnavailable } = spec;
  const isCounted = typeof minAvailable === 'number' || (minAvailable === undefined && maxUnavailable === undefined);
  const expectedPods = isCounted ? pods.length : replicas;
  const desiredHealthy =
    maxUnavailable === undefined
      ? scaledValue(minAvailable ?? 0, expectedPods, true)
      : Math.max(0, expectedPods - scaledValue(maxUnavailable, expectedPods, true));
  const currentHealthy = pods.filter((pod) => isPodReady(pod) && pod.metadata.deletionTimestamp === undefined).length;
  const disruptionsAllowed = expectedPods > 0 ? Math.max(0, currentHealthy - desiredHealthy) : 0;
  return { expectedPods, currentHealthy, desiredHealthy, disruptionsAllowed };
}
