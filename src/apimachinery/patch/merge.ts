import { clone, deepEqual, isObject, type Json, type JsonObject, setField } from '../json';

/**
 * Applies a JSON merge patch (RFC 7386): objects merge, null removes, everything else replaces.
 * @upstream gopkg.in/evanphx/json-patch.v4 merge.go MergePatch
 */
export function applyMergePatch(document: JsonObject, patch: JsonObject): JsonObject {
  return mergeObjects(clone(document), clone(patch));
}

function mergeObjects(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = { ...target };
  for (const [field, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null) delete merged[field];
    else setField(merged, field, mergeValues(merged[field] ?? null, value));
  }
  return merged;
}

function mergeValues(target: Json, patch: Json): Json {
  if (!isObject(target)) return withoutNulls(patch);
  return isObject(patch) ? mergeObjects(target, patch) : patch;
}

/** Objects without their null fields, also within lists; the nulls of lists stay. */
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const kept: JsonObject = {};
  for (const [field, item] of Object.entries(value)) if (item != null) setField(kept, field, withoutNulls(item));
  return kept;
}

/** The merge patch that turns `original` into `modified`; lists are replaced as a whole. */
export function createMergePatch(original: JsonObject, modified: JsonObject): JsonObject {
  const patch: JsonObject = {};
  for (const [field, value] of Object.entries(modified)) {
    const before = original[field];
    if (value === undefined || deepEqual(before, value)) continue;
    setField(patch, field, isObject(before) && isObject(value) ? createMergePatch(before, value) : clone(value));
  }
  for (const [field, value] of Object.entries(original)) {
    if (value !== undefined && modified[field] === undefined) setField(patch, field, null);
  }
  return patch;
}
