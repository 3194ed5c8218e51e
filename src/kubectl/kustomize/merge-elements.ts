import { isObject, type Json, type JsonObject } from '../../apimachinery/json';
import type { FieldPatch } from '../../apimachinery/patch/merge-keys';

type Value = Json | undefined;

/** Merges two values by the rules of a field; undefined is nothing left. */
export type Merge = (target: Value, patch: Value, rule: FieldPatch | undefined) => Value;

/** Lists whose elements are told apart by more than one field. @upstream kubernetes x-kubernetes-list-map-keys */
const furtherKeys: Readonly<Record<string, string>> = {
  containerPort: 'protocol',
  port: 'protocol',
  topologyKey: 'whenUnsatisfiable',
};

/** The values of an element's keys; empty where it has none. */
type KeyValues = readonly string[];

/**
 * The elements of a patch, merged with those of the list that have the same keys, and then the list's others.
 * @upstream kyaml yaml/walk/associative_sequence.go
 */
export function mergeElements(
  list: Json[],
  patch: Json[] | undefined,
  { mergeKey, fields }: FieldPatch,
  merge: Merge,
): Json[] {
  if (mergeKey === undefined) return [...new Set([...(patch ?? []), ...list])];
  const further = furtherKeys[mergeKey];
  const all = further === undefined ? [mergeKey] : [mergeKey, further];
  const values = completed(keyValuesOf([...(patch ?? []), ...list], all));
  const keys = all.filter((_, at) => values.some((value) => value[at] !== ''));
  let merged: Json[] = [];
  let rest: Json[] = list;
  for (const value of values) {
    const wanted = value.filter((_, at) => keys.includes(all[at] as string));
    const element = merge(findElement(list, keys, wanted), findElement(patch ?? [], keys, wanted), { fields });
    if (!isObject(element) || Object.keys(element).length === 0) rest = setElement(rest, keys, wanted);
    else {
      addMissingKeys(element, keys, wanted);
      merged = setElement(merged, keys, wanted, element);
    }
  }
  return values.length === 0 ? list : withRest(merged, rest, keys);
}

/**
 * The elements that the list has and the patch has not. One without all keys drives out others that are like it in
 * those that it has: so does upstream.
 */
function withRest(merged: readonly Json[], rest: readonly Json[], keys: readonly string[]): Json[] {
  let joined = [...merged];
  for (const element of rest) {
    if (!isObject(element)) {
      joined.push(element);
      continue;
    }
    const values = keys.filter((key) => element[key] !== undefined).map((key) => String(element[key]));
    if (keys.length > 1) joined = setElement(joined, keys, values);
    joined = setElement(joined, keys, values, element);
  }
  return joined;
}

/** Puts an element in the place of those with the same keys, or at the end; without one they are deleted. */
function setElement(list: readonly Json[], keys: readonly string[], values: KeyValues, element?: Json): Json[] {
  let isPlaced = false;
  const kept = list.flatMap((item): Json[] => {
    if (!isObject(item)) return [item];
    if (!hasKeys(item, keys, values)) return values.length === 0 ? [] : [item];
    isPlaced = true;
    return element === undefined ? [] : [element];
  });
  return isPlaced || element === undefined ? kept : [...kept, element];
}

function keyValuesOf(elements: readonly Json[], keys: readonly string[]): KeyValues[] {
  const found = elements.filter(isObject).map((element) => keys.map((key) => String(element[key] ?? '')));
  const seen = new Set<string>();
  return found.filter((values) => {
    const text = values.join('\n');
    if (seen.has(text) || values.every((value) => value === '')) return false;
    seen.add(text);
    return true;
  });
}

/** An element that leaves out one of its keys means the one that is otherwise the same. */
function completed(all: readonly KeyValues[]): KeyValues[] {
  const joined: KeyValues[] = [...all];
  for (const [at, left] of joined.entries()) {
    for (const [other, right] of joined.entries()) {
      const both = join(joined[at] ?? left, right);
      if (both !== undefined) [joined[at], joined[other]] = [both, both];
    }
  }
  return joined;
}

function join(left: KeyValues, right: KeyValues): KeyValues | undefined {
  if (left.some((value, at) => value !== right[at] && value !== '' && right[at] !== '')) return undefined;
  if (!left.some((value, at) => value === right[at])) return undefined;
  return left.map((value, at) => value || (right[at] ?? ''));
}

function findElement(list: readonly Json[], keys: readonly string[], values: KeyValues): Json | undefined {
  const given = keys.filter((_, at) => values[at] !== '');
  const wanted = values.filter((value) => value !== '');
  return list.find((element) => hasKeys(element, given, wanted));
}

/** Whether an element has these values, an empty one standing for any. */
function hasKeys(element: Json, keys: readonly string[], values: KeyValues): boolean {
  if (!isObject(element) || values.length === 0) return false;
  return values.every((value, at) => {
    const own = element[keys[at] ?? ''];
    return own !== undefined && (value === '' || String(own) === value);
  });
}

function addMissingKeys(element: JsonObject, keys: readonly string[], values: KeyValues): void {
  for (const [at, key] of keys.entries()) {
    const value = values[at] ?? '';
    if (element[key] === undefined && value !== '') element[key] = /^\d+$/.test(value) ? Number(value) : value;
  }
}
