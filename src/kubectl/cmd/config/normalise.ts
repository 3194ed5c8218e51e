import { goQuote, sortedFields } from '../../../apimachinery/go-value';
import { compareText, isObject, type Json, type JsonObject, jsonType } from '../../../apimachinery/json';
import { canonicalBase64 } from './go-base64';
import { goText } from './go-text';
import { type Entries, type Field, goTypeOf, kubeconfigShape, type Shape, type Struct } from './shape';

/** Where a value stands, as Go's JSON decoder says it: `Cluster` and `clusters.cluster.server`. */
type Place = { readonly struct: string; readonly path: string };

/**
 * A kubeconfig as kubectl holds it: fields that it does not know are left out, and so are empty ones unless they are
 * always written; entries are sorted by name.
 * @throws Error in the words of Go's JSON decoder where a value has the wrong type, and for names that occur twice
 * @upstream client-go tools/clientcmd/api/v1/conversion.go
 */
export function normalise(config: Json): JsonObject {
  return structOf(kubeconfigShape, config, { struct: '', path: '' });
}

function readValue(shape: Shape, given: Json | undefined, place: Place): Json {
  const value = given ?? null;
  switch (shape.is) {
    case 'raw':
      return sorted(value);
    case 'string':
    case 'bytes':
    case 'bool':
      return scalarOf(shape, value, place);
    case 'list':
      return value === null ? null : itemsOf(shape, shape.of, value, place);
    case 'entries':
      return entriesOf(shape, value === null ? [] : itemsOf(shape, shape.entry, value, place));
    case 'map':
      return value === null ? null : mapOf(shape, shape.of, value, place);
    case 'struct':
      return structOf(shape, value, place);
  }
}

function scalarOf(shape: Shape, value: Json, place: Place): Json {
  const empty = shape.is === 'bool' ? false : '';
  if (value === null) return empty;
  if (typeof value !== typeof empty) throw mismatch(shape, value, place);
  return shape.is === 'bytes' ? canonicalBase64(String(value)) : value;
}

function mapOf(shape: Shape, of: Shape, value: Json, place: Place): Json {
  if (!isObject(value)) throw mismatch(shape, value, place);
  return Object.fromEntries(sortedFields(value).map(([key, item]) => [key, readValue(of, item, place)]));
}

/** What upstream keeps as it is came from YAML through JSON with sorted fields. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(sortedFields(value).map(([name, item]) => [name, sorted(item)]));
}

function itemsOf(shape: Shape, of: Shape, value: Json, place: Place): Json[] {
  if (!Array.isArray(value)) throw mismatch(shape, value, place);
  return value.map((item) => readValue(of, item, place));
}

function structOf(struct: Struct, value: Json | undefined, place: Place): JsonObject {
  if ((value ?? null) !== null && !isObject(value)) throw mismatch(struct, value, place);
  const result: JsonObject = {};
  for (const field of struct.fields) {
    const given = isObject(value) ? value[field.name] : undefined;
    const path = place.path === '' ? field.name : `${place.path}.${field.name}`;
    const isNil = (given ?? null) === null && field.shape.is === 'struct' && field.shape.isPointer;
    const item = isNil ? null : readValue(field.shape, given, { struct: struct.name, path });
    if (!isOmitted(field, item, given)) result[field.name] = item;
  }
  return result;
}

function isOmitted({ shape, always, keepsEmpty }: Field, value: Json, given: Json | undefined): boolean {
  if (always || (keepsEmpty && typeof given === 'string')) return false;
  if (Array.isArray(value)) return value.length === 0;
  if (shape.is === 'map' && isObject(value)) return Object.keys(value).length === 0;
  return value === null || value === '' || value === false;
}

function entriesOf({ entry, map }: Entries, items: readonly Json[]): Json[] {
  const nameOf = (item: Json): string => String((item as JsonObject).name);
  const names = items.map(nameOf);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) {
    const list = items.map((item) => goText(entry, item)).join(' ');
    throw new Error(
      `error converting *[]${entry.name} into *${map}: duplicate name ${goQuote(twice)} in list: [${list}]`,
    );
  }
  return items.toSorted((left, right) => compareText(nameOf(left), nameOf(right)));
}

function mismatch(shape: Shape, value: Json | undefined, { struct, path }: Place): Error {
  return new Error(
    `json: cannot unmarshal ${jsonType(value)} into Go struct field ${struct}.${path} of type ${goTypeOf(shape)}`,
  );
}
