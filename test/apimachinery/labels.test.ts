import { describe, expect, it } from 'vitest';
import { matchesSelector, parseSelector } from '../../src/apimachinery/labels';
import refused from './labels.recorded.json';

describe('selectors', () => {
  it.each([
    ['', {}, true],
    ['a', { a: '' }, true],
    ['!a', { a: '' }, false],
    ['a=b', { a: 'b' }, true],
    ['a==b', { a: 'c' }, false],
    ['a!=b', {}, true],
    ['a=', { a: '' }, true],
    ['a in (b,c)', { a: 'c' }, true],
    ['a in ()', { a: '' }, true],
    ['a in (,b)', { a: '' }, true],
    ['a notin (b)', { a: 'b' }, false],
    ['a notin (b)', {}, true],
    ['in=x', { in: 'x' }, true],
    ['in in (in)', { in: 'in' }, true],
    ['a>4', { a: '5' }, true],
    ['a<4', { a: '5' }, false],
    [' a = b , c ', { a: 'b', c: '' }, true],
  ])('%j of %j', (selector, labels, isMatch) => {
    expect(matchesSelector(parseSelector(selector), labels)).toBe(isMatch);
  });

  it.each(refused as [string, string][])('%j is refused as kubectl 1.33 does', (selector, message) => {
    expect(() => parseSelector(selector)).toThrow(expect.objectContaining({ message }));
  });
});
