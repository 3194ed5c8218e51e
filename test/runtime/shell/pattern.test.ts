import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { matchesPattern, removeMatch } from '../../../src/runtime/shell/pattern';

/** Recorded with bash 5.2. */
const removals = [
  ['#', 'web-0.nginx', '*.', 'nginx'],
  ['##', 'a/b/c', '*/', 'c'],
  ['#', 'a/b/c', '*/', 'b/c'],
  ['%', 'a.b.c', '.*', 'a.b'],
  ['%%', 'a.b.c', '.*', 'a'],
  ['##', 'abab', '*a*b', ''],
  ['%', 'abab', 'a*b', 'ab'],
  ['%%', 'abab', 'a*b', ''],
  ['#', 'abc', 'b*', 'abc'],
  ['%', 'abc', '?', 'ab'],
  ['#', 'abc', '[!b]', 'bc'],
] as const;

const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), maxLength: 5 });

describe('patterns', () => {
  test.each(removals)('${X%s…} of %s, %s', (operator, value, of, rest) => {
    expect(removeMatch(value, of, operator)).toBe(rest);
  });

  test('what is taken away is the shortest or the longest that matches', () => {
    fc.assert(
      fc.property(text, pattern, fc.constantFrom('#', '##', '%', '%%'), (value, of, operator) => {
        const cuts = Array.from({ length: value.length + 1 }, (_, length) =>
          operator.startsWith('#')
            ? { cut: value.slice(0, length), rest: value.slice(length) }
            : { cut: value.slice(value.length - length), rest: value.slice(0, value.length - length) },
        );
        const matching = cuts.filter(({ cut }) => matchesPattern(cut, of));
        const wanted = matching.at(operator.length === 1 ? 0 : -1)?.rest ?? value;
        expect(removeMatch(value, of, operator)).toBe(wanted);
      }),
      { numRuns: 2000 },
    );
  });

  test('patterns that backtrack without end come to one', () => {
    expect(matchesPattern('a'.repeat(5_000), `${'*a'.repeat(20)}*b`)).toBe(false);
    expect(removeMatch('a'.repeat(100_000), '*b', '%%')).toHaveLength(100_000);
  });
});
