import { goText } from '../../apimachinery/go-value';
import type { Json } from '../../apimachinery/json';
import { evaluateJsonPath } from '../../apimachinery/jsonpath/evaluate';
import { type JsonPath, JsonPathError } from '../../apimachinery/jsonpath/node';
import { parseJsonPath } from '../../apimachinery/jsonpath/parser';
import { relaxedJsonPath } from '../../apimachinery/jsonpath/relaxed';
import { PrintError } from './print-error';
import { alignColumns, type ColumnWidths, escapeTerminal } from './table';

/** One column of `-o custom-columns`: its header and the jsonpath template of its cells. */
export type CustomColumn = { readonly header: string; readonly template: string };

/** A specification of columns that cannot be read; the message is upstream's. */
export class CustomColumnsError extends Error {
  override readonly name = 'CustomColumnsError';
}

/**
 * Reads `NAME:.metadata.name,IMAGE:.spec.image`.
 * @throws CustomColumnsError, JsonPathError with upstream's words
 * @upstream kubectl pkg/cmd/get/customcolumn.go NewCustomColumnsPrinterFromSpec
 */
export function parseCustomColumns(spec: string): CustomColumn[] {
  if (spec === '') throw new CustomColumnsError('custom-columns format specified but no custom columns given');
  return spec.split(',').map((part) => {
    const colon = part.indexOf(':');
    if (colon < 0) {
      throw new CustomColumnsError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    }
    return { header: part.slice(0, colon), template: relaxedJsonPath(part.slice(colon + 1)) };
  });
}

const fileFormat = 'Expected format is one line of space separated headers, one line of space separated column specs.';

/**
 * Reads a file with a line of headers and a line of templates.
 * @throws CustomColumnsError, JsonPathError with upstream's words
 * @upstream kubectl pkg/cmd/get/customcolumn.go NewCustomColumnsPrinterFromTemplate
 */
export function parseCustomColumnsFile(text: string): CustomColumn[] {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  if (text === '') throw new CustomColumnsError(`invalid template, missing header line. ${fileFormat}`);
  if (lines.length < 2) throw new CustomColumnsError(`invalid template, missing spec line. ${fileFormat}`);
  const [headers = [], templates = []] = lines.map((line) => line.split(/\s+/).filter((word) => word !== ''));
  if (headers.length !== templates.length) {
    const counts = `number of headers (${headers.length}) and field specifications (${templates.length})`;
    throw new CustomColumnsError(`${counts} don't match`);
  }
  return headers.map((header, i) => ({ header, template: relaxedJsonPath(templates[i] ?? '') }));
}

export type CustomColumnsOptions = {
  readonly noHeaders?: boolean;
  /** Kept from one print to the next while watching. */
  readonly widths?: ColumnWidths;
};

/**
 * Objects as `-o custom-columns` prints them; a cell without results is `<none>`, several results are joined by commas.
 * @throws PrintError where a template does not parse or does not fit an object
 * @upstream kubectl pkg/cmd/get/customcolumn.go PrintObj
 */
export function printCustomColumns(
  columns: readonly CustomColumn[],
  objects: readonly Json[],
  { noHeaders = false, widths = [] }: CustomColumnsOptions = {},
): string {
  const lines = noHeaders ? [] : [columns.map((column) => column.header)];
  const print = (): string => alignColumns(lines.map((cells) => `${cells.join('\t')}\n`).join(''), widths);
  try {
    const paths = columns.map((column) => parseJsonPath(column.template));
    for (const object of objects) lines.push(paths.map((path) => cellText(path, object)));
  } catch (error) {
    if (error instanceof JsonPathError) throw new PrintError(error.message, print());
    throw error;
  }
  return print();
}

function cellText(path: JsonPath, object: Json): string {
  const parts = evaluateJsonPath(path, object, { allowMissingKeys: true });
  const texts = parts.flat().map((value) => escapeTerminal(goText(value)));
  return parts[0] === undefined || parts[0].length === 0 ? ['<none>', ...texts].join(',') : texts.join(',');
}
