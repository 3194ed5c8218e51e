import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  difference,
  type FieldSet,
  insert,
  intersection,
  pathsOf,
  pathText,
  recursiveDifference,
  sortedSet,
  union,
} from '../../../src/apimachinery/fieldpath/field-set';

const element = fc.constantFrom('f:a', 'f:b', 'k:{"name":"x"}', 'k:{"name":"y"}', 'v:"t"');
const path = fc.array(element, { minLength: 1, maxLength: 3 });
const paths = fc.array(path, { maxLength: 8 });

function setOf(all: readonly (readonly string[])[]): FieldSet {
  const set: FieldSet = {};
  for (const one of all) insert(set, one);
  return set;
}

const textsOf = (set: FieldSet): string[] =>
  pathsOf(set)
    .map((one) => one.join(' '))
    .sort();
const unique = (all: readonly (readonly string[])[]): string[] => [...new Set(all.map((one) => one.join(' ')))].sort();

describe('a set of fields', () => {
  it('holds what was put into it', () => {
    fc.assert(fc.property(paths, (all) => void expect(textsOf(setOf(all))).toEqual(unique(all))));
  });

  it('does as sets do', () => {
    fc.assert(
      fc.property(paths, paths, (left, right) => {
        const [one, other] = [unique(left), unique(right)];
        const [a, b] = [setOf(left), setOf(right)];
        expect(textsOf(union(a, b))).toEqual(unique([...left, ...right]));
        expect(textsOf(difference(a, b))).toEqual(one.filter((text) => !other.includes(text)));
        expect(textsOf(intersection(a, b))).toEqual(one.filter((text) => other.includes(text)));
        const below = (text: string): boolean => other.some((wider) => text === wider || text.startsWith(`${wider} `));
        expect(textsOf(recursiveDifference(a, b))).toEqual(one.filter((text) => !below(text)));
      }),
    );
  });

  it('is the same in any order, and says only what it holds', () => {
    fc.assert(
      fc.property(paths, (all) => {
        const set = sortedSet(setOf(all));
        expect(JSON.stringify(sortedSet(setOf([...all].reverse())))).toBe(JSON.stringify(set));
        expect(union(set, set)).toEqual(set);
        expect(difference(set, set)).toEqual({});
      }),
    );
  });

  // The form of FieldsV1: a field that has others below it belongs to the set by a dot.
  it.each([
    [[['f:a']], '{"f:a":{}}'],
    [[['f:a', 'f:b']], '{"f:a":{"f:b":{}}}'],
    [[['f:a'], ['f:a', 'f:b']], '{"f:a":{".":{},"f:b":{}}}'],
    [[['f:a', 'f:b'], ['f:a']], '{"f:a":{".":{},"f:b":{}}}'],
    [
      [['v:"z"'], ['k:{"p":443}'], ['k:{"p":80}'], ['f:b'], ['f:a']],
      '{"f:a":{},"f:b":{},"k:{\\"p\\":80}":{},"k:{\\"p\\":443}":{},"v:\\"z\\"":{}}',
    ],
  ] as [string[][], string][])('is written as upstream writes it: %j', (all, text) => {
    expect(JSON.stringify(sortedSet(setOf(all)))).toBe(text);
  });

  it.each([
    [['f:spec', 'f:replicas'], '.spec.replicas'],
    [['f:spec', 'f:containers', 'k:{"name":"nginx"}', 'f:image'], '.spec.containers[name="nginx"].image'],
    [['f:spec', 'f:ports', 'k:{"port":80,"protocol":"TCP"}'], '.spec.ports[port=80,protocol="TCP"]'],
    [['f:metadata', 'f:finalizers', 'v:"a/b"'], '.metadata.finalizers[="a/b"]'],
    [['f:metadata', 'f:labels', 'f:app.kubernetes.io/name'], '.metadata.labels.app.kubernetes.io/name'],
  ])('%j is named %s', (one, text) => {
    expect(pathText(one)).toBe(text);
  });
});
