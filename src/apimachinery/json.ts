/** A JSON value; objects may hold `undefined` for fields that are absent. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object. API types are `type` aliases, so that each of them is assignable to this. */
export type JsonObject = { [field: string]: Json | undefined };

/** Whether a value is a JSON object (neither null nor a list). */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value that a text holds; undefined where it is no JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What nests deeper than this is read by functions that call themselves; upstream reads ten times as much. */
const MAX_DEPTH = 1000;

/** Whether a text, in JSON or in YAML's flow style, nests too deep to be read. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/[[{]|[\]}]|"(?:[^"\\]|\\.)*"?/gs)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** What Go's decoder calls a value that it cannot take: `array`, `bool`. @upstream encoding/json UnmarshalTypeError */
export function jsonType(value: Json | undefined): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** Sets a field of any name: to assign `__proto__` would change what the object inherits. */
export function setField(object: JsonObject, field: string, value: Json | undefined): void {
  if (field === '__proto__') {
    Object.defineProperty(object, field, { value, writable: true, enumerable: true, configurable: true });
  } else object[field] = value;
}

/** A deep copy without the fields that are `undefined`. */
export function clone<T extends Json | undefined>(value: T): T {
  if (Array.isArray(value)) return value.map((item) => clone(item)) as T;
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [field, item] of Object.entries(value)) if (item !== undefined) setField(copy, field, clone(item));
  return copy as T;
}

/** Deep equality; the order of fields does not matter, a field that is `undefined` is absent. */
export function deepEqual(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (Array.isArray(left)) {
    return Array.isArray(right) && left.length === right.length && left.every((item, i) => deepEqual(item, right[i]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const fields = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...fields].every((field) => deepEqual(left[field], right[field]));
}

/** Text order by UTF-16 code unit, as Go's `<` on ASCII: what Kubernetes sorts names by. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
