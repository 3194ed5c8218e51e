import { resolveScalar } from '../../apimachinery/yaml/scalar';

type Style = 'plain' | 'single' | 'double' | 'literal';

/** Where a scalar is written: folded lines go on at `indent`; a simple key is never folded nor in a block. */
export type ScalarPlace = { readonly column: number; readonly indent: number; readonly simpleKey: boolean };

/** The column past which text is folded at the next single space. */
const bestWidth = 80;
const lineBreak = /[\r\n\u0085\u2028\u2029]/;

/**
 * A string as YAML, beginning at a column (in code points); the style is chosen as kubectl does.
 * @upstream sigs.k8s.io/yaml goyaml.v2 encode.go stringv, emitterc.go yaml_emitter_select_scalar_style
 */
export function writeScalar(text: string, place: ScalarPlace): string {
  switch (scalarStyle(text, place.simpleKey)) {
    case 'plain':
      return foldText(text, place, false);
    case 'single':
      return `'${foldText(text, { ...place, column: place.column + 1 }, true)}'`;
    case 'double':
      return `"${writeDoubleQuoted(text, { ...place, column: place.column + 1 })}"`;
    case 'literal':
      return writeLiteral(text, place.indent);
  }
}

/** Whether a key needs the `? ` form. */
export function isComplexKey(key: string): boolean {
  return lineBreak.test(key) || utf8Length(key) > 128;
}

function utf8Length(text: string): number {
  let length = 0;
  for (const char of text) length += char < '\x80' ? 1 : char < '\u0800' ? 2 : char.length === 1 ? 3 : 4;
  return length;
}

const sexagesimal = /^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/;

/** Text that would read as another type is in double quotes, text that would not parse in single ones. */
function scalarStyle(text: string, simpleKey: boolean): Style {
  if (text.includes('\n')) return !simpleKey && isLiteralAllowed(text) ? 'literal' : 'double';
  if (resolveScalar(text).tag !== 'str' || sexagesimal.test(text)) return 'double';
  if (simpleKey && lineBreak.test(text)) return 'double';
  if (isPlainAllowed(text)) return 'plain';
  return isSingleQuotedAllowed(text) ? 'single' : 'double';
}

const unprintable = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const spaceThenBreak = / [\r\n\u0085\u2028\u2029]/;
const breakThenSpace = /[\r\n\u0085\u2028\u2029] /;
const edge = /^[ \r\n\u0085\u2028\u2029]|[ \r\n\u0085\u2028\u2029]$/;
const indicatorAtStart = /^(---|\.\.\.|[#,[\]{}&*!|>'"%@`]|[-?:]([ \t]|$))/;
const indicatorInside = /:([ \t]|$)|[ \t\r\n\u0085\u2028\u2029\0]#/;

function isLiteralAllowed(text: string): boolean {
  return !text.endsWith(' ') && !spaceThenBreak.test(text) && !unprintable.test(text);
}

function isSingleQuotedAllowed(text: string): boolean {
  return !breakThenSpace.test(text) && !spaceThenBreak.test(text) && !unprintable.test(text);
}

function isPlainAllowed(text: string): boolean {
  if (lineBreak.test(text) || edge.test(text) || unprintable.test(text)) return false;
  return !indicatorAtStart.test(text) && !indicatorInside.test(text);
}

/** Plain or single-quoted text: a single space past the best width becomes a line break. */
function foldText(text: string, place: ScalarPlace, quoted: boolean): string {
  const escaped = (char: string): string => (quoted && char === "'" ? "''" : char);
  if (place.column + text.length <= bestWidth && !lineBreak.test(text))
    return quoted ? text.replaceAll("'", "''") : text;
  const chars = [...text];
  const indentation = ' '.repeat(place.indent);
  let written = '';
  let { column } = place;
  let spaces = false;
  for (const [at, char] of chars.entries()) {
    const inside = !quoted || (at > 0 && at < chars.length - 1);
    if (char === ' ' && !place.simpleKey && !spaces && column > bestWidth && inside && chars[at + 1] !== ' ') {
      written += `\n${indentation}`;
      column = place.indent;
    } else if (lineBreak.test(char)) {
      written += char;
      column = 0;
    } else {
      if (column === 0 && at > 0) {
        written += indentation;
        column = place.indent;
      }
      written += escaped(char);
      column += escaped(char).length;
    }
    spaces = char === ' ';
  }
  return written;
}

const escapes: Record<string, string> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u00a0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function writeDoubleQuoted(text: string, place: ScalarPlace): string {
  const chars = [...text];
  // Upstream takes every character for a byte order mark when the text begins with one.
  const escapeAll = text.startsWith('\ufeff');
  let written = '';
  let { column } = place;
  let spaces = false;
  for (const [at, char] of chars.entries()) {
    if (escapeAll || unprintable.test(char) || lineBreak.test(char) || char === '"' || char === '\\') {
      const escaped = escapes[char] ?? escapeCode(char);
      written += escaped;
      column += escaped.length;
      spaces = false;
      continue;
    }
    const inside = at > 0 && at < chars.length - 1;
    if (char === ' ' && !place.simpleKey && !spaces && column > bestWidth && inside) {
      const marker = chars[at + 1] === ' ' ? '\\' : '';
      written += `\n${' '.repeat(place.indent)}${marker}`;
      column = place.indent + marker.length;
    } else {
      written += char;
      column++;
    }
    spaces = char === ' ';
  }
  return written;
}

function escapeCode(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const digits = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}

/** A block scalar with its hints for indentation (`2`) and for the last line break (`-`, `+`). */
function writeLiteral(text: string, indent: number): string {
  const indentHint = / |[\r\n\u0085\u2028\u2029]/.test(text.charAt(0)) ? '2' : '';
  const last = /([\r\n\u0085\u2028\u2029]*)$/.exec(text)?.[1] ?? '';
  const chompHint = last.length === 0 ? '-' : last.length > 1 || last === text ? '+' : '';
  const body = text.replace(/(^|[\n\u2028\u2029])(?=[^\n\u2028\u2029])/g, `$1${' '.repeat(indent)}`);
  return `|${indentHint}${chompHint}\n${body}`;
}
