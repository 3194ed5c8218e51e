import { compareText, isObject, type Json, type JsonObject } from './json';

/** A float as Go's shortest `%g` (and so `%v`) writes it: `1.5`, `1e+06`, `1e-07`. @upstream strconv FormatFloat */
export function goFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Inf' : '+Inf';
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  return power >= -4 && power < 6 ? String(value) : `${mantissa}e${goExponent(power)}`;
}

/** An exponent as Go writes it: with its sign and at least two digits. */
export function goExponent(power: number): string {
  return `${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** A number that came from JSON: whole numbers are Go's int64, all others (and too large ones) float64. */
export function goNumber(value: number): string {
  return isGoInteger(value) ? String(value) : goFloat(value);
}

/** Whether a number that came from JSON is an int64 in Go. */
export function isGoInteger(value: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63;
}

/** The fields of an object that are present, sorted by name. */
export function sortedFields(object: JsonObject): [string, Json][] {
  const fields: [string, Json][] = [];
  for (const name of Object.keys(object).sort(compareText)) {
    const value = object[name];
    if (value !== undefined) fields.push([name, value]);
  }
  return fields;
}

/** A value as Go's `%v` prints it: `map[a:1 b:[x y]]`, `<nil>`. */
export function goText(value: Json): string {
  if (value === null) return '<nil>';
  if (typeof value === 'number') return goNumber(value);
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (!isObject(value)) return String(value);
  return `map[${sortedFields(value)
    .map(([name, item]) => `${name}:${goText(item)}`)
    .join(' ')}]`;
}

/** A value as Go's `%#v` prints it: `map[string]interface {}{"a":1}`. */
export function goSyntax(value: Json): string {
  if (value === null) return 'interface {}(nil)';
  if (typeof value === 'string') return goQuote(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (!isObject(value)) return goText(value);
  return `map[string]interface {}{${sortedFields(value)
    .map(([name, item]) => `${goQuote(name)}:${goSyntax(item)}`)
    .join(', ')}}`;
}

/** The Go type that a JSON value is decoded to. */
export function goTypeName(value: Json): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  if (isObject(value)) return 'map[string]interface {}';
  if (typeof value === 'number') return isGoInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : 'string';
}

const shortEscapes: Record<string, string> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
};

/** Text in Go's quotes, with Go's escapes. @upstream strconv Quote */
export function goQuote(text: string, quote: '"' | "'" = '"'): string {
  let quoted = quote;
  for (const char of text) quoted += char === quote ? `\\${quote}` : escapeUnprintable(char);
  return `${quoted}${quote}`;
}

/** @upstream go unicode IsPrint */
function isPrintable(char: string): boolean {
  return char === ' ' || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(char);
}

function escapeUnprintable(char: string): string {
  const short = shortEscapes[char];
  if (short !== undefined) return short;
  if (isPrintable(char)) return char;
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  const digits = code.toString(16);
  return code > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
}

/** A character as Go's `%#U` prints it: `U+0026 '&'`. */
export function unicodeName(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return isPrintable(char) ? `U+${code} '${char}'` : `U+${code}`;
}
