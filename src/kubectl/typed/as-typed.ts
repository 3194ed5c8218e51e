import { compareText, isObject, type Json, type JsonObject, setField } from '../../apimachinery/json';
import type { KubeObject } from '../../apimachinery/meta';
import { canonicalQuantity } from '../../apimachinery/quantity';
import { type FieldType, fieldOf, typeOf } from '../../resources/schema/field-types';
import structs from './go-structs.json';

/**
 * The fields of Go's structs in their order, as kubectl 1.33 was seen to print them: `!` is always there, `~` as well
 * (null where it is missing), `?` is a pointer, kept though it points at nothing; all others are left out when empty.
 */
const fieldsOfStructs: Readonly<Record<string, string>> = structs;

/**
 * An object as kubectl's own types hold and write it: fields in the order of their structs, those that are empty left
 * out, structs that were left out filled in. Kinds that are not known are left as they are.
 * @upstream encoding/json Marshal, k8s.io/api types.go
 */
export function asTyped<T extends KubeObject>(object: T): T {
  const typeName = typeOf(object.apiVersion, object.kind);
  if (typeName === undefined || fieldsOfStructs[typeName] === undefined) return object;
  return structOf(typeName, object) as T;
}

function structOf(typeName: string, value: JsonObject): JsonObject {
  const fields = fieldsOfStructs[typeName];
  if (fields === undefined) return value;
  const typed: JsonObject = {};
  for (const code of fields.split(' ')) {
    const [, name = '', mark = ''] = /^(\w+)(\W?)$/.exec(code) ?? [];
    const type = fieldOf(typeName, name)?.type;
    const own = value[name] ?? undefined;
    const written = own === undefined || type === undefined ? own : typedValue(type, own);
    if (written !== undefined && (mark !== '' || type?.shape === 'object' || !isEmpty(written))) {
      typed[name] = written;
    } else if (mark === '!' && type !== undefined) typed[name] = zeroOf(type);
    else if (mark === '~') typed[name] = null;
  }
  return typed;
}

function typedValue(type: FieldType, value: Json): Json {
  switch (type.shape) {
    case 'object':
      return isObject(value) ? structOf(type.typeName, value) : value;
    case 'list':
      return Array.isArray(value) ? value.map((item) => typedValue(type.element, item)) : value;
    case 'map':
      return isObject(value) ? sortedMap(value, type.element) : value;
    case 'scalar':
      return type.scalar === 'Quantity' ? canonicalQuantity(String(value)) : value;
  }
}

function sortedMap(map: JsonObject, element: FieldType): JsonObject {
  const sorted: JsonObject = {};
  for (const key of Object.keys(map).sort(compareText)) {
    const value = map[key];
    if (value !== undefined) setField(sorted, key, typedValue(element, value));
  }
  return sorted;
}

function isEmpty(value: Json): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.keys(value).length === 0;
  return value === '' || value === 0 || value === false;
}

function zeroOf(type: FieldType): Json {
  if (type.shape === 'object') return structOf(type.typeName, {});
  if (type.shape !== 'scalar') return null;
  switch (type.scalar) {
    case 'boolean':
      return false;
    case 'int32':
    case 'int64':
    case 'number':
    case 'IntOrString':
      return 0;
    case 'Quantity':
      return '0';
    default:
      return '';
  }
}
