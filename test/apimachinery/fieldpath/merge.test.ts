import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../../../src/apimachinery/fieldpath/compare';
import { pathsOf, pathText } from '../../../src/apimachinery/fieldpath/field-set';
import { merge, removeItems } from '../../../src/apimachinery/fieldpath/merge';
import {
  atomic,
  fieldSetOf,
  type ListType,
  type MapType,
  type MergeType,
} from '../../../src/apimachinery/fieldpath/merge-type';
import type { Json } from '../../../src/apimachinery/json';

const mapOf = (entry: MergeType): MapType => ({ shape: 'map', field: () => ({ type: entry, isDeclared: false }) });

function struct(fields: Record<string, MergeType>): MapType {
  return {
    shape: 'map',
    isStruct: true,
    field: (name) => {
      const type = fields[name];
      return type === undefined ? { type: atomic, isDeclared: false } : { type, isDeclared: true };
    },
  };
}

const set: ListType = { shape: 'list', element: atomic };
const item = struct({ name: atomic, value: atomic, tags: mapOf(atomic) });
const list: ListType = { shape: 'list', keys: ['name'], element: item };
const object = struct({
  number: atomic,
  labels: mapOf(atomic),
  whole: atomic,
  items: list,
  texts: set,
  inner: struct({ a: atomic }),
});

const texts = (fields: Parameters<typeof pathsOf>[0]): string[] => pathsOf(fields).map(pathText);

describe('the fields of a value', () => {
  it.each([
    [{ number: 1 }, ['.number']],
    [{ labels: { a: 'b' } }, ['.labels.a']],
    [{ labels: {} }, ['.labels']],
    [{ labels: null }, ['.labels']],
    [{ inner: { a: 1 } }, ['.inner.a']],
    [{ inner: {} }, ['.inner']],
    [{ whole: { a: { b: 1 } } }, ['.whole']],
    [{ items: [{ name: 'x', value: 1 }] }, ['.items[name="x"]', '.items[name="x"].name', '.items[name="x"].value']],
    [{ items: [] }, []],
    [{ texts: ['a'] }, ['.texts[="a"]']],
  ] as [Json, string[]][])('%j', (value, fields) => {
    expect(texts(fieldSetOf(value, object))).toEqual(fields);
  });
});

describe('a comparison', () => {
  it.each([
    [{}, { number: 1 }, { added: ['.number'] }],
    [{ number: 1 }, { number: 2 }, { modified: ['.number'] }],
    [{ number: 1 }, {}, { removed: ['.number'] }],
    [{}, { labels: { a: 'b' } }, { added: ['.labels', '.labels.a'] }],
    [{ labels: {} }, { labels: { a: 'b' } }, { added: ['.labels.a'] }],
    [{ labels: { a: 'b' } }, { labels: { a: 'c', d: 'e' } }, { added: ['.labels.d'], modified: ['.labels.a'] }],
    [{ whole: { a: 1 } }, { whole: { a: 2 } }, { modified: ['.whole'] }],
    [
      { items: [{ name: 'x', value: 1 }] },
      { items: [{ name: 'x', value: 2 }] },
      { modified: ['.items[name="x"].value'] },
    ],
    [
      { items: [{ name: 'x' }] },
      { items: [{ name: 'y' }] },
      {
        added: ['.items[name="y"]', '.items[name="y"].name'],
        removed: ['.items[name="x"]', '.items[name="x"].name'],
      },
    ],
    [{ items: [{ name: 'x' }, { name: 'y' }] }, { items: [{ name: 'y' }, { name: 'x' }] }, {}],
    [{ texts: ['a', 'b'] }, { texts: ['b', 'c'] }, { added: ['.texts[="c"]'], removed: ['.texts[="a"]'] }],
    [{ inner: {} }, {}, { removed: ['.inner'] }],
  ] as [Json, Json, Record<string, string[]>][])('of %j with %j', (before, after, expected) => {
    const found = Object.entries(compare(before, after, object)).map(([name, fields]) => [name, texts(fields)]);
    expect(Object.fromEntries(found)).toEqual({ added: [], modified: [], removed: [], ...expected });
  });
});

describe('a merge', () => {
  it.each([
    [{ number: 1, inner: { a: 1 } }, { number: 2 }, { number: 2, inner: { a: 1 } }],
    [{ labels: { a: '1' } }, { labels: { b: '2' } }, { labels: { a: '1', b: '2' } }],
    [{ whole: { a: 1 } }, { whole: { b: 2 } }, { whole: { b: 2 } }],
    [{ texts: ['a', 'b'] }, { texts: ['b', 'c'] }, { texts: ['a', 'b', 'c'] }],
    [
      {
        items: [
          { name: 'x', value: 1 },
          { name: 'y', value: 2 },
        ],
      },
      { items: [{ name: 'z' }, { name: 'x', tags: { t: 1 } }] },
      { items: [{ name: 'z' }, { name: 'x', value: 1, tags: { t: 1 } }, { name: 'y', value: 2 }] },
    ],
    [{ texts: ['a', 'b', 'c'] }, { texts: ['c', 'a'] }, { texts: ['b', 'c', 'a'] }],
  ] as [Json, Json, Json][])('of %j and %j', (live, config, merged) => {
    expect(merge(live, config, object)).toEqual(merged);
  });

  const names = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e'));

  it('keeps all elements once, those of the configuration in its order', () => {
    fc.assert(
      fc.property(names, names, (live, config) => {
        const merged = merge(live, config, set) as string[];
        expect([...merged].sort()).toEqual([...new Set([...live, ...config])].sort());
        expect(merged.filter((name) => config.includes(name))).toEqual(config);
        const others = (all: string[]): string[] => all.filter((name) => !config.includes(name));
        expect(others(merged)).toEqual(others(live));
      }),
    );
  });
});

describe('removing fields', () => {
  it.each([
    [{ number: 1, inner: { a: 1 } }, { 'f:number': {} }, { inner: { a: 1 } }],
    [{ number: 1, inner: { a: 1 } }, { 'f:inner': { 'f:a': {} } }, { number: 1 }],
    [
      { number: 1, items: [{ name: 'x' }, { name: 'y' }] },
      { 'f:items': { 'k:{"name":"x"}': {} } },
      { number: 1, items: [{ name: 'y' }] },
    ],
    [{ number: 1, items: [{ name: 'x' }] }, { 'f:items': { 'k:{"name":"x"}': {} } }, { number: 1 }],
    [{ texts: ['a', 'b'] }, { 'f:texts': { 'v:"a"': {} } }, { texts: ['b'] }],
    [{ number: 1 }, { 'f:other': {} }, { number: 1 }],
  ] as [Json, Parameters<typeof removeItems>[1], Json][])('from %j: %j', (value, fields, rest) => {
    expect(removeItems(value, fields, object)).toEqual(rest);
  });
});
