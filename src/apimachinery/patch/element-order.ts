import type { Json } from '../json';
import { elementKey, isDeletion, requireMergeKey } from './directives';

/** How the elements of a merged list are told apart and where each belongs. */
export type Ordering = {
  /** Undefined where the elements are texts. */
  readonly mergeKey: string | undefined;
  /** The order of the elements that the patch speaks of. */
  readonly patchOrder: readonly Json[];
  /** The order of the others: that of the list as it was. */
  readonly serverOrder: readonly Json[];
};

/**
 * Sorts a merged list: the patch's elements as the patch orders them, the others as they were, each of these where it
 * stood before its neighbours in the patch, or behind the patch's elements.
 * @throws PatchError where an element lacks the merge key
 * @upstream apimachinery util/strategicpatch/patch.go normalizeElementOrder
 */
export function orderElements(merged: readonly Json[], { mergeKey, patchOrder, serverOrder }: Ordering): Json[] {
  if (mergeKey !== undefined) for (const element of merged) requireMergeKey(element, mergeKey);
  const isPatched = (element: Json): boolean => indexOf(patchOrder, element, mergeKey) >= 0;
  const patched = merged.filter(isPatched);
  const others = merged.filter((element) => !isPatched(element));
  return interleave(
    sortElements(others, serverOrder, mergeKey),
    sortElements(patched, patchOrder, mergeKey),
    (element) => indexOf(serverOrder, element, mergeKey),
  );
}

/** Elements by their place in `order`, those that delete last. */
export function sortElements(elements: readonly Json[], order: readonly Json[], mergeKey: string | undefined): Json[] {
  if (mergeKey !== undefined) for (const element of [...elements, ...order]) requireMergeKey(element, mergeKey);
  const rank = (element: Json): number =>
    isDeletion(element) ? Number.MAX_SAFE_INTEGER : indexOf(order, element, mergeKey);
  return [...elements].sort((left, right) => rank(left) - rank(right));
}

function indexOf(list: readonly Json[], element: Json, mergeKey: string | undefined): number {
  const key = elementKey(element, mergeKey);
  return list.findIndex((item) => elementKey(item, mergeKey) === key);
}

/** Takes a server's element first only where the server knows both and had it in front. */
function interleave(server: readonly Json[], patched: readonly Json[], place: (element: Json) => number): Json[] {
  const result: Json[] = [];
  let next = 0;
  for (const element of patched) {
    for (let other = server[next]; other !== undefined; other = server[next]) {
      const isInFront = place(other) >= 0 && place(other) < place(element);
      if (!isInFront) break;
      result.push(other);
      next += 1;
    }
    result.push(element);
  }
  return [...result, ...server.slice(next)];
}
