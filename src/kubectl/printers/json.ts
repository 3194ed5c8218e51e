import { sortedFields } from '../../apimachinery/go-value';
import { isObject, type Json, type JsonObject } from '../../apimachinery/json';
import { goEscapes } from '../go-json';

export type JsonOptions = {
  /** Fields by name (the default), or in the order in which the object holds them. */
  readonly sorted?: boolean;
};

/** A value as `-o json` prints it: four spaces, Go's HTML escapes, a newline at the end. */
export function printJson(value: Json, { sorted = true }: JsonOptions = {}): string {
  return `${writeValue(value, { step: '    ', sorted }, '\n')}\n`;
}

/** A value as Go's json.Marshal writes it: on one line, fields by name. */
export function compactJson(value: Json): string {
  return writeValue(value, { step: undefined, sorted: true }, '');
}

type Layout = { readonly step: string | undefined; readonly sorted: boolean };

/** Written by hand because JSON.stringify moves fields with names like `10` to the front. */
function writeValue(value: Json, layout: Layout, lineBreak: string): string {
  const inner = lineBreak + (layout.step ?? '');
  const write = (item: Json): string => writeValue(item, layout, inner);
  if (Array.isArray(value)) return block('[', value.map(write), ']', inner, lineBreak);
  if (!isObject(value)) return typeof value === 'string' ? quote(value) : JSON.stringify(value);
  const colon = layout.step === undefined ? ':' : ': ';
  const fields = layout.sorted ? sortedFields(value) : presentFields(value);
  const lines = fields.map(([name, item]) => `${quote(name)}${colon}${write(item)}`);
  return block('{', lines, '}', inner, lineBreak);
}

function block(open: string, items: readonly string[], close: string, inner: string, outer: string): string {
  return items.length === 0 ? open + close : `${open}${inner}${items.join(`,${inner}`)}${outer}${close}`;
}

/** Names that are numbers, which JavaScript moves to the front, are in maps only: Go sorts these. */
function presentFields(object: JsonObject): [string, Json][] {
  if (Object.keys(object).some((name) => /^\d+$/.test(name))) return sortedFields(object);
  return Object.entries(object).filter((field): field is [string, Json] => field[1] !== undefined);
}

/** Text in JSON's quotes with Go's HTML escapes. @upstream encoding/json HTMLEscape */
function quote(text: string): string {
  return goEscapes(JSON.stringify(text));
}
