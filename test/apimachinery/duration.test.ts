import { expect, it } from 'vitest';
import { parseDuration } from '../../src/apimachinery/duration';

/** From Go's own table of ParseDuration, and its documentation. */
it.each([
  ['0', 0],
  ['5s', 5000],
  ['+5s', 5000],
  ['-5s', -5000],
  ['.5s', 500],
  ['1.5h', 5_400_000],
  ['3h30m', 12_600_000],
  ['1h15m30.918s', 4_530_918],
  ['1.ms', 1],
  ['500us', 0.5],
  ['', undefined],
  ['3', undefined],
  ['-', undefined],
  ['s', undefined],
  ['.', undefined],
  ['.s', undefined],
  ['5 s', undefined],
  ['1d', undefined],
])('reads %j as %j milliseconds', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});
