import { deepEqual, isObject, type Json } from '../json';
import { type FieldSet, insert } from './field-set';
import { fieldElement, type ListType, listElement, type MapType, type MergeType } from './merge-type';

/** The fields in which two values differ. */
export type Comparison = { readonly added: FieldSet; readonly modified: FieldSet; readonly removed: FieldSet };

/** Compares a value with what it became. @upstream sigs.k8s.io/structured-merge-diff typed/typed.go Compare, typed/merge.go */
export function compare(before: Json | undefined, after: Json | undefined, type: MergeType): Comparison {
  const found: Comparison = { added: {}, modified: {}, removed: {} };
  compareValue(before, after, type, [], found);
  return found;
}

type Value = Json | undefined;

function compareValue(before: Value, after: Value, type: MergeType, path: string[], found: Comparison): void {
  // Most of an object stays as it was.
  if (before === after || (before === undefined && after === undefined)) return;
  if (type.shape === 'atomic' || isLeaf(before, after, type.shape)) {
    if (before === undefined) insert(found.added, path);
    else if (after === undefined) insert(found.removed, path);
    else if (!deepEqual(before, after)) insert(found.modified, path);
    return;
  }
  if (type.shape === 'map') compareMaps(before, after, type, path, found);
  else compareLists(before, after, type, path, found);
  if (path.length === 0) return;
  if (before === undefined) insert(found.added, path);
  else if (after === undefined) insert(found.removed, path);
}

/** Two values without anything below them are told apart as a whole, so that what is empty is not taken for absent. */
function isLeaf(before: Value, after: Value, shape: 'map' | 'list'): boolean {
  const fits = shape === 'list' ? Array.isArray : isObject;
  const isBelow = (value: Value): boolean => !isNothing(value) && fits(value);
  if (isNothing(before) && isNothing(after)) return true;
  return !(isNothing(before) || isBelow(before)) || !(isNothing(after) || isBelow(after));
}

function isNothing(value: Value): boolean {
  if (value === undefined || value === null) return true;
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

function compareMaps(before: Value, after: Value, type: MapType, path: string[], found: Comparison): void {
  const [left, right] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
    path.push(fieldElement(name));
    compareValue(left[name], right[name], type.field(name).type, path, found);
    path.pop();
  }
}

type Items = Map<string, Json>;

function compareLists(before: Value, after: Value, type: ListType, path: string[], found: Comparison): void {
  const [left, right] = [before, after].map((value) => byElement(Array.isArray(value) ? value : [], type)) as [
    Items,
    Items,
  ];
  for (const element of new Set([...left.keys(), ...right.keys()])) {
    path.push(element);
    compareValue(left.get(element), right.get(element), type.element, path, found);
    path.pop();
  }
}

/** A list's items by what tells them apart, in the list's order. */
export function byElement(items: readonly Json[], type: ListType): Items {
  return new Map(items.map((item) => [listElement(type, item), item]));
}
