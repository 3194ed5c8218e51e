import { isObject, type Json, type JsonObject } from '../json';

/** A patch that cannot be read or applied; the message is upstream's. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
}

/** Changes on both sides of a three-way patch that contradict each other; callers print both as YAML. */
export class PatchConflictError extends PatchError {
  constructor(
    /** The patch that was to be sent. */
    readonly patch: JsonObject,
    /** What changed from the original to the current object. */
    readonly changes: JsonObject,
  ) {
    super('patch conflicts with changes made from original to current');
  }
}

/** The name of a JSON value's type as Go's decoder makes it. */
export function goTypeName(value: Json | undefined): string {
  if (value == null) return '%!s(<nil>)';
  if (Array.isArray(value)) return '[]interface {}';
  if (isObject(value)) return 'map[string]interface {}';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : 'string';
}

/** A JSON value as Go's `%v` prints it: `map[a:1 b:[x y]]`. */
export function goText(value: Json | undefined): string {
  if (value == null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (!isObject(value)) return String(value);
  const fields = Object.keys(value).sort();
  return `map[${fields.map((field) => `${field}:${goText(value[field])}`).join(' ')}]`;
}
