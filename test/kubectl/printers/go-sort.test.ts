import { describe, expect, it } from 'vitest';
import { goSort } from '../../../src/kubectl/printers/go-sort';
import recorded from './recorded-sorts.json';

/** The order of the recorded sorts; a negative modulus makes one that contradicts itself, as missing fields do. */
function isLess(left: number, right: number, modulus: number): boolean {
  if (modulus < 0 && left % 7 === 0) return true;
  if (modulus < 0 && right % 7 === 0) return false;
  return left % Math.abs(modulus) < right % Math.abs(modulus);
}

describe('goSort', () => {
  it.each(recorded.rows.map((row, i) => [i, row] as const))('puts equal items where Go puts them (%i)', (_, row) => {
    const items = row.given.split(' ').map(Number);
    goSort(items, (left, right) => isLess(left, right, row.modulus));
    expect(items.join(' ')).toBe(row.sorted);
  });

  it('is an insertion sort up to twelve items, and so stable', () => {
    const items = ['b1', 'a1', 'b2', 'a2', 'c1', 'a3'];
    goSort(items, (left, right) => left.charAt(0) < right.charAt(0));
    expect(items).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'c1']);
  });
});
