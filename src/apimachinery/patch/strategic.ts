import { clone, deepEqual, isObject, type Json, type JsonObject, setField } from '../json';
import {
  DELETE_FROM_PRIMITIVE_LIST,
  elementKey,
  holdObjects,
  isDeletion,
  PATCH,
  RETAIN_KEYS,
  requireList,
  requireMergeKey,
  SET_ELEMENT_ORDER,
} from './directives';
import { orderElements } from './element-order';
import type { FieldPatch, PatchSchema } from './merge-keys';
import { goText, goTypeName, PatchError } from './patch-error';

/** `apply` carries directives out; `combine` joins two patches and keeps their directives. */
type Mode = 'apply' | 'combine';

/**
 * Applies a strategic merge patch to a copy of the document.
 * @throws PatchError with upstream's words
 * @upstream apimachinery util/strategicpatch/patch.go StrategicMergeMapPatch
 */
export function applyStrategicMergePatch(document: JsonObject, patch: JsonObject, schema: PatchSchema): JsonObject {
  return mergeObjects(clone(document), clone(patch), schema, 'apply');
}

/** One strategic merge patch that does what two do; where both speak of a field, `second` wins. */
export function combineStrategicPatches(first: JsonObject, second: JsonObject, schema: PatchSchema): JsonObject {
  return mergeObjects(clone(first), clone(second), schema, 'combine');
}

function mergeObjects(original: JsonObject, patch: JsonObject, schema: PatchSchema, mode: Mode): JsonObject {
  if (patch[PATCH] !== undefined) return replacement(patch);
  const merged = retainKeys(original, patch, mode);
  const done = new Set([RETAIN_KEYS]);
  for (const key of Object.keys(patch)) {
    if (key.startsWith(SET_ELEMENT_ORDER)) mergeOrderedList(merged, patch, key, { schema, mode, done });
  }
  for (const [key, value] of Object.entries(patch)) {
    if (value !== undefined && !done.has(key)) mergeField(merged, key, value, schema, mode);
  }
  return merged;
}

function replacement(patch: JsonObject): JsonObject {
  const { [PATCH]: directive, ...fields } = patch;
  if (directive === 'replace') return fields;
  if (directive === 'delete') return {};
  throw unknownDirective(patch);
}

function unknownDirective(patch: JsonObject): PatchError {
  return new PatchError(`unknown patch type: ${goText(patch[PATCH])} in map: ${goText(patch)}`);
}

/** The object without the fields that the patch's `$retainKeys` leaves out. */
function retainKeys(original: JsonObject, patch: JsonObject, mode: Mode): JsonObject {
  const keys = patch[RETAIN_KEYS];
  if (keys === undefined) return { ...original };
  if (mode === 'combine') {
    const before = original[RETAIN_KEYS] ?? keys;
    if (deepEqual(before, keys)) return { ...original, [RETAIN_KEYS]: keys };
    throw new PatchError(
      `${goText(before)} and ${goText(keys)} are not deep equal: this may happen when calculating the 3-way diff patch`,
    );
  }
  if (!Array.isArray(keys) || !patchedFields(patch).every((field) => keys.includes(field))) {
    throw new PatchError('invalid patch format of retainKeys');
  }
  return Object.fromEntries(Object.entries(original).filter(([field]) => keys.includes(field)));
}

function patchedFields(patch: JsonObject): string[] {
  const isDirective = (key: string): boolean =>
    key === RETAIN_KEYS || key.startsWith(DELETE_FROM_PRIMITIVE_LIST) || key.startsWith(SET_ELEMENT_ORDER);
  return Object.keys(patch).filter((key) => patch[key] != null && !isDirective(key));
}

type Progress = { readonly schema: PatchSchema; readonly mode: Mode; readonly done: Set<string> };

/** Merges the list that a `$setElementOrder/field` speaks of; both fields are then done. */
function mergeOrderedList(merged: JsonObject, patch: JsonObject, key: string, { schema, mode, done }: Progress): void {
  done.add(key);
  if (mode === 'combine') {
    if (!deepEqual(merged[key] ?? patch[key], patch[key])) throw badOrderList();
    setField(merged, key, patch[key]);
  }
  const order = requireList(patch[key]);
  const field = directiveField(key, 'setElementOrder list');
  const before = merged[field] === undefined ? undefined : requireList(merged[field]);
  const changes = patch[field] === undefined ? undefined : requireList(patch[field]);
  const rule = schema[field] ?? {};
  requireOrder(changes ?? [], order, rule.mergeKey);
  if (before === undefined && changes === undefined) return;
  const list =
    before && changes ? mergeListField(before, changes, rule, mode) : (before ?? listWithoutDirectives(changes));
  holdObjects(before ?? [], changes ?? []);
  const serverOrder = before && changes ? orderAfterMerge(before, changes, list, rule.mergeKey) : (before ?? []);
  setField(merged, field, orderElements(list, { mergeKey: rule.mergeKey, patchOrder: order, serverOrder }));
  done.add(field);
}

/**
 * The server's order once a patch was merged. Upstream deletes in place and appends into the places that this frees,
 * so as many new elements as old ones went count as the server's last.
 */
function orderAfterMerge(before: Json[], changes: Json[], merged: Json[], mergeKey: string | undefined): Json[] {
  const isIn = (list: Json[], element: Json): boolean =>
    list.some((other) => elementKey(other, mergeKey) === elementKey(element, mergeKey));
  const kept = before.filter((element) => isIn(merged, element));
  const added = changes.filter((element) => !hasDirective(element) && !isIn(before, element));
  return [...kept, ...added.slice(0, before.length - kept.length)];
}

function badOrderList(): PatchError {
  return new PatchError('invalid patch format of setElementOrder list');
}

function directiveField(key: string, name: string): string {
  const slash = key.indexOf('/');
  const prefix = key.startsWith(SET_ELEMENT_ORDER) ? SET_ELEMENT_ORDER : DELETE_FROM_PRIMITIVE_LIST;
  if (slash < 0 || key.slice(0, slash) !== prefix) throw new PatchError(`invalid patch format of ${name}`);
  return key.slice(slash + 1);
}

/** The patch's elements must come in the order that is asked for. */
function requireOrder(changes: Json[], order: Json[], mergeKey: string | undefined): void {
  if (changes.length === 0 || order.length === 0) return;
  const kept = changes.filter((element) => !isDeletion(element));
  let next = 0;
  for (const element of order) {
    while (next < kept.length && hasDirective(kept[next])) next += 1;
    if (next === kept.length) return;
    if (orderKey(kept[next], mergeKey) === orderKey(element, mergeKey)) next += 1;
  }
  if (next < kept.length) {
    throw new PatchError(
      `The order in patch list:\n${goText(changes)}\n doesn't match ${SET_ELEMENT_ORDER} list:\n${goText(order)}\n`,
    );
  }
}

function hasDirective(element: Json | undefined): boolean {
  return isObject(element) && element[PATCH] !== undefined;
}

function orderKey(element: Json | undefined, mergeKey: string | undefined): Json | undefined {
  return mergeKey === undefined ? element : requireMergeKey(element ?? null, mergeKey)[mergeKey];
}

function mergeField(merged: JsonObject, key: string, value: Json, schema: PatchSchema, mode: Mode): void {
  const isDeleteList = key.startsWith(DELETE_FROM_PRIMITIVE_LIST);
  if (isDeleteList && mode === 'combine') {
    setField(merged, key, value);
    return;
  }
  const field = isDeleteList ? directiveField(key, 'primitive list') : key;
  if (value === null) {
    if (mode === 'apply') delete merged[field];
    else setField(merged, field, null);
    return;
  }
  const before = merged[field];
  const rule = schema[field] ?? {};
  if (before === undefined || goTypeName(before) !== goTypeName(value)) {
    if (!isDeleteList) takeValue(merged, field, value, mode);
  } else if (isObject(before) && isObject(value)) {
    setField(merged, field, rule.strategy === 'replace' ? value : mergeObjects(before, value, rule.fields ?? {}, mode));
  } else if (Array.isArray(before) && Array.isArray(value)) {
    const isDeleted = isDeleteList && rule.strategy === 'merge';
    setField(merged, field, isDeleted ? deleteTexts(before, value) : mergeListField(before, value, rule, mode));
  } else {
    setField(merged, field, value);
  }
}

function deleteTexts(before: Json[], deleted: Json[]): Json[] {
  if (before.length + deleted.length > 0) holdObjects(before, deleted);
  return before.filter((element) => !deleted.includes(element));
}

/** Sets a field that was not there before: nothing is left to delete, and an object with `$patch` is not kept. */
function takeValue(merged: JsonObject, field: string, value: Json, mode: Mode): void {
  const taken = withoutDirectives(mode === 'apply' ? withoutNulls(value) : value);
  if (taken === undefined) delete merged[field];
  else setField(merged, field, taken);
}

function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, item]) => item != null);
  return Object.fromEntries(kept.map(([field, item]) => [field, withoutNulls(item ?? null)]));
}

function listWithoutDirectives(list: Json[] | undefined): Json[] {
  return (list ?? []).map(withoutDirectives).filter((element) => element !== undefined);
}

function withoutDirectives(value: Json): Json | undefined {
  if (Array.isArray(value)) return listWithoutDirectives(value);
  if (!isObject(value)) return value;
  if (value[PATCH] !== undefined) return undefined;
  return clone(
    Object.fromEntries(Object.entries(value).map(([field, item]) => [field, withoutDirectives(item ?? null)])),
  );
}

/** @upstream apimachinery util/strategicpatch/patch.go mergeSliceHandler, mergeSlice */
function mergeListField(before: Json[], changes: Json[], rule: FieldPatch, mode: Mode): Json[] {
  if (rule.strategy !== 'merge') return changes;
  if (before.length === 0 && changes.length === 0) return before;
  if (!holdObjects(before, changes)) {
    const all = [...new Set([...before, ...changes])];
    return orderElements(all, { mergeKey: undefined, patchOrder: changes, serverOrder: before });
  }
  if (rule.mergeKey === undefined) throw new PatchError('cannot merge lists without merge key for type string');
  const { kept, patches } = carryOutElementDirectives(before, changes, rule.mergeKey);
  const merged = mergeElements(kept, patches, rule.mergeKey, rule.fields ?? {}, mode);
  return orderElements(merged, { mergeKey: rule.mergeKey, patchOrder: patches, serverOrder: kept });
}

/** Carries out `$patch: delete` and `$patch: replace`; what is left of the patch is to be merged. */
function carryOutElementDirectives(before: Json[], changes: Json[], key: string): { kept: Json[]; patches: Json[] } {
  let kept = before;
  let isReplaced = false;
  const patches = changes.filter((element) => {
    if (!isObject(element) || element[PATCH] === undefined) return true;
    if (element[PATCH] === 'delete') {
      const name = requireMergeKey(element, key)[key];
      kept = kept.filter((other) => elementKey(other, key) !== name);
    } else if (element[PATCH] === 'replace') {
      isReplaced = true;
    } else if (element[PATCH] === 'merge') {
      throw new PatchError('merging lists cannot yet be specified in the patch');
    } else {
      throw unknownDirective(element);
    }
    return false;
  });
  return isReplaced ? { kept: patches, patches: [] } : { kept, patches };
}

function mergeElements(before: Json[], patches: Json[], key: string, schema: PatchSchema, mode: Mode): Json[] {
  const merged = [...before];
  for (const patch of patches) {
    const named = requireMergeKey(patch, key);
    const index = merged.findIndex((element) => elementKey(element, key) === named[key]);
    const found = merged[index];
    if (isObject(found)) merged[index] = mergeObjects(found, named, schema, mode);
    else merged.push(named);
  }
  return merged;
}
