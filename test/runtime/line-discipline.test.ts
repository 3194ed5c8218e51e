import { describe, expect, it } from 'vitest';
import { createTerminal, type Typed } from '../../src/runtime/terminal/line-discipline';

/** Types keys one by one. */
function type(keys: string): { typed: Typed[]; shown: string } {
  let shown = '';
  const terminal = createTerminal((text) => {
    shown += text;
  });
  const typed = [...Buffer.from(keys)].flatMap((byte) => [...terminal.feed(Buffer.of(byte))]);
  return { typed, shown };
}

const line = (text: string): Typed => ({ type: 'line', text });

describe('a terminal that is sent each key', () => {
  it.each([
    ['a line', 'ls\r', [line('ls')], 'ls\r\n'],
    ['two lines', 'a\rb\n', [line('a'), line('b')], 'a\r\nb\r\n'],
    ['letters of several bytes', 'é€𝄞\r', [line('é€𝄞')], 'é€𝄞\r\n'],
    ['backspace', 'ax\x7fb\r', [line('ab')], 'ax\b \bb\r\n'],
    ['backspace where nothing is', '\x7f\ba\r', [line('a')], 'a\r\n'],
    ['^U', 'abc\x15d\r', [line('d')], 'abc\b \b\b \b\b \bd\r\n'],
    ['^W', 'ls foo \x17bar\r', [line('ls bar')], 'ls foo \b \b\b \b\b \b\b \bbar\r\n'],
    ['^C', 'ab\x03c\r', [{ type: 'interrupt' }, line('c')], 'ab^C\r\nc\r\n'],
    ['^D', '\x04', [{ type: 'end' }], ''],
    ['^D behind text', 'a\x04\r', [line('a')], 'a\r\n'],
    ['other control keys', 'a\x01\x0bb\r', [line('ab')], 'ab\r\n'],
    ['the line before', 'a\r\x1b[A\r', [line('a'), line('a')], 'a\r\na\r\n'],
    ['up and down', 'a\rb\r\x1b[A\x1b[A\x1b[Bc\r', [line('a'), line('b'), line('bc')], undefined],
    ['down to an empty line', 'a\r\x1b[A\x1b[B\r', [line('a'), line('')], undefined],
    ['keys that mean nothing here', '\x1b[3~\x1b[1;5C\x1bOHa\r', [line('a')], 'a\r\n'],
  ] as [string, string, Typed[], string | undefined][])('takes %s', (_name, keys, expected, shown) => {
    const result = type(keys);
    expect(result.typed).toEqual(expected);
    if (shown !== undefined) expect(result.shown).toBe(shown);
  });
});
