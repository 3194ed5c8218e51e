import { goQuote, goTypeName } from '../../apimachinery/go-value';
import { isObject, type Json } from '../../apimachinery/json';
import { evaluateJsonPath } from '../../apimachinery/jsonpath/evaluate';
import { JsonPathError } from '../../apimachinery/jsonpath/node';
import { parseJsonPath } from '../../apimachinery/jsonpath/parser';
import { relaxedJsonPath } from '../../apimachinery/jsonpath/relaxed';
import type { KubeObject } from '../../apimachinery/meta';
import { compareQuantities, parseQuantity, QuantityError } from '../../apimachinery/quantity';
import { goSort } from './go-sort';

/** Objects that cannot be sorted by a field; the message is upstream's. */
export class SortError extends Error {
  override readonly name = 'SortError';
}

/** An object with the value it is sorted by; without one it comes first. */
type Sorted<T> = { readonly object: T; readonly value: Json | undefined };

/**
 * Objects in the order of `get --sort-by`: missing fields first; equal ones as Go's sort leaves them.
 * @param field as people write it: `.metadata.name`, `{.metadata.name}` …
 * @throws SortError with upstream's words
 * @upstream kubectl pkg/cmd/get/sorter.go NewTableSorter
 */
export function sortObjects<T extends KubeObject>(objects: readonly T[], field: string): T[] {
  if (objects.length === 0) return [];
  const template = sortTemplate(field);
  const items = objects.map((object): Sorted<T> => ({ object, value: sortValue(object, template) }));
  if (items.every((item) => item.value === undefined)) {
    throw new SortError(`couldn't find any field with path ${goQuote(template)} in the list of objects`);
  }
  goSort(items, (left, right) => {
    if (left.value === undefined) return true;
    return right.value !== undefined && isValueLess(left.value, right.value, template);
  });
  return items.map((item) => item.object);
}

function sortTemplate(field: string): string {
  try {
    return relaxedJsonPath(field);
  } catch (error) {
    if (error instanceof JsonPathError) return field;
    throw error;
  }
}

function sortValue(object: KubeObject, template: string): Json | undefined {
  try {
    return evaluateJsonPath(parseJsonPath(template), object, { allowMissingKeys: true })[0]?.[0];
  } catch (error) {
    if (error instanceof JsonPathError) throw new SortError(`sorting error: ${error.message}`);
    throw error;
  }
}

/** @upstream kubectl pkg/cmd/get/sorter.go isLess */
function isValueLess(left: Json, right: Json, template: string): boolean {
  if (left === null || right === null) return left === null && right !== null;
  if (isObject(left) || Array.isArray(left) || typeof left === 'boolean') {
    throw unsortable(template, `unsortable type: ${goTypeName(left)}`);
  }
  if (goTypeName(left) !== goTypeName(right)) throw unsortable(template, 'unsortable interface: interface');
  return typeof left === 'string' && typeof right === 'string' ? isTextLess(left, right) : left < right;
}

function unsortable(template: string, problem: string): SortError {
  return new SortError(`Field ${template} in [][][]reflect.Value is an unsortable type: interface, err: ${problem}`);
}

/** Texts that are both quantities go by their amounts. */
function isTextLess(left: string, right: string): boolean {
  try {
    return compareQuantities(parseQuantity(left), parseQuantity(right)) < 0;
  } catch (error) {
    if (error instanceof QuantityError) return left < right;
    throw error;
  }
}
