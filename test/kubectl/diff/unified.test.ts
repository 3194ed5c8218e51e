import { expect, it } from 'vitest';
import { unifiedDiff } from '../../../src/kubectl/diff/unified';
import recorded from './unified.recorded.json';

it.each(recorded.map((row, index) => [index, row] as const))('tells changes as `diff -u` does: %i', (_, row) => {
  expect(unifiedDiff(row.before, row.after)).toBe(row.changes);
});
