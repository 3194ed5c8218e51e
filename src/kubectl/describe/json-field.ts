import { isObject, type Json, type JsonObject } from '../../apimachinery/json';

/** The text of a field, empty where there is none. */
export function textField(object: JsonObject | undefined, field: string): string {
  const value = object?.[field];
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}

/** The object in a field, if there is one. */
export function objectField(object: JsonObject | undefined, field: string): JsonObject | undefined {
  const value = object?.[field];
  return isObject(value) ? value : undefined;
}

/** The list in a field, empty where there is none. */
export function listField(object: JsonObject | undefined, field: string): readonly Json[] {
  const value = object?.[field];
  return Array.isArray(value) ? value : [];
}

/** The objects of the list in a field. */
export function objectsField(object: JsonObject | undefined, field: string): readonly JsonObject[] {
  return listField(object, field).filter((item) => isObject(item));
}

/** The texts of the list in a field. */
export function textsField(object: JsonObject | undefined, field: string): readonly string[] {
  return listField(object, field).map(String);
}

/** The map of texts in a field, if there is one. */
export function mapField(object: JsonObject | undefined, field: string): Record<string, string> | undefined {
  const map = objectField(object, field);
  return map && Object.fromEntries(Object.entries(map).map(([key, value]) => [key, String(value)]));
}
