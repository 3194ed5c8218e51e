import { isObject, type Json, type JsonObject } from '../json';
import { goText, goTypeName, PatchError } from './patch-error';

/** On an object or a list's element: `delete`, `replace` or `merge`. */
export const PATCH = '$patch';
/** On an object: the only fields to keep. */
export const RETAIN_KEYS = '$retainKeys';
/** `$setElementOrder/containers`: the order that a merged list shall have. */
export const SET_ELEMENT_ORDER = '$setElementOrder';
/** `$deleteFromPrimitiveList/finalizers`: the texts to take out of a merged list. */
export const DELETE_FROM_PRIMITIVE_LIST = '$deleteFromPrimitiveList';

/** The value that tells an element of a merged list from the others: its merge key's, or the element itself. */
export function elementKey(element: Json | undefined, mergeKey: string | undefined): Json | undefined {
  if (mergeKey === undefined) return element;
  return isObject(element) ? element[mergeKey] : undefined;
}

/** @throws PatchError where an element is no object or lacks the merge key */
export function requireMergeKey(element: Json, mergeKey: string): JsonObject {
  if (!isObject(element)) throw badType(element, 'map[string]interface {}');
  if (element[mergeKey] === undefined) {
    throw new PatchError(`map: ${goText(element)} does not contain declared merge key: ${mergeKey}`);
  }
  return element;
}

/** @throws PatchError where a value is no list */
export function requireList(value: Json | undefined): Json[] {
  if (!Array.isArray(value)) throw badType(value, '[]interface {}');
  return value;
}

function badType(value: Json | undefined, expected: string): PatchError {
  return new PatchError(`expected a ${expected}, but received a ${goTypeName(value)}`);
}

/**
 * Whether the elements of these lists are objects.
 * @throws PatchError where they are lists, of several types, or there are none
 * @upstream apimachinery util/strategicpatch/patch.go sliceElementType
 */
export function holdObjects(...lists: Json[][]): boolean {
  const [first, ...others] = lists.flat();
  if (first === undefined) throw new PatchError('no elements in any of the given slices');
  if (Array.isArray(first)) throw new PatchError('lists of lists are not supported');
  const type = goTypeName(first);
  if (others.some((element) => goTypeName(element) !== type)) {
    throw new PatchError(`list element types are not identical: ${goText(lists)}`);
  }
  return isObject(first);
}

/** Whether an element says that its namesakes are to be deleted. */
export function isDeletion(element: Json): boolean {
  return isObject(element) && element[PATCH] === 'delete';
}
