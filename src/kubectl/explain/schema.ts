import { isObject, type Json, type JsonObject } from '../../apimachinery/json';

/** A schema of OpenAPI, as far as it is looked at: servers may say more, and less. */
export type Schema = JsonObject;

/** A part of a schema that is a schema; undefined where it is none. */
export function schemaIn(schema: Schema, name: string): Schema | undefined {
  const part = schema[name];
  return isObject(part) ? part : undefined;
}

export function textIn(schema: Schema, name: string): string {
  const text = schema[name];
  return typeof text === 'string' ? text : '';
}

export function listIn(schema: Schema, name: string): readonly Json[] {
  const list = schema[name];
  return Array.isArray(list) ? list : [];
}

/** The fields of an object, by name. */
export function propertiesOf(schema: Schema): readonly (readonly [string, Schema])[] {
  const names = Object.keys(schemaIn(schema, 'properties') ?? {}).sort();
  return names.map((name) => [name, schemaIn(schemaIn(schema, 'properties') ?? {}, name) ?? {}]);
}

/** What a reference refers to in its document: `#/components/schemas/NAME`. */
export function referred(document: JsonObject, reference: string): Schema | undefined {
  if (!reference.startsWith('#')) return undefined;
  let found: Json = document;
  for (const part of reference.slice(1).split('/')) {
    if (part === '') continue;
    const next: Json | undefined = isObject(found) ? found[part] : undefined;
    if (!isObject(next)) return undefined;
    found = next;
  }
  return found as JsonObject;
}
