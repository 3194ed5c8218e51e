import type { StringMap } from '../../apimachinery/meta';
import {
  addQuantities,
  compareQuantities,
  parseQuantity,
  type Quantity,
  zeroQuantity,
} from '../../apimachinery/quantity';
import type { Pod } from '../../resources/core/pod-types';

const counted = ['cpu', 'memory'];

type Totals = Map<string, Quantity>;

/** The counted resources of a list that are more than zero. */
function positive(list: StringMap | undefined): [string, Quantity][] {
  return counted
    .map((name): [string, Quantity] => [name, parseQuantity(list?.[name] ?? '0')])
    .filter(([, quantity]) => quantity.nanos > 0n);
}

function add(totals: Totals, list: readonly [string, Quantity][]): void {
  for (const [name, quantity] of list) totals.set(name, addQuantities(totals.get(name) ?? zeroQuantity, quantity));
}

/**
 * A pod's quality of service: as the server says, else as its resources say.
 * @upstream kubectl util/qos GetPodQOS
 */
export function podQos({ spec, status }: Pod): string {
  if (status.qosClass) return status.qosClass;
  const requests: Totals = new Map();
  const limits: Totals = new Map();
  let guaranteed = true;
  // Resources of the pod as a whole outrank those of its containers.
  const parts = spec.resources ? [spec] : [...spec.containers, ...(spec.initContainers ?? [])];
  for (const { resources } of parts) {
    const limited = positive(resources?.limits);
    add(requests, positive(resources?.requests));
    add(limits, limited);
    if (limited.length < counted.length) guaranteed = false;
  }
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  const equal = [...requests].every(([name, quantity]) => {
    const limit = limits.get(name);
    return limit !== undefined && compareQuantities(limit, quantity) === 0;
  });
  return guaranteed && equal && requests.size === limits.size ? 'Guaranteed' : 'Burstable';
}
