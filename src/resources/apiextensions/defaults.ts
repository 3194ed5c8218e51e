import { clone, isObject, type Json, type JsonObject } from '../../apimachinery/json';
import { type JsonSchema, schemaOfField } from './json-schema';

/** Fills in what a schema defaults. @upstream apiextensions structural/defaulting Default */
export function setDefaults(value: Json, schema: JsonSchema): void {
  if (isObject(value)) setFieldDefaults(value, schema);
  else if (Array.isArray(value) && schema.items !== undefined) {
    for (const item of value) setDefaults(item, schema.items);
  }
}

function setFieldDefaults(object: JsonObject, schema: JsonSchema): void {
  for (const [field, { default: initial, nullable }] of Object.entries(schema.properties ?? {})) {
    const isMissing = object[field] === undefined || (object[field] === null && nullable !== true);
    if (initial !== undefined && isMissing) object[field] = clone(initial);
  }
  for (const [field, value] of Object.entries(object)) {
    const fieldSchema = schemaOfField(schema, field);
    if (fieldSchema !== undefined && value !== undefined) setDefaults(value, fieldSchema);
  }
}
