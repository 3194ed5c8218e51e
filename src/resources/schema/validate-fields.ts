import { compareText, isObject, type Json, type JsonObject, jsonType } from '../../apimachinery/json';
import { type FieldType, fieldOf, goStructName, type Scalar, typeOf } from './field-types';
import { base64Problem, quantityProblem, timeProblem } from './scalar-problems';

/** What strict decoding finds wrong with an object's fields. */
export type FieldProblems = {
  /** Paths of the fields that the kind does not have, in the decoder's order: `spec.containers[0].imagee`. */
  readonly unknown: readonly string[];
  /** The first value of a wrong type, as the API server tells it behind `cannot be handled as a Pod: `. */
  readonly typeError?: string;
};

/** Upstream keeps no more problems than these. */
const MAX_UNKNOWN = 100;

/**
 * Checks the fields of an object against its kind's schema, in the order of sorted keys, which is the order that
 * kubectl sends. Kinds without a schema are not checked. A type error wins over unknown fields.
 * @upstream sigs.k8s.io/json UnmarshalStrict, apimachinery runtime/serializer/json Decode
 */
export function checkFields(object: JsonObject): FieldProblems {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return { unknown: [] };
  const typeName = typeOf(apiVersion, kind);
  if (typeName === undefined) return { unknown: [] };
  const found: Found = { unknown: new Set() };
  checkObject(object, typeName, { struct: '', path: '', strictPath: '' }, found);
  return { unknown: [...found.unknown].slice(0, MAX_UNKNOWN), typeError: found.failure ?? found.mismatch };
}

/** The message about unknown fields: `strict decoding error: unknown field "a", unknown field "b"`. */
export function strictDecodingError(unknown: readonly string[]): string {
  return `strict decoding error: ${unknown.map(unknownFieldText).join(', ')}`;
}

/** `unknown field "spec.imagee"`: also the text of a warning. */
export function unknownFieldText(path: string): string {
  return `unknown field ${JSON.stringify(path)}`;
}

/** A mismatch is noted and decoding goes on; a failure of a type's own decoder ends it, and so wins. */
type Found = { readonly unknown: Set<string>; mismatch?: string; failure?: string };

/** Where the decoder is: the Go struct and the path without indexes for mismatches, the path with them for others. */
type Place = { readonly struct: string; readonly path: string; readonly strictPath: string };

function checkObject(object: JsonObject, typeName: string, place: Place, found: Found): void {
  const struct = goStructName(typeName);
  for (const key of Object.keys(object).sort(compareText)) {
    const value = object[key];
    if (value === undefined) continue;
    const strictPath = join(place.strictPath, key);
    const field = fieldOf(typeName, key);
    if (field === undefined) found.unknown.add(strictPath);
    else checkValue(value, field.type, { struct, path: join(place.path, key), strictPath }, found);
  }
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function checkValue(value: Json, type: FieldType, place: Place, found: Found): void {
  if (value === null) return;
  if (type.shape === 'scalar') {
    checkScalar(value, type.scalar, type.goName, place, found);
  } else if (type.shape === 'object' && isObject(value)) {
    checkObject(value, type.typeName, place, found);
  } else if (type.shape === 'list' && Array.isArray(value)) {
    value.forEach((element, index) => {
      checkValue(element, type.element, { ...place, strictPath: `${place.strictPath}[${index}]` }, found);
    });
  } else if (type.shape === 'map' && isObject(value)) {
    for (const key of Object.keys(value).sort(compareText)) {
      checkValue(value[key] ?? null, type.element, { ...place, strictPath: join(place.strictPath, key) }, found);
    }
  } else {
    found.mismatch ??= mismatch(value, type.goName, place);
  }
}

function mismatch(value: Json, goName: string, { struct, path }: Place): string {
  return `json: cannot unmarshal ${jsonType(value)} into Go struct field ${struct}.${path} of type ${goName}`;
}

type ScalarCheck = (value: Json, goName: string, place: Place, found: Found) => void;

function checkScalar(value: Json, scalar: Scalar, goName: string, place: Place, found: Found): void {
  scalarChecks[scalar](value, goName, place, found);
}

const ofType =
  (wanted: 'string' | 'number' | 'boolean'): ScalarCheck =>
  (value, goName, place, found) => {
    if (typeof value !== wanted) found.mismatch ??= mismatch(value, goName, place);
  };

const scalarChecks: Readonly<Record<Scalar, ScalarCheck>> = {
  any: () => undefined,
  string: ofType('string'),
  number: ofType('number'),
  boolean: ofType('boolean'),
  int32: checkInteger,
  int64: checkInteger,
  bytes: checkBytes,
  IntOrString: (value, _goName, place, found) => {
    if (typeof value !== 'string') found.failure ??= integerProblem(value, 'int32', place);
  },
  Quantity: (value, _goName, _place, found) => {
    found.failure ??= quantityProblem(value);
  },
  Time: (value, _goName, place, found) => {
    found.failure ??= typeof value === 'string' ? timeProblem(value, 'Time') : mismatch(value, 'string', place);
  },
  MicroTime: (value, _goName, place, found) => {
    found.failure ??= typeof value === 'string' ? timeProblem(value, 'MicroTime') : mismatch(value, 'string', place);
  },
};

function checkInteger(value: Json, goName: string, place: Place, found: Found): void {
  found.mismatch ??= integerProblem(value, goName, place);
}

function integerProblem(value: Json, goName: string, place: Place): string | undefined {
  if (typeof value !== 'number') return mismatch(value, goName, place);
  const limit = goName === 'int32' ? 2 ** 31 : 2 ** 63;
  if (Number.isInteger(value) && value >= -limit && value < limit) return undefined;
  return mismatch(value, goName, place).replace('number', `number ${value}`);
}

/** Base64, or a list of numbers as Go reads it. */
function checkBytes(value: Json, goName: string, place: Place, found: Found): void {
  if (typeof value === 'string') found.mismatch ??= base64Problem(value);
  else if (!Array.isArray(value)) found.mismatch ??= mismatch(value, goName, place);
}
