import { describe, expect, it } from 'vitest';
import { alignColumns, printTable } from '../../../src/kubectl/printers/table';
import recorded from './recorded-tables.json';

describe('alignColumns', () => {
  it.each(recorded.rows.map((row) => [row.given, row.printed]))('lays out %j as upstream does', (given, printed) => {
    expect(alignColumns(given)).toBe(printed);
  });
});

describe('printTable', () => {
  it('makes cells at least six wide, three apart, and leaves the last column as it is', () => {
    expect(
      printTable([
        ['A', 'NAME', 'AGE'],
        ['x', 'hello-world', '5m'],
      ]),
    ).toBe('A     NAME          AGE\nx     hello-world   5m\n');
  });

  it('cuts cells at line breaks and shows escape characters', () => {
    expect(printTable([['a\nb', 'c\rd', '\x1b[31m']])).toBe('a...   c...   ^[[31m\n');
  });

  it('keeps the widths of what was printed before', () => {
    const widths: number[] = [];
    expect(
      printTable(
        [
          ['NAME', 'AGE'],
          ['a-long-name', '1s'],
        ],
        widths,
      ),
    ).toBe('NAME          AGE\na-long-name   1s\n');
    expect(printTable([['b', '2s']], widths)).toBe('b             2s\n');
  });
});
