import { isObject, type Json, type JsonObject } from '../json';
import type { FieldSet } from './field-set';
import { elementsOf, isMember } from './field-set';

/**
 * How a value is owned and merged: as a whole, field by field, or element by element.
 * @upstream sigs.k8s.io/structured-merge-diff schema/elements.go
 */
export type MergeType = AtomicType | MapType | ListType;

export type AtomicType = { readonly shape: 'atomic' };

export type MapType = {
  readonly shape: 'map';
  /** Whether it has no other fields than those that the schema names. */
  readonly isStruct?: true;
  /** A field's type, and whether the schema names it: entries of maps are not named. */
  readonly field: (name: string) => { readonly type: MergeType; readonly isDeclared: boolean };
};

/** A list whose elements are told apart by some of their fields, or by themselves. */
export type ListType = {
  readonly shape: 'list';
  readonly element: MergeType;
  readonly keys?: readonly string[];
};

export const atomic: AtomicType = { shape: 'atomic' };

export function fieldElement(name: string): string {
  return `f:${name}`;
}

/** Keys that may be left out, and what they are then. */
const keyDefaults: JsonObject = { protocol: 'TCP' };

/** What tells an element of a list apart. @upstream typed/helpers.go listItemToPathElement */
export function listElement({ keys }: ListType, item: Json): string {
  if (keys === undefined) return `v:${JSON.stringify(item)}`;
  const found: JsonObject = {};
  for (const key of [...keys].sort()) {
    const value = isObject(item) ? (item[key] ?? keyDefaults[key]) : undefined;
    if (value !== undefined) found[key] = value;
  }
  return `k:${JSON.stringify(found)}`;
}

/** The fields that a value holds. @upstream typed/tofieldset.go */
export function fieldSetOf(value: Json | undefined, type: MergeType): FieldSet {
  if (type.shape === 'map' && isObject(value)) return mapFields(value, type);
  if (type.shape === 'list' && Array.isArray(value)) return listFields(value, type);
  return {};
}

function mapFields(value: JsonObject, type: MapType): FieldSet {
  const found: FieldSet = {};
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const field = type.field(name);
    const below = fieldSetOf(item, field.type);
    const isLeaf = field.type.shape === 'atomic' || item === null || (isObject(item) && Object.keys(item).length === 0);
    if (isLeaf || !field.isDeclared || Object.keys(below).length > 0) {
      found[fieldElement(name)] = !isLeaf && !field.isDeclared ? withMember(below) : below;
    }
  }
  return found;
}

function listFields(value: readonly Json[], type: ListType): FieldSet {
  return Object.fromEntries(value.map((item) => [listElement(type, item), withMember(fieldSetOf(item, type.element))]));
}

function withMember(below: FieldSet): FieldSet {
  return Object.keys(below).length === 0 ? {} : { '.': {}, ...below };
}

/** A set in which the fields that the schema names belong to it wherever something below them does. */
export function withNamedFields(set: FieldSet, type: MergeType): FieldSet {
  const complete: FieldSet = {};
  for (const element of elementsOf(set)) {
    const node = set[element] as FieldSet;
    const { type: below, isDeclared } = typeBelow(type, element);
    const fields = withNamedFields(node, below);
    complete[element] = isDeclared || isMember(node) ? withMember(fields) : fields;
  }
  return complete;
}

/** The type that an element of a path leads to. */
export function typeBelow(
  type: MergeType,
  element: string,
): { readonly type: MergeType; readonly isDeclared: boolean } {
  if (type.shape === 'map') return type.field(element.slice(2));
  return { type: type.shape === 'list' ? type.element : atomic, isDeclared: false };
}
