import { describe, expect, it } from 'vitest';
import { evaluateJsonPath } from '../../../../src/apimachinery/jsonpath/evaluate';
import { parseJsonPath } from '../../../../src/apimachinery/jsonpath/parser';
import { relaxedJsonPath } from '../../../../src/apimachinery/jsonpath/relaxed';
import { jsonPathFromFlag, printJsonPath } from '../../../../src/kubectl/printers/jsonpath/print';
import recorded from './recorded.json';

type Row = (typeof recorded.rows)[number];

/** What a template prints, or why it does not. */
function run(row: Row): { output?: string; error?: string } {
  try {
    const path = parseJsonPath(row.template);
    const { allowMissingKeys } = row;
    const parts = evaluateJsonPath(path, recorded.data, { allowMissingKeys });
    expect(parts).toBeDefined();
    return { output: printJsonPath(path, recorded.data, { allowMissingKeys, asJson: row.asJson }) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

describe('jsonpath', () => {
  it.each(recorded.rows.map((row) => [row.template, row.allowMissingKeys, row] as const))(
    '%j (missing keys allowed: %s) does what upstream does',
    (_template, _allow, row) => {
      expect(run(row)).toEqual(row.error === undefined ? { output: row.output } : { error: row.error });
    },
  );

  it.each(recorded.relaxed.map((row) => [row.text, row] as const))(
    'takes %j as a field as upstream does',
    (text, row) => {
      if (row.error === undefined) expect(relaxedJsonPath(text)).toBe(row.output);
      else expect(() => relaxedJsonPath(text)).toThrow(row.error);
    },
  );

  it('takes whole numbers for floats where the object came from a generator', () => {
    const data = { replicas: 1_500_000, ports: [{ port: 80 }] };
    expect(printJsonPath(parseJsonPath('{.replicas}'), data)).toBe('1500000');
    expect(printJsonPath(parseJsonPath('{.replicas}'), data, { floats: true })).toBe('1.5e+06');
    expect(() => printJsonPath(parseJsonPath('{.ports[?(@.port==80)]}'), data, { floats: true })).toThrow(
      'incompatible types for comparison',
    );
  });
});

describe('the words around errors', () => {
  it('quotes a template that does not parse', () => {
    expect(() => jsonPathFromFlag('{.items[?(@.phase=="Running" && @.x=="y")]}')).toThrow(
      'error parsing jsonpath {.items[?(@.phase=="Running" && @.x=="y")]}, ' +
        "unrecognized character in action: U+0026 '&'",
    );
  });

  it('shows the object that a template does not fit', () => {
    const print = (): string => printJsonPath(parseJsonPath('{.l[9]}'), { l: ['a', 1], n: null });
    expect(print).toThrow(
      'error executing jsonpath "{.l[9]}": Error executing template: array index out of bounds: index 9, length 2. ' +
        'Printing more information for debugging the template:\n\ttemplate was:\n\t\t{.l[9]}\n' +
        '\tobject given to jsonpath engine was:\n' +
        '\t\tmap[string]interface {}{"l":[]interface {}{"a", 1}, "n":interface {}(nil)}\n\n\n',
    );
  });
});
