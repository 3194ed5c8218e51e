import { describe, expect, it } from 'vitest';
import { layoutColumns, nestedWriter, writeText } from '../../../src/kubectl/describe/writer';

describe('layoutColumns, as Go text/tabwriter', () => {
  it.each([
    ['the last cell of a line is no column', 'a\tlong cell\nbbb\tc\n', 'a    long cell\nbbb  c\n'],
    ['a line without the cell ends the column', 'a\tb\nalone\nccccc\td\n', 'a  b\nalone\nccccc  d\n'],
    ['an inner column ends alone', 'a\tb\tc\nd\te\nf\tggg\th\n', 'a  b  c\nd  e\nf  ggg  h\n'],
    ['an empty cell is as wide as the padding', 'a\t\tb\nc\t\td\n', 'a    b\nc    d\n'],
    ['a trailing tab pads', 'a\t\nbbb\tc\n', 'a    \nbbb  c\n'],
    ['width counts characters', 'é\tx\nee\ty\n', 'é   x\nee  y\n'],
    ['indentation belongs to the first cell', 'Name:\tx\n  Inner:\ty\n', 'Name:     x\n  Inner:  y\n'],
    ['a form feed ends a line and its columns', 'a\tb\fccc\td\n', 'a  b\nccc  d\n'],
  ])('%s', (_, text, expected) => {
    expect(layoutColumns(text)).toBe(expected);
  });
});

describe('writeText', () => {
  it('indents by level, and measures anew after a flush', async () => {
    const text = await writeText((w) => {
      w.line(0, 'Name:', 'x');
      w.line(2, 'Deep:', 'y');
      w.flush();
      w.line(0, 'A:', 'z');
    });
    expect(text).toBe('Name:      x\n    Deep:  y\nA:  z\n');
  });

  it('indents every piece of a nested writer', async () => {
    const text = await writeText((w) => {
      const nested = nestedWriter(w, 2);
      nested.write(0, 'Labels:\t');
      nested.write(0, '<none>\n');
    });
    expect(text).toBe('    Labels:      <none>\n');
  });

  it('makes escapes and carriage returns visible', async () => {
    expect(await writeText((w) => w.line(0, '\u001b[31m', 'a\r'))).toBe('^[[31m  a\\r\n');
  });
});
