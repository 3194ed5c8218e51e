import { expect, it } from 'vitest';
import { goDuration } from '../../../src/kubectl/drain/go-duration';

/** As Go prints them. */
it.each([
  [0, '0s'],
  [300, '300ms'],
  [1000, '1s'],
  [2500, '2.5s'],
  [90_000, '1m30s'],
  [3_600_000, '1h0m0s'],
  [5_425_040, '1h30m25.04s'],
  [-1000, '-1s'],
])('%d milliseconds are %s', (milliseconds, text) => {
  expect(goDuration(milliseconds)).toBe(text);
});
