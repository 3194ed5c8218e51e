import { goQuote } from '../../apimachinery/go-value';
import { isObject, type Json, type JsonObject, jsonType } from '../../apimachinery/json';
import { CommandError } from '../command-error';
import type { Shape } from './kustomization-shape';

/** Where a value stands: the struct that it is a field of, and its path from the root. */
type Place = { readonly struct: string; readonly path: readonly string[] };

/**
 * A value in the fields that a shape knows, whatever the case of their names; null is nothing.
 * @throws CommandError in the words of Go's decoder
 * @upstream encoding/json Decoder.DisallowUnknownFields
 */
export function decode(value: Json, shape: Shape, isStrict = true): Json | undefined {
  const problems: string[] = [];
  const decoded = decodeValue(value, shape, { struct: '', path: [] }, isStrict, problems);
  if (problems[0] !== undefined) throw new CommandError(`json: ${problems[0]}`);
  return decoded;
}

function decodeValue(value: Json, shape: Shape, place: Place, isStrict: boolean, problems: string[]): Json | undefined {
  const mismatch = (found: string): undefined => {
    const field = place.path.length === 0 ? '' : `Go struct field ${place.struct}.${place.path.join('.')} of type `;
    const where = field === '' ? `Go value of type ${goType(shape)}` : `${field}${goType(shape)}`;
    problems.push(`cannot unmarshal ${found} into ${where}`);
  };
  if (value === null) return undefined;
  if (typeof shape === 'string') return decodeScalar(value, shape, mismatch);
  if ('list' in shape) {
    if (!Array.isArray(value)) return mismatch(jsonType(value));
    return value.map((item) => decodeValue(item, shape.list, place, isStrict, problems) ?? zeroOf(shape.list));
  }
  if (!isObject(value)) return mismatch(jsonType(value));
  const decoded: JsonObject = {};
  for (const [key, item = null] of Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))) {
    if ('map' in shape) {
      decoded[key] = decodeValue(item, shape.map, place, isStrict, problems) ?? zeroOf(shape.map);
      continue;
    }
    const field = fieldNamed(shape.fields, key);
    if (field === undefined) {
      if (isStrict) problems.push(`unknown field ${goQuote(key)}`);
      continue;
    }
    const below = {
      struct: shape.struct,
      path: [...place.path, shape.embedded?.[field] ?? '', field].filter((part) => part !== ''),
    };
    decoded[field] = decodeValue(item, shape.fields[field] as Shape, below, isStrict, problems);
  }
  return decoded;
}

function decodeScalar(value: Json, shape: string, mismatch: (found: string) => undefined): Json | undefined {
  if (shape === 'string') return typeof value === 'string' ? value : mismatch(jsonType(value));
  if (shape === 'bool') return typeof value === 'boolean' ? value : mismatch(jsonType(value));
  if (typeof value !== 'number') return mismatch(jsonType(value));
  return Number.isInteger(value) ? value : mismatch(`number ${value}`);
}

function zeroOf(shape: Shape): Json {
  if (shape === 'string') return '';
  if (shape === 'bool') return false;
  return typeof shape === 'string' ? 0 : {};
}

function fieldNamed(fields: Readonly<Record<string, Shape>>, key: string): string | undefined {
  if (Object.hasOwn(fields, key)) return key;
  return Object.keys(fields).find((field) => field.toLowerCase() === key.toLowerCase());
}

function goType(shape: Shape): string {
  if (typeof shape === 'string') return shape;
  if ('list' in shape) return `[]${goType(shape.list)}`;
  return 'map' in shape ? `map[string]${goType(shape.map)}` : `types.${shape.struct}`;
}
