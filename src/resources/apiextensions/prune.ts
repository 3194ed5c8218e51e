import { isObject, type Json, type JsonObject } from '../../apimachinery/json';
import { type JsonSchema, metaFields, schemaOfField } from './json-schema';

/**
 * Takes the fields out of an object that its schema does not have.
 * @returns their paths, in the order in which they were found: `spec.replica`
 * @upstream apiextensions structural/pruning PruneWithOptions
 */
export function prune(object: JsonObject, schema: JsonSchema): string[] {
  const unknown: string[] = [];
  pruneObject(object, schema, '', true, unknown);
  return unknown;
}

function pruneObject(object: JsonObject, schema: JsonSchema, path: string, isRoot: boolean, unknown: string[]): void {
  const keepsAll = schema['x-kubernetes-preserve-unknown-fields'] === true;
  for (const field of Object.keys(object).sort()) {
    if (isRoot && metaFields.includes(field)) continue;
    const fieldPath = path === '' ? field : `${path}.${field}`;
    const fieldSchema = schemaOfField(schema, field);
    if (fieldSchema !== undefined) pruneValue(object[field] ?? null, fieldSchema, fieldPath, unknown);
    else if (!keepsAll) {
      unknown.push(fieldPath);
      delete object[field];
    }
  }
}

function pruneValue(value: Json, schema: JsonSchema, path: string, unknown: string[]): void {
  if (isObject(value)) pruneObject(value, schema, path, schema['x-kubernetes-embedded-resource'] === true, unknown);
  else if (Array.isArray(value)) {
    const { items } = schema;
    if (items !== undefined) value.forEach((item, index) => void pruneValue(item, items, `${path}[${index}]`, unknown));
  }
}
