import type { JsonObject } from '../../apimachinery/json';
import type { StringMap } from '../../apimachinery/meta';
import {
  addQuantities,
  compareQuantities,
  parseQuantity,
  type Quantity,
  zeroQuantity,
} from '../../apimachinery/quantity';
import type { Container, Pod } from '../../resources/core/pod-types';
import { mapField, objectField } from './json-field';

/** Quantities by resource name. */
export type Totals = ReadonlyMap<string, Quantity>;

type Side = 'requests' | 'limits';

function totalsOf(list: StringMap | undefined): Totals {
  return new Map(Object.entries(list ?? {}).map(([name, text]) => [name, parseQuantity(text)]));
}

/** The sums of two lists. */
export function sumTotals(left: Totals, right: Totals): Totals {
  const sums = new Map(left);
  for (const [name, quantity] of right) sums.set(name, addQuantities(sums.get(name) ?? zeroQuantity, quantity));
  return sums;
}

function maxTotals(left: Totals, right: Totals): Totals {
  const maxima = new Map(left);
  for (const [name, quantity] of right) {
    const present = maxima.get(name);
    if (present === undefined || compareQuantities(quantity, present) > 0) maxima.set(name, quantity);
  }
  return maxima;
}

function sideOf({ resources }: Container, side: Side): Totals {
  return totalsOf(resources?.[side]);
}

/** What a running container asks for: while it is being resized, the larger of what is wanted and what it has. */
function runningSide(container: Container, { status }: Pod, side: Side): Totals {
  const own = sideOf(container, side);
  if (side === 'limits') return own;
  const found: JsonObject | undefined = status.containerStatuses?.find(({ name }) => name === container.name);
  return maxTotals(own, totalsOf(mapField(objectField(found, 'resources'), 'requests')));
}

/** Overhead adds to requests, and to the limits that are there. */
function withOverhead(totals: Totals, overhead: Totals, side: Side): Totals {
  const added = [...overhead].filter(([name]) => side === 'requests' || (totals.get(name)?.nanos ?? 0n) !== 0n);
  return sumTotals(totals, new Map(added));
}

/**
 * What a pod asks for or may use: the sum of its containers and sidecars, or what its start takes where that is more.
 * @upstream kubectl util/resource PodRequestsAndLimits
 */
export function podTotals(pod: Pod, side: Side): Totals {
  const { spec } = pod;
  let running = spec.containers.map((container) => runningSide(container, pod, side)).reduce(sumTotals, new Map());
  let sidecars: Totals = new Map();
  let starting: Totals = new Map();
  for (const container of spec.initContainers ?? []) {
    const own = sideOf(container, side);
    if (container.restartPolicy === 'Always') {
      running = sumTotals(running, own);
      sidecars = sumTotals(sidecars, own);
      starting = maxTotals(starting, sidecars);
    } else {
      starting = maxTotals(starting, sumTotals(own, sidecars));
    }
  }
  return withOverhead(maxTotals(running, starting), totalsOf(mapField(spec, 'overhead')), side);
}
