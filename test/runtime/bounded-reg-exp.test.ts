import { expect, test } from 'vitest';

import { BoundedRegExp } from '../../src/runtime/bounded-reg-exp';

test('an expression that is kept is bounded whenever it is run, whatever was made in between', () => {
  const kept = new BoundedRegExp('^(a+)+$');
  expect(new BoundedRegExp('b').test('abc')).toBe(true);
  const endless = `${'a'.repeat(50)}.`;
  expect(kept.exec(endless)).toBeNull();
  expect(kept.test(endless)).toBe(false);
  expect(endless.replace(kept, 'x')).toBe(endless);
});

test('it answers as an expression does', () => {
  expect([...(new BoundedRegExp('-([0-9]+)$').exec('web-12') ?? [])]).toEqual(['-12', '12']);
  expect('a.b.c'.replace(new BoundedRegExp('\\.', 'g'), '/')).toBe('a/b/c');
  expect('ABC'.match(new BoundedRegExp('b', 'i'))?.index).toBe(1);
  expect(() => new BoundedRegExp('(')).toThrow(SyntaxError);
});
