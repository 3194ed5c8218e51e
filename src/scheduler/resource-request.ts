import type { StringMap } from '../apimachinery/meta';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  parseQuantity,
  type Quantity,
} from '../apimachinery/quantity';
import type { Container, PodSpec } from '../resources/core/pod-types';

/** The sum of quantities. */
export function sumOf(texts: readonly string[]): Quantity {
  return texts.map(parseQuantity).reduce(addQuantities, parseQuantity('0'));
}

function total(containers: readonly Container[]): StringMap {
  const sums: StringMap = {};
  for (const { resources } of containers) {
    for (const [name, amount] of Object.entries(resources?.requests ?? {})) {
      sums[name] = formatQuantity(sumOf([sums[name] ?? '0', amount]));
    }
  }
  return sums;
}

/** What a pod asks for: its containers together, or its most demanding init container. @upstream component-helpers resource PodRequests */
export function requestsOf(spec: PodSpec): StringMap {
  const requests = total(spec.containers);
  for (const container of spec.initContainers ?? []) {
    for (const [name, amount] of Object.entries(container.resources?.requests ?? {})) {
      const known = requests[name];
      if (known === undefined || compareQuantities(parseQuantity(amount), parseQuantity(known)) > 0)
        requests[name] = amount;
    }
  }
  return requests;
}
