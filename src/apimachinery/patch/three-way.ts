import { isObject, type JsonObject, setField } from '../json';
import { haveConflicts } from './conflicts';
import { applyMergePatch, createMergePatch } from './merge';
import type { PatchSchema } from './merge-keys';
import { PatchConflictError } from './patch-error';
import { combineStrategicPatches } from './strategic';
import { diffObjects } from './two-way';

export type ThreeWayOptions = {
  /** Whether the modified object wins over changes that others made; else such changes are conflicts. */
  readonly overwrite: boolean;
};

/**
 * The strategic merge patch that apply sends: what is new or changed from current to modified, and what was taken
 * away from original (the last applied object) to modified.
 * @throws PatchConflictError without `overwrite`, where current and modified changed a field differently
 * @throws PatchError where a merged list's element lacks its key
 * @upstream apimachinery util/strategicpatch/patch.go CreateThreeWayMergePatch
 */
export function createThreeWayStrategicPatch(
  original: JsonObject,
  modified: JsonObject,
  current: JsonObject,
  schema: PatchSchema,
  { overwrite }: ThreeWayOptions,
): JsonObject {
  const delta = diffObjects(current, modified, schema, { additions: true, deletions: false, elementOrder: true });
  const deletions = diffObjects(original, modified, schema, { additions: false, deletions: true, elementOrder: true });
  const patch = combineStrategicPatches(deletions, delta, schema);
  if (!overwrite) {
    const changes = diffObjects(original, current, schema, { additions: true, deletions: true, elementOrder: false });
    if (haveConflicts(patch, changes, schema)) throw new PatchConflictError(patch, changes);
  }
  return patch;
}

/**
 * The JSON merge patch that apply sends for kinds without a schema.
 * @upstream apimachinery util/jsonmergepatch/patch.go CreateThreeWayJSONMergePatch
 */
export function createThreeWayJsonMergePatch(
  original: JsonObject,
  modified: JsonObject,
  current: JsonObject,
): JsonObject {
  const additions = onlyNulls(createMergePatch(current, modified), false);
  const deletions = onlyNulls(createMergePatch(original, modified), true);
  return applyMergePatch(deletions, additions);
}

/** The nulls of a merge patch, or all but them. */
function onlyNulls(patch: JsonObject, isKept: boolean): JsonObject {
  const filtered: JsonObject = {};
  for (const [field, value] of Object.entries(patch)) {
    if (!isObject(value) || Object.keys(value).length === 0) {
      if ((value === null) === isKept) setField(filtered, field, value);
      continue;
    }
    const nested = onlyNulls(value, isKept);
    if (Object.keys(nested).length > 0) setField(filtered, field, nested);
  }
  return filtered;
}
