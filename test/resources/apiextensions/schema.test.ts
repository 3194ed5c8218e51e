import { describe, expect, it } from 'vitest';
import { fieldErrorText } from '../../../src/apimachinery/errors';
import type { Json, JsonObject } from '../../../src/apimachinery/json';
import { setDefaults } from '../../../src/resources/apiextensions/defaults';
import type { JsonSchema } from '../../../src/resources/apiextensions/json-schema';
import { customColumns } from '../../../src/resources/apiextensions/printer-columns';
import { prune } from '../../../src/resources/apiextensions/prune';
import { validateSchema } from '../../../src/resources/apiextensions/validate-schema';

/** The messages are those of kube-openapi's errors and of apiextensions' documentation. */
describe('validation by a schema', () => {
  const rows: [JsonSchema, Json, string[]][] = [
    [{ type: 'string' }, 'a', []],
    [{ type: 'number' }, 1, []],
    [{ type: 'string', nullable: true }, null, []],
    [{ type: 'string' }, null, ['Invalid value: "null": spec.x in body must be of type string: "null"']],
    [{ type: 'integer' }, 'a', ['Invalid value: "string": spec.x in body must be of type integer: "string"']],
    [{ type: 'integer' }, 1.5, ['Invalid value: "number": spec.x in body must be of type integer: "number"']],
    [{ type: 'object' }, [], ['Invalid value: "array": spec.x in body must be of type object: "array"']],
    [{ 'x-kubernetes-int-or-string': true }, 5, []],
    [{ 'x-kubernetes-int-or-string': true }, '5%', []],
    [
      { 'x-kubernetes-int-or-string': true },
      true,
      ['Invalid value: "boolean": spec.x in body must be of type integer,string: "boolean"'],
    ],
    [{ enum: ['a', 'b'] }, 'c', ['Unsupported value: "c": supported values: "a", "b"']],
    [{ type: 'string', minLength: 2 }, 'a', ['Invalid value: "a": spec.x in body should be at least 2 chars long']],
    [{ type: 'string', maxLength: 2 }, 'abc', ['Too long: may not be more than 2 bytes']],
    [{ type: 'string', pattern: '^a' }, 'b', [`Invalid value: "b": spec.x in body should match '^a'`]],
    [
      { type: 'string', format: 'date-time' },
      'now',
      ['Invalid value: "now": spec.x in body must be of type date-time: "now"'],
    ],
    [{ type: 'string', format: 'ipv4' }, '10.0.0.1', []],
    [
      { type: 'string', format: 'ipv4' },
      '10.0.0',
      ['Invalid value: "10.0.0": spec.x in body must be of type ipv4: "10.0.0"'],
    ],
    [{ maximum: 10 }, 15, ['Invalid value: 15: spec.x in body should be less than or equal to 10']],
    [{ maximum: 10, exclusiveMaximum: true }, 10, ['Invalid value: 10: spec.x in body should be less than 10']],
    [{ minimum: 1 }, 0, ['Invalid value: 0: spec.x in body should be greater than or equal to 1']],
    [{ minimum: 1, exclusiveMinimum: true }, 1, ['Invalid value: 1: spec.x in body should be greater than 1']],
    [{ multipleOf: 5 }, 7, ['Invalid value: 7: spec.x in body should be a multiple of 5']],
    [{ minItems: 1 }, [], ['Invalid value: 0: spec.x in body should have at least 1 items']],
    [{ maxItems: 1 }, [1, 2], ['Too many: 2: must have at most 1 items']],
    [
      { items: { type: 'string' } },
      ['a', 1],
      ['Invalid value: "integer": spec.x[1] in body must be of type string: "integer"'],
    ],
    [{ required: ['a', 'b'] }, { b: 1 }, ['Required value']],
    [
      { properties: { a: { type: 'string' } } },
      { a: 1 },
      ['Invalid value: "integer": spec.x.a in body must be of type string: "integer"'],
    ],
    [
      { additionalProperties: { type: 'string' } },
      { z: 1 },
      ['Invalid value: "integer": spec.x.z in body must be of type string: "integer"'],
    ],
    [{ maxProperties: 1 }, { a: 1, b: 1 }, ['Too many: 2: must have at most 1 items']],
    [{ anyOf: [{ type: 'string' }, { type: 'integer' }] }, 1, []],
    [{ anyOf: [{ type: 'string' }] }, 1, ['Invalid value: "": "spec.x" must validate at least one schema (anyOf)']],
    [{ not: { type: 'integer' } }, 1, ['Invalid value: "": "spec.x" must not validate the schema (not)']],
    [{ allOf: [{ minimum: 2 }] }, 1, ['Invalid value: 1: spec.x in body should be greater than or equal to 2']],
  ];

  it.each(rows)('%j of %j', (schema, value, messages) => {
    const texts = validateSchema(value, schema, 'spec.x').map(fieldErrorText);

    expect(texts.map((text) => text.replace(/^spec\.x[^:]*: /, ''))).toEqual(messages);
  });
});

describe('fields that a schema does not have', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: {
      spec: { type: 'object', properties: { a: {}, list: { items: { properties: { b: {} } } } } },
      free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    },
  };

  it('go, and are told', () => {
    const object: JsonObject = {
      kind: 'K',
      metadata: { name: 'n', odd: 1 },
      spec: { a: 1, c: 2, list: [{ b: 1, d: 1 }] },
      free: { any: { thing: 1 } },
      more: 1,
    };

    expect(prune(object, schema)).toEqual(['more', 'spec.c', 'spec.list[0].d']);
    expect(object).toEqual({
      kind: 'K',
      metadata: { name: 'n', odd: 1 },
      spec: { a: 1, list: [{ b: 1 }] },
      free: { any: { thing: 1 } },
    });
  });
});

describe('defaults of a schema', () => {
  it.each<[JsonObject, JsonObject]>([
    [{}, { size: 1 }],
    [{ size: null }, { size: 1 }],
    [
      { size: 5, items: [{}] },
      { size: 5, items: [{ kind: 'a' }] },
    ],
  ])('%j becomes %j', (object, completed) => {
    setDefaults(object, {
      properties: { size: { default: 1 }, items: { items: { properties: { kind: { default: 'a' } } } } },
    });

    expect(object).toEqual(completed);
  });
});

describe('columns of a definition', () => {
  const object = {
    apiVersion: 'a.b/v1',
    kind: 'K',
    metadata: { name: 'n', creationTimestamp: '2026-01-01T00:00:00Z' },
    spec: { size: 3.7, on: true, text: 'x', list: ['a', 'b'], map: { k: 'v' } },
  };
  const now = Date.UTC(2026, 0, 1, 0, 5);

  it.each([
    ['integer', '.spec.size', '3'],
    ['number', '.spec.size', '3.7'],
    ['boolean', '.spec.on', 'true'],
    ['string', '.spec.text', 'x'],
    ['string', '.spec.list', '[a b]'],
    ['string', '.spec.map.k', 'v'],
    ['string', '.spec.nothing', ''],
    ['string', '.spec.[', ''],
    ['date', '.metadata.creationTimestamp', '5m'],
  ])('%s at %s is %s', (type, jsonPath, text) => {
    const [, column] = customColumns([{ name: 'X', type, jsonPath }]);

    expect(column?.cell(object, now)).toBe(text);
  });

  it('are the name and the age where none are defined', () => {
    expect(customColumns(undefined).map(({ cell }) => cell(object, now))).toEqual(['n', '5m']);
  });
});
