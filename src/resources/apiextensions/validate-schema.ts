import { type FieldError, invalidValue, notSupported, required } from '../../apimachinery/errors';
import { compareText, deepEqual, isObject, type Json, type JsonObject } from '../../apimachinery/json';
import { isOfFormat } from './formats';
import { type JsonSchema, schemaOfField } from './json-schema';

/**
 * What is wrong with a value by its schema.
 * @param path where the value is: `spec.size`; empty at the root
 * @upstream kube-openapi pkg/validation/validate, apiextensions validation KubeOpenAPIResultToFieldErrors
 */
export function validateSchema(value: Json, schema: JsonSchema, path: string): FieldError[] {
  if (value === null && schema.nullable === true) return [];
  const mistyped = typeErrors(value, schema, path);
  if (mistyped.length > 0) return mistyped;
  return [
    ...enumErrors(value, schema, path),
    ...(typeof value === 'string' ? textErrors(value, schema, path) : []),
    ...(typeof value === 'number' ? numberErrors(value, schema, path) : []),
    ...(Array.isArray(value) ? listErrors(value, schema, path) : []),
    ...(isObject(value) ? objectErrors(value, schema, path) : []),
    ...compositionErrors(value, schema, path),
  ];
}

function typeErrors(value: Json, schema: JsonSchema, path: string): FieldError[] {
  const wanted = schema['x-kubernetes-int-or-string'] === true ? ['integer', 'string'] : [schema.type ?? ''];
  const actual = typeName(value);
  if (wanted.includes('') || wanted.includes(actual) || (wanted.includes('number') && actual === 'integer')) return [];
  return [invalidValue(path, actual, `${path} in body must be of type ${wanted.join(',')}: ${JSON.stringify(actual)}`)];
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function enumErrors(value: Json, { enum: allowed }: JsonSchema, path: string): FieldError[] {
  if (allowed === undefined || allowed.some((one) => deepEqual(one, value))) return [];
  return [
    notSupported(
      path,
      value,
      allowed.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))),
    ),
  ];
}

function textErrors(value: string, schema: JsonSchema, path: string): FieldError[] {
  const { minLength, maxLength, pattern, format } = schema;
  const length = Array.from(value).length;
  const errors: FieldError[] = [];
  if (maxLength !== undefined && length > maxLength) {
    errors.push({ type: 'Too long', field: path, detail: `may not be more than ${maxLength} bytes` });
  }
  if (minLength !== undefined && length < minLength) {
    errors.push(invalidValue(path, value, `${path} in body should be at least ${minLength} chars long`));
  }
  if (pattern !== undefined && !matches(pattern, value)) {
    errors.push(invalidValue(path, value, `${path} in body should match '${pattern}'`));
  }
  if (!isOfFormat(format, value)) {
    errors.push(invalidValue(path, value, `${path} in body must be of type ${format}: ${JSON.stringify(value)}`));
  }
  return errors;
}

/** Patterns are Go's: those that cannot be read here are not checked. */
function matches(pattern: string, value: string): boolean {
  const [, flags = '', expression = ''] = /^(?:\(\?([ims]+)\))?(.*)$/s.exec(pattern) ?? [];
  try {
    return new RegExp(expression, flags).test(value);
  } catch {
    return true;
  }
}

function numberErrors(value: number, schema: JsonSchema, path: string): FieldError[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const errors: FieldError[] = [];
  const refuse = (detail: string): void => void errors.push(invalidValue(path, value, `${path} in body ${detail}`));
  if (multipleOf !== undefined && value % multipleOf !== 0) refuse(`should be a multiple of ${multipleOf}`);
  if (maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum)) {
    refuse(`should be less than ${exclusiveMaximum ? '' : 'or equal to '}${maximum}`);
  }
  if (minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum)) {
    refuse(`should be greater than ${exclusiveMinimum ? '' : 'or equal to '}${minimum}`);
  }
  return errors;
}

function listErrors(list: readonly Json[], schema: JsonSchema, path: string): FieldError[] {
  const { items, minItems, maxItems, uniqueItems } = schema;
  const errors =
    items === undefined ? [] : list.flatMap((item, index) => validateSchema(item, items, `${path}[${index}]`));
  if (minItems !== undefined && list.length < minItems) {
    errors.push(invalidValue(path, list.length, `${path} in body should have at least ${minItems} items`));
  }
  if (maxItems !== undefined && list.length > maxItems) errors.push(tooMany(path, list.length, maxItems));
  if (uniqueItems && list.some((item, index) => list.slice(0, index).some((other) => deepEqual(item, other)))) {
    errors.push(invalidValue(path, [...list], `${path} in body shouldn't contain duplicates`));
  }
  return errors;
}

function tooMany(field: string, actual: number, most: number): FieldError {
  return { type: 'Too many', field, value: actual, detail: `must have at most ${most} items` };
}

function objectErrors(object: JsonObject, schema: JsonSchema, path: string): FieldError[] {
  const { minProperties, maxProperties } = schema;
  const fields = Object.keys(object)
    .filter((field) => object[field] !== undefined)
    .sort(compareText);
  const errors: FieldError[] = [];
  if (minProperties !== undefined && fields.length < minProperties) {
    errors.push(invalidValue(path, fields.length, `${path} in body should have at least ${minProperties} properties`));
  }
  if (maxProperties !== undefined && fields.length > maxProperties) {
    errors.push(tooMany(path, fields.length, maxProperties));
  }
  for (const field of fields) {
    const fieldSchema = schemaOfField(schema, field);
    if (fieldSchema !== undefined)
      errors.push(...validateSchema(object[field] ?? null, fieldSchema, below(path, field)));
  }
  const missing = (schema.required ?? []).filter((field) => object[field] === undefined);
  return [...errors, ...missing.map((field) => required(below(path, field)))];
}

function below(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`;
}

/** @upstream kube-openapi pkg/validation/validate schema_props.go */
function compositionErrors(value: Json, { allOf = [], anyOf, oneOf, not }: JsonSchema, path: string): FieldError[] {
  const isValid = (schema: JsonSchema): boolean => validateSchema(value, schema, path).length === 0;
  const place = path === '' ? '<nil>' : path;
  const refuse = (detail: string): FieldError => invalidValue(place, '', `${JSON.stringify(path)} must ${detail}`);
  const errors = allOf.flatMap((schema) => validateSchema(value, schema, path));
  if (anyOf !== undefined && !anyOf.some(isValid)) errors.push(refuse('validate at least one schema (anyOf)'));
  if (oneOf !== undefined) {
    const matching = oneOf.filter(isValid).length;
    const found = matching === 0 ? 'Found none valid' : `Found ${matching} valid alternatives`;
    if (matching !== 1) errors.push(refuse(`validate one and only one schema (oneOf). ${found}`));
  }
  if (not !== undefined && isValid(not)) errors.push(refuse('not validate the schema (not)'));
  return errors;
}
