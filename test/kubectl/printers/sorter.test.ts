import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/apimachinery/json';
import type { KubeObject } from '../../../src/apimachinery/meta';
import { sortObjects } from '../../../src/kubectl/printers/sorter';

/** Objects named by their place, each with a value of its own. */
function objectsOf(values: readonly (Json | undefined)[]): KubeObject[] {
  return values.map((value, i) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: String(i) }, value }));
}

function order(values: readonly (Json | undefined)[], field = '.value'): string {
  return sortObjects(objectsOf(values), field)
    .map((object) => object.metadata.name)
    .join(' ');
}

describe('sortObjects', () => {
  it.each<[string, readonly (Json | undefined)[], string]>([
    ['numbers', [3, 1, 2], '1 2 0'],
    ['texts', ['b', 'a10', 'a9'], '1 2 0'],
    ['quantities', ['1Gi', '100Mi', '2G', '500m'], '3 1 0 2'],
    ['times', ['2024-02-01T00:00:00Z', '2024-01-31T23:59:59Z'], '1 0'],
    ['null before values', [2, null, 1], '1 2 0'],
    ['missing fields first, the last one foremost', [2, undefined, 1, undefined], '3 1 2 0'],
  ])('sorts %s', (_, values, names) => {
    expect(order(values)).toBe(names);
  });

  it('takes the field with and without dot and braces', () => {
    for (const field of ['value', '.value', '{value}', '{.value}']) expect(order([2, 1], field)).toBe('1 0');
  });

  it.each<[string, readonly Json[], string, string]>([
    ['a field that no object has', [1], '.x.y', 'couldn\'t find any field with path "{.x.y}" in the list of objects'],
    ['a field that does not parse', [1], '{.x', 'sorting error: unclosed action'],
    ['values of different types', [1, 'a'], '.value', 'unsortable interface: interface'],
    ['maps', [{}, {}], '.value', 'unsortable type: map[string]interface {}'],
  ])('refuses %s', (_, values, field, message) => {
    expect(() => order(values, field)).toThrow(message);
  });

  it('answers nothing for nothing, whatever the field', () => {
    expect(sortObjects([], '{.x')).toEqual([]);
  });
});
