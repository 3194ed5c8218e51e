import { clone, compareText, deepEqual, isObject, type Json, type JsonObject, setField } from '../json';
import {
  DELETE_FROM_PRIMITIVE_LIST,
  elementKey,
  holdObjects,
  PATCH,
  RETAIN_KEYS,
  requireMergeKey,
  SET_ELEMENT_ORDER,
} from './directives';
import { sortElements } from './element-order';
import type { FieldPatch, PatchSchema } from './merge-keys';
import { goText, PatchError } from './patch-error';

/** Which half of the differences a patch tells, and whether it tells the order of merged lists. */
export type DiffOptions = {
  readonly additions: boolean;
  readonly deletions: boolean;
  readonly elementOrder: boolean;
};

/**
 * The strategic merge patch that turns `original` into `modified`.
 * @throws PatchError where the elements of a merged list lack their key
 * @upstream apimachinery util/strategicpatch/patch.go CreateTwoWayMergeMapPatch
 */
export function createTwoWayStrategicPatch(
  original: JsonObject,
  modified: JsonObject,
  schema: PatchSchema,
): JsonObject {
  return diffObjects(original, modified, schema, { additions: true, deletions: true, elementOrder: true });
}

/** The differences between two objects as a strategic merge patch. @throws PatchError as above */
export function diffObjects(
  original: JsonObject,
  modified: JsonObject,
  schema: PatchSchema,
  options: DiffOptions,
): JsonObject {
  return diffFields(clone(original), clone(modified), { fields: schema }, options);
}

function diffFields(original: JsonObject, modified: JsonObject, rule: FieldPatch, options: DiffOptions): JsonObject {
  const patch: JsonObject = {};
  for (const [field, value] of Object.entries(modified)) {
    if (value !== undefined) diffField(patch, field, original[field], value, rule.fields?.[field] ?? {}, options);
  }
  const removed = Object.keys(original).filter((field) => modified[field] === undefined);
  if (options.deletions) for (const field of removed) setField(patch, field, null);
  const retained = rule.retainKeys ? Object.keys(modified).filter((field) => modified[field] !== null) : [];
  const isChanged = Object.keys(patch).length > 0 || removed.some((field) => original[field] !== null);
  if (retained.length > 0 && isChanged) patch[RETAIN_KEYS] = retained.sort(compareText);
  return patch;
}

function diffField(
  patch: JsonObject,
  field: string,
  before: Json | undefined,
  value: Json,
  rule: FieldPatch,
  options: DiffOptions,
): void {
  if (before !== undefined && field === PATCH) {
    diffDirective(patch, before, value);
  } else if (isObject(before) && isObject(value) && rule.strategy !== 'replace') {
    const nested = diffFields(before, value, rule, options);
    if (Object.keys(nested).length > 0) setField(patch, field, nested);
  } else if (Array.isArray(before) && Array.isArray(value) && rule.strategy === 'merge') {
    diffLists(patch, field, before, value, rule, options);
  } else if (options.additions && (rule.strategy === 'replace' || !deepEqual(before, value))) {
    setField(patch, field, value);
  }
}

function diffDirective(patch: JsonObject, before: Json, value: Json): void {
  if (typeof before !== 'string' || typeof value !== 'string') {
    throw new PatchError(`invalid value for special key: ${PATCH}`);
  }
  if (before !== value) patch[PATCH] = value;
}

/** @upstream apimachinery util/strategicpatch/patch.go diffLists */
function diffLists(
  patch: JsonObject,
  field: string,
  original: Json[],
  modified: Json[],
  rule: FieldPatch,
  options: DiffOptions,
): void {
  if (original.length === 0) {
    if (modified.length > 0 && options.additions) setField(patch, field, modified);
    return;
  }
  const isOfObjects = holdObjects(original, modified);
  const { changes, deleted, order } =
    isOfObjects && rule.mergeKey !== undefined
      ? diffListsOfObjects(original, modified, rule.mergeKey, rule, options)
      : diffListsOfTexts(original, modified, options);
  if (changes.length > 0) setField(patch, field, changes);
  if (deleted.length > 0) patch[`${DELETE_FROM_PRIMITIVE_LIST}/${field}`] = deleted;
  if (options.elementOrder && order.length > 0) patch[`${SET_ELEMENT_ORDER}/${field}`] = order;
}

type ListDiff = { readonly changes: Json[]; readonly deleted: Json[]; readonly order: Json[] };

function diffListsOfTexts(original: Json[], modified: Json[], options: DiffOptions): ListDiff {
  const sorted = sortByText(original, (element) => element);
  const added = options.additions ? modified.filter((element) => !original.includes(element)) : [];
  const gone = options.deletions ? sorted.filter((element) => !modified.includes(element)) : [];
  // Upstream sorts the original in place before it compares, so a list that is not sorted always tells its order.
  const isReordered = options.additions && !deepEqual(sorted, modified);
  return { changes: added, deleted: [...new Set(gone)], order: gone.length > 0 || isReordered ? modified : [] };
}

function diffListsOfObjects(
  original: Json[],
  modified: Json[],
  mergeKey: string,
  rule: FieldPatch,
  options: DiffOptions,
): ListDiff {
  const changes: Json[] = [];
  const deletions: Json[] = [];
  for (const [before, after] of pairs(original, modified, mergeKey)) {
    if (before !== undefined && after !== undefined) {
      const patch = diffFields(before, after, rule, options);
      if (Object.keys(patch).length > 0) changes.push({ ...patch, [mergeKey]: after[mergeKey] });
    } else if (after !== undefined) {
      if (options.additions) changes.push(after);
    } else if (before !== undefined && options.deletions) {
      deletions.push({ [PATCH]: 'delete', [mergeKey]: before[mergeKey] });
    }
  }
  const patched = [...sortElements(changes, modified, mergeKey), ...deletions];
  const isReordered = options.additions && !hasSameOrder(original, modified, mergeKey);
  const isTold = patched.length > 0 || isReordered;
  return { changes: patched, deleted: [], order: isTold ? modified.map((element) => keyOnly(element, mergeKey)) : [] };
}

type Pair = readonly [before: JsonObject | undefined, after: JsonObject | undefined];

/** Elements of the same key side by side, by the key's text. */
function pairs(original: Json[], modified: Json[], mergeKey: string): Pair[] {
  const keyText = (element: Json | undefined): string => goText(elementKey(element, mergeKey));
  const left = sortByText(
    original.map((element) => requireMergeKey(element, mergeKey)),
    keyText,
  );
  const right = sortByText(
    modified.map((element) => requireMergeKey(element, mergeKey)),
    keyText,
  );
  const result: Pair[] = [];
  while (left.length > 0 || right.length > 0) {
    const order = side(left[0] && keyText(left[0]), right[0] && keyText(right[0]));
    result.push([order <= 0 ? left.shift() : undefined, order >= 0 ? right.shift() : undefined]);
  }
  return result;
}

function side(left: string | undefined, right: string | undefined): number {
  if (left === undefined) return 1;
  return right === undefined ? -1 : compareText(left, right);
}

/** Sorts by text; upstream's sort turns elements of equal text around. */
function sortByText<T extends Json>(elements: readonly T[], text: (element: T) => Json): T[] {
  return elements.toReversed().sort((left, right) => compareText(goText(text(left)), goText(text(right))));
}

function hasSameOrder(original: Json[], modified: Json[], mergeKey: string): boolean {
  if (original.length !== modified.length) return false;
  return original.every((element, i) => elementKey(element, mergeKey) === elementKey(modified[i], mergeKey));
}

function keyOnly(element: Json, mergeKey: string): JsonObject {
  return { [mergeKey]: elementKey(element, mergeKey) };
}
