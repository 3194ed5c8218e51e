import { compareText, type JsonObject } from '../json';

/**
 * A set of an object's fields, as `metadata.managedFields` writes it: elements lead to sets, an empty set is a field
 * that belongs to the set, and `.` says so of one that has fields below it.
 * @upstream sigs.k8s.io/structured-merge-diff fieldpath/serialize.go
 */
export type FieldSet = { [element: string]: FieldSet };

/** The elements that lead to a field: `f:spec`, `k:{"name":"nginx"}`, `v:"text"`. */
export type Path = readonly string[];

const MEMBER = '.';

/** Whether the field that an element leads to belongs to the set itself. */
export function isMember(set: FieldSet | undefined): boolean {
  return set !== undefined && (set[MEMBER] !== undefined || Object.keys(set).length === 0);
}

/** The elements that a set's fields begin with. */
export function elementsOf(set: FieldSet): string[] {
  return Object.keys(set).filter((element) => element !== MEMBER);
}

export function isEmptySet(set: FieldSet): boolean {
  return Object.keys(set).length === 0;
}

/** Puts a field into a set. */
export function insert(set: FieldSet, path: Path): void {
  let at = set;
  for (const [depth, element] of path.entries()) {
    const isLast = depth === path.length - 1;
    const next = at[element];
    if (next === undefined) {
      at[element] = {};
    } else if (isLast ? Object.keys(next).length > 0 : isEmptySet(next)) {
      next[MEMBER] = {};
    }
    at = at[element] as FieldSet;
  }
}

/** A field's set; undefined where there is nothing in it. */
function nodeOf(isIn: boolean, below: FieldSet): FieldSet | undefined {
  if (isEmptySet(below)) return isIn ? {} : undefined;
  return isIn ? { [MEMBER]: {}, ...below } : below;
}

/** The fields of two sets for which a condition holds. */
function combine(
  left: FieldSet,
  right: FieldSet,
  keep: (isLeft: boolean, isRight: boolean, element: string) => boolean,
): FieldSet {
  const found: FieldSet = {};
  for (const element of new Set([...elementsOf(left), ...elementsOf(right)])) {
    const [one, other] = [left[element], right[element]];
    const below = combine(one ?? {}, other ?? {}, keep);
    const node = nodeOf(keep(isMember(one), isMember(other), element), below);
    if (node !== undefined) found[element] = node;
  }
  return found;
}

export function union(...sets: readonly FieldSet[]): FieldSet {
  return sets.reduce((left, right) => combine(left, right, (isLeft, isRight) => isLeft || isRight), {});
}

/** The left set's fields that are not in the right one. */
export function difference(left: FieldSet, right: FieldSet): FieldSet {
  return combine(left, right, (isLeft, isRight) => isLeft && !isRight);
}

export function intersection(left: FieldSet, right: FieldSet): FieldSet {
  return combine(left, right, (isLeft, isRight) => isLeft && isRight);
}

/** The left set's fields that are neither in the right one nor below one of its fields. */
export function recursiveDifference(left: FieldSet, right: FieldSet): FieldSet {
  const kept: FieldSet = {};
  for (const element of elementsOf(left)) {
    const [one, other] = [left[element] as FieldSet, right[element]];
    if (isMember(other)) continue;
    const node = nodeOf(isMember(one), recursiveDifference(one, other ?? {}));
    if (node !== undefined) kept[element] = node;
  }
  return kept;
}

/** All fields of a set, in its order. */
export function pathsOf(set: FieldSet, prefix: Path = []): Path[] {
  return elementsOf(set)
    .sort(compareElements)
    .flatMap((element) => {
      const path = [...prefix, element];
      const node = set[element] as FieldSet;
      return [...(isMember(node) ? [path] : []), ...pathsOf(node, path)];
    });
}

/** A set with its elements in order, as upstream writes them. */
export function sortedSet(set: FieldSet): FieldSet {
  const elements = Object.keys(set).sort(compareElements);
  return Object.fromEntries(elements.map((element) => [element, sortedSet(set[element] as FieldSet)]));
}

/** Fields before keys before values; keys by what they hold, numbers as numbers. @upstream fieldpath PathElement.Compare */
function compareElements(left: string, right: string): number {
  if (!left.startsWith('k:') || !right.startsWith('k:')) return compareText(left, right);
  const [one, other] = [left, right].map((element) => Object.values(keysOf(element)));
  for (const [index, value] of (one ?? []).entries()) {
    const against = other?.[index];
    const order =
      typeof value === 'number' && typeof against === 'number'
        ? value - against
        : compareText(JSON.stringify(value), JSON.stringify(against) ?? '');
    if (order !== 0) return order;
  }
  return (one?.length ?? 0) - (other?.length ?? 0);
}

function keysOf(element: string): JsonObject {
  return JSON.parse(element.slice(2));
}

/** A field as messages name it: `.spec.containers[name="nginx"].image`. @upstream fieldpath PathElement.String */
export function pathText(path: Path): string {
  return path.map(elementText).join('');
}

function elementText(element: string): string {
  const text = element.slice(2);
  switch (element.slice(0, 2)) {
    case 'f:':
      return `.${text}`;
    case 'k:':
      return `[${Object.entries(keysOf(element))
        .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
        .join(',')}]`;
    case 'v:':
      return `[=${text}]`;
    default:
      return `[${text}]`;
  }
}
