import { describe, expect, it } from 'vitest';
import { goValue } from '../../../src/kubectl/describe/go-value';

describe('goValue, as %v of what Go decodes', () => {
  it.each([
    [null, '<nil>'],
    [true, 'true'],
    ['text', 'text'],
    [12345678901234, '12345678901234'],
    [1.5, '1.5'],
    [-0.5, '-0.5'],
    [0.001, '0.001'],
    [0.00001, '1e-05'],
    [1000000.5, '1.0000005e+06'],
    [1e21, '1e+21'],
    [['a', 1, null], '[a 1 <nil>]'],
    [{ b: 1, a: [true] }, 'map[a:[true] b:1]'],
  ])('%j is %s', (value, text) => {
    expect(goValue(value)).toBe(text);
  });
});
