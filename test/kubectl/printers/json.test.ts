import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/apimachinery/json';
import { compactJson, printJson } from '../../../src/kubectl/printers/json';

describe('printJson', () => {
  it('indents by four, sorts fields and ends the line', () => {
    expect(printJson({ b: [1, { c: null }], a: {}, d: [] })).toBe(
      '{\n    "a": {},\n    "b": [\n        1,\n        {\n            "c": null\n        }\n    ],\n    "d": []\n}\n',
    );
  });

  it('keeps the given order where asked to', () => {
    expect(printJson({ b: 1, a: 2 }, { sorted: false })).toBe('{\n    "b": 1,\n    "a": 2\n}\n');
  });

  it('leaves out fields that are undefined', () => {
    expect(printJson({ a: undefined })).toBe('{}\n');
  });
});

describe('compactJson', () => {
  it.each<[Json, string]>([
    ['<a> & b', '"\\u003ca\\u003e \\u0026 b"'],
    ['\u2028\u2029', '"\\u2028\\u2029"'],
    ['tab\tline\nquote"\\', '"tab\\tline\\nquote\\"\\\\"'],
    ['\u0001é😀', '"\\u0001é😀"'],
    [{ x: 1, '10': 2, '2': 3 }, '{"10":2,"2":3,"x":1}'],
    [1e21, '1e+21'],
    [1e-7, '1e-7'],
    [1.5, '1.5'],
  ])('writes %j as Go does', (value, text) => {
    expect(compactJson(value)).toBe(text);
  });
});
