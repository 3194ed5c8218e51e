import { describe, expect, it } from 'vitest';
import { readYamlDocuments } from '../../../src/apimachinery/yaml/read';
import recorded from './recorded.json';

describe('readYamlDocuments', () => {
  it.each(recorded.rows.map((row) => [row.text, row] as const))('reads %j as kubectl does', (text, row) => {
    if (row.error !== undefined)
      expect(() => readYamlDocuments(text)).toThrow(expect.objectContaining({ message: row.error }));
    else expect(readYamlDocuments(text).documents.map((document) => document.json)).toEqual([row.json]);
  });

  it('splits documents at their separators and leaves out empty ones', () => {
    const text = '# comment\n---\na: 1\n--- # next\n\n---\nb: |\n  x\n   ---\n---\n';
    expect(readYamlDocuments(text).documents).toEqual([
      { json: { a: 1 }, line: 3 },
      { json: { b: 'x\n ---\n' }, line: 7 },
    ]);
  });

  it('refuses text after a separator', () => {
    expect(() => readYamlDocuments('a: 1\n--- b: 2\n')).toThrow('invalid Yaml document separator: b: 2');
  });

  it('counts the lines of an error from the beginning of its document', () => {
    expect(() => readYamlDocuments('a: b\n---\nc: d\n e: f\n')).toThrow(
      'yaml: line 2: mapping values are not allowed in this context',
    );
  });

  it('reads objects in JSON one after the other', () => {
    expect(readYamlDocuments('{"a": "}"}\n{"b": 012}').documents.length).toBe(1);
    expect(readYamlDocuments('{"a": "}"}\n{"b": 2}\n').documents).toEqual([
      { json: { a: '}' }, line: 1 },
      { json: { b: 2 }, line: 2 },
    ]);
  });

  it('gives each use of an anchor a copy of its own', () => {
    const [document] = readYamlDocuments('a: &x {b: 1}\nc: *x\n').documents;
    expect(document?.json).toEqual({ a: { b: 1 }, c: { b: 1 } });
  });
});
