import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/apimachinery/json';
import { applyMergePatch, createMergePatch } from '../../../src/apimachinery/patch/merge';
import { expected, numbered, type Recorded } from './recorded';
import createRecords from './recorded/create-merge.json';
import mergeRecords from './recorded/merge.json';

describe('applyMergePatch', () => {
  // The examples of RFC 7386, appendix A, whose documents and patches are objects.
  it.each<[JsonObject, JsonObject, JsonObject]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j patched by %j is %j', (document, patch, result) => {
    expect(applyMergePatch(document, patch)).toEqual(result);
  });

  it.each(numbered(mergeRecords as Recorded[]))('does as upstream: line %i', (_line, record) => {
    expect(applyMergePatch(record.doc ?? {}, record.patch as JsonObject)).toEqual(record.result);
  });

  it('leaves document and patch as they were', () => {
    const document = { a: { b: 1 } };
    const patch = { a: { b: null, c: [1] } };
    applyMergePatch(document, patch);
    expect({ document, patch }).toEqual({ document: { a: { b: 1 } }, patch: { a: { b: null, c: [1] } } });
  });
});

describe('createMergePatch', () => {
  it.each(numbered(createRecords as Recorded[]))('does as upstream: line %i', (_line, record) => {
    expect({ result: createMergePatch(record.original ?? {}, record.modified ?? {}) }).toEqual(expected(record));
  });
});
