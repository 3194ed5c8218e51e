import { describe, expect, it } from 'vitest';
import { applyJsonPatch } from '../../../src/apimachinery/patch/json';
import { answer, expected, numbered, type Recorded } from './recorded';
import records from './recorded/json.json';

describe('applyJsonPatch', () => {
  it.each(numbered(records as Recorded[]))('does as upstream: line %i', (_line, record) => {
    expect(answer(() => applyJsonPatch(record.doc ?? {}, record.patch ?? null))).toEqual(expected(record));
  });

  it('leaves the document as it was where a later operation fails', () => {
    const document = { a: [1, { b: 2 }] };
    const patch = [
      { op: 'remove', path: '/a/1/b' },
      { op: 'test', path: '/a/0', value: 2 },
    ];
    expect(() => applyJsonPatch(document, patch)).toThrow('testing value /a/0 failed: test failed');
    expect(document).toEqual({ a: [1, { b: 2 }] });
  });
});
