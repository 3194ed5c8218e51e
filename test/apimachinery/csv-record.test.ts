import { describe, expect, it } from 'vitest';
import { readCsvRecord } from '../../src/apimachinery/csv-record';

/** What kubectl 1.33 makes of `--tcp=…` and `--resource-name=…`. */
describe('comma-separated values of a flag', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    ['a,b', ['a', 'b']],
    ['a,', ['a', '']],
    [',', ['', '']],
    ['""', ['']],
    ['"a,b"', ['a,b']],
    ['"a""b",c', ['a"b', 'c']],
    ['a b', ['a b']],
    ['a\nb', ['a']],
    ['a\r\nb', ['a']],
    ['\n\na', ['a']],
    ['a\r', ['a']],
  ])('%j has the fields %j', (text, fields) => {
    expect(readCsvRecord(text)).toEqual({ fields });
  });

  it('empty lines are no record', () => {
    expect(readCsvRecord('\n\r\n')).toEqual({ problem: 'EOF' });
  });

  it.each([
    ['a"b', 'column 2: bare " in non-quoted-field'],
    [' "a"', 'column 2: bare " in non-quoted-field'],
    ['"a', 'column 3: extraneous or missing " in quoted-field'],
    ['"a"b', 'column 3: extraneous or missing " in quoted-field'],
    ['"a","b', 'column 7: extraneous or missing " in quoted-field'],
    ['a,"b', 'column 5: extraneous or missing " in quoted-field'],
  ])('%j is refused', (text, reason) => {
    expect(readCsvRecord(text)).toEqual({ problem: `parse error on line 1, ${reason}` });
  });
});
