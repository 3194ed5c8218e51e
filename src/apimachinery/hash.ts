import { compareText, isObject, type Json } from './json';
import { safeEncode } from './random';

/** FNV-1a with 32 bits over UTF-8. */
export function fnv32a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash ^= byte;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash;
}

/** JSON with sorted fields: equal objects give equal text. */
export function canonicalJson(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const fields = Object.keys(value)
    .filter((field) => value[field] !== undefined)
    .sort(compareText);
  return `{${fields.map((field) => `${JSON.stringify(field)}:${canonicalJson(value[field])}`).join(',')}}`;
}

/**
 * The short hash in names of revisions and replica sets, such as `5d7b9c8f6d`.
 * @param collisions how often the name was taken already
 * @upstream pkg/controller/history HashControllerRevision, pkg/controller ComputeHash (upstream hashes Go structs: same form, other digits)
 */
export function templateHash(template: Json | undefined, collisions = 0): string {
  return safeEncode(String(fnv32a(canonicalJson(template) + (collisions > 0 ? String(collisions) : ''))));
}
