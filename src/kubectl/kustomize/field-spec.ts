import { isObject, type Json, type JsonObject } from '../../apimachinery/json';
import { CommandError } from '../command-error';
import { prefixed } from './prefixed';
import type { Resource } from './resource';
import { type Gvk, idText, isSelected } from './resource-id';

/** A field of some kinds; `[]` behind a part says that it is a list. */
export type FieldSpec = Partial<Gvk> & {
  readonly path: string;
  /** Whether the field is made where it is missing. */
  readonly create?: boolean;
};

/** A value where it stands, to be read and replaced. */
export type Slot = { readonly get: () => Json | undefined; readonly set: (value: Json) => void };

/** What is made where the last part of a path is missing. */
type Made = 'object' | 'scalar';

/** How a field is visited. */
export type Visit = { readonly make?: Made; readonly visit: (slot: Slot) => void };

/** The slot of a field of an object. */
export function fieldSlot(holder: JsonObject, field: string): Slot {
  return {
    get: () => holder[field],
    set: (value) => {
      holder[field] = value;
    },
  };
}

/** The slot of an element of a list. */
export function elementSlot(list: Json[], at: number): Slot {
  return {
    get: () => list[at],
    set: (value) => {
      list[at] = value;
    },
  };
}

/** The parts of a path; a delimiter behind a backslash belongs to its part. @upstream kyaml utils PathSplitter */
export function splitPath(path: string, delimiter: string): string[] {
  const parts: string[] = [];
  for (const part of (path.startsWith(delimiter) ? path.slice(1) : path).split(delimiter)) {
    const last = parts.at(-1);
    if (last?.endsWith('\\')) parts[parts.length - 1] = `${last.slice(0, -1)}${delimiter}${part}`;
    else parts.push(part);
  }
  return parts;
}

/**
 * Visits the field of a resource that a spec names, in all elements of the lists on the way.
 * @upstream kustomize api/filters/fieldspec/fieldspec.go
 */
export function visitField(resource: Resource, spec: FieldSpec, visit: Visit): void {
  if (!isSelected(resource.gvk, spec)) return;
  const slot: Slot = { get: () => resource.object, set: () => {} };
  prefixed(`considering field '${spec.path}' of object ${idText(resource.id)}`, () =>
    visitPath(slot, splitPath(spec.path, '/'), spec.create ? visit.make : undefined, visit.visit),
  );
}

/** The same for several fields. */
export function visitFields(resource: Resource, specs: readonly FieldSpec[], visit: Visit): void {
  for (const spec of specs) visitField(resource, spec, visit);
}

function visitPath(slot: Slot, path: readonly string[], make: Made | undefined, visit: Visit['visit']): void {
  const [part, ...rest] = path;
  if (part === undefined) return visit(slot);
  const value = slot.get();
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    prefixed(`visit traversal on path: [${path.join(' ')}]`, () => {
      for (const at of value.keys()) visitPath(elementSlot(value, at), path, make, visit);
    });
    return;
  }
  if (!isObject(value)) throw new CommandError('expected sequence or mapping node');
  const field = fieldSlot(value, part.replace(/\[\]$/, ''));
  const made = missingValue(part, rest.length === 0, make);
  if (field.get() === undefined) {
    if (made === undefined || part.endsWith('[]')) return;
    field.set(made);
  } else if (field.get() === null && made !== undefined) field.set(made);
  visitPath(field, rest, make, visit);
}

/** What takes the place of a field that is null or missing. */
function missingValue(part: string, isLast: boolean, make: Made | undefined): Json | undefined {
  if (part.endsWith('[]')) return [];
  if (make === undefined) return undefined;
  return isLast && make === 'scalar' ? '' : {};
}

/**
 * Joins specs: those that stand in the list already are not added.
 * @throws CommandError where they differ in what is made
 * @upstream kustomize api/types/fieldspec.go MergeAll
 */
export function joinSpecs(specs: readonly FieldSpec[], more: readonly FieldSpec[]): FieldSpec[] {
  const joined = [...specs];
  for (const spec of more) {
    const same = joined.find((other) => other.path === spec.path && isSelected(gvkOf(other), spec));
    if (same === undefined) joined.push(spec);
    else if (Boolean(same.create) !== Boolean(spec.create)) throw new CommandError('conflicting fieldspecs');
  }
  return joined;
}

function gvkOf({ group = '', version = '', kind = '' }: FieldSpec): Gvk {
  return { group, version, kind };
}
