import { deepEqual, isObject, type Json, type JsonObject } from '../json';
import { elementKey, holdObjects, PATCH, RETAIN_KEYS } from './directives';
import type { FieldPatch, PatchSchema } from './merge-keys';
import { goText } from './patch-error';

/**
 * Whether two patches set the same field to different values.
 * @upstream apimachinery util/strategicpatch/patch.go MergingMapsHaveConflicts
 */
export function haveConflicts(left: JsonObject, right: JsonObject, schema: PatchSchema): boolean {
  return valuesConflict(left, right, { fields: schema });
}

function valuesConflict(left: Json | undefined, right: Json | undefined, rule: FieldPatch): boolean {
  if (isObject(left)) return !isObject(right) || objectsConflict(left, right, rule);
  if (Array.isArray(left)) return !Array.isArray(right) || listsConflict(left, right, rule);
  return !deepEqual(left, right);
}

function objectsConflict(left: JsonObject, right: JsonObject, rule: FieldPatch): boolean {
  if (left[PATCH] !== right[PATCH]) return true;
  if (rule.strategy === 'replace') return false;
  return Object.entries(left).some(([field, value]) => {
    if (field === PATCH || field === RETAIN_KEYS || value === undefined || right[field] === undefined) return false;
    return valuesConflict(value, right[field], rule.fields?.[field] ?? {});
  });
}

function listsConflict(left: Json[], right: Json[], rule: FieldPatch): boolean {
  const areObjects = holdObjects(left, right);
  const fields: FieldPatch = { fields: rule.fields };
  if (rule.strategy !== 'merge') {
    if (left.length !== right.length) return true;
    const [ours, theirs] = areObjects ? [left, right] : [sortTexts(left), sortTexts(right)];
    return ours.some((element, i) => valuesConflict(element, theirs[i], fields));
  }
  if (!areObjects) return false;
  const theirs = byKey(right, rule.mergeKey);
  return [...byKey(left, rule.mergeKey)].some(
    ([key, element]) => theirs.has(key) && valuesConflict(element, theirs.get(key), fields),
  );
}

/** The elements by their merge key; the last of several with one key counts. */
function byKey(list: Json[], mergeKey: string | undefined): Map<string, Json> {
  return new Map(list.map((element) => [goText(elementKey(element, mergeKey)), element]));
}

function sortTexts(list: Json[]): Json[] {
  return [...new Set(list)].sort((left, right) => (goText(left) < goText(right) ? -1 : 1));
}
