import { describe, expect, it } from 'vitest';
import {
  parseCustomColumns,
  parseCustomColumnsFile,
  printCustomColumns,
} from '../../../src/kubectl/printers/custom-columns';

const pods = [
  { metadata: { name: 'web-0', labels: { 'kubernetes.io/os': 'linux' } }, spec: { ports: [80, 81] }, note: null },
  { metadata: { name: 'a-longer-name' }, spec: {}, note: '\x1b[0m' },
];

describe('parseCustomColumns', () => {
  it.each([
    ['NAME', 'unexpected custom-columns spec: NAME, expected <header>:<json-path-expr>'],
    ['', 'custom-columns format specified but no custom columns given'],
    [
      'A:{.x',
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    ],
  ])('refuses %j in upstream’s words', (spec, message) => {
    expect(() => parseCustomColumns(spec)).toThrow(message);
  });

  it('takes fields with and without dots and braces', () => {
    expect(parseCustomColumns('A:x,B:.y,C:{.z},D:')).toEqual([
      { header: 'A', template: '{.x}' },
      { header: 'B', template: '{.y}' },
      { header: 'C', template: '{.z}' },
      { header: 'D', template: '' },
    ]);
  });
});

describe('parseCustomColumnsFile', () => {
  const format = 'Expected format is one line of space separated headers, one line of space separated column specs.';

  it('reads a line of headers and a line of fields', () => {
    expect(parseCustomColumnsFile('NAME   TYPE\nmetadata.name  {.spec.type}\n')).toEqual([
      { header: 'NAME', template: '{.metadata.name}' },
      { header: 'TYPE', template: '{.spec.type}' },
    ]);
  });

  it.each([
    ['', `invalid template, missing header line. ${format}`],
    ['A B\n', `invalid template, missing spec line. ${format}`],
    ['A B\nx\n', "number of headers (2) and field specifications (1) don't match"],
  ])('refuses %j in upstream’s words', (text, message) => {
    expect(() => parseCustomColumnsFile(text)).toThrow(message);
  });
});

describe('printCustomColumns', () => {
  const print = (spec: string, noHeaders = false): string =>
    printCustomColumns(parseCustomColumns(spec), pods, { noHeaders });

  it.each([
    ['N:.metadata.name,P:.spec.ports[*]', 'N               P\nweb-0           80,81\na-longer-name   <none>\n'],
    ['OS:.metadata.labels.kubernetes\\.io/os', 'OS\nlinux\n<none>\n'],
    ['X:.note', 'X\n<nil>\n^[[0m\n'],
    ['S:.spec', 'S\nmap[ports:[80 81]]\nmap[]\n'],
  ])('prints %s', (spec, printed) => {
    expect(print(spec)).toBe(printed);
  });

  it('prints rows alone without headers, and headers alone without objects', () => {
    expect(print('N:.metadata.name', true)).toBe('web-0\na-longer-name\n');
    expect(printCustomColumns(parseCustomColumns('N:.a,M:.b'), [])).toBe('N     M\n');
  });

  it('says what it had printed when a field does not fit', () => {
    expect(() => print('N:.metadata[0]')).toThrow(
      expect.objectContaining({ message: 'map[string]interface {} is not array or slice', output: 'N\n' }),
    );
  });
});
