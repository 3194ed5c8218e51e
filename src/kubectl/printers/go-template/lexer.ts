import { goQuote, unicodeName } from '../../../apimachinery/go-value';

export type TokenType =
  | 'text'
  | 'left delimiter'
  | 'right delimiter'
  | 'space'
  | 'assign'
  | 'declare'
  | 'pipe'
  | 'left paren'
  | 'right paren'
  | 'char'
  | 'string'
  | 'raw string'
  | 'char constant'
  | 'number'
  | 'bool'
  | 'nil'
  | 'dot'
  | 'field'
  | 'variable'
  | 'identifier'
  | 'keyword'
  | 'error'
  | 'end of file';

/** A piece of a template; `pos` is its offset, `line` counts from 1. */
export type Token = { readonly type: TokenType; readonly text: string; readonly pos: number; readonly line: number };

const keywords = ['block', 'break', 'continue', 'define', 'else', 'end', 'if', 'range', 'template', 'with'];

/**
 * Splits a template; what cannot be read becomes an error token, the last one.
 * @upstream go text/template/parse/lex.go
 */
export function tokenize(template: string): Token[] {
  const tokens: Token[] = [];
  const add = (type: TokenType, from: number, to: number, text = template.slice(from, to)): number => {
    tokens.push({ type, text, pos: from, line: template.slice(0, from).split('\n').length });
    return to;
  };
  let pos = 0;
  while (pos < template.length) {
    const open = template.indexOf('{{', pos);
    const textEnd = open < 0 ? template.length : open;
    const trimsLeft = open >= 0 && /^-[ \t\r\n]/.test(template.slice(open + 2, open + 4));
    const text = template.slice(pos, textEnd);
    const kept = trimsLeft ? text.replace(/[ \t\r\n]+$/, '') : text;
    if (kept !== '') add('text', pos, textEnd, kept);
    if (open < 0) break;
    const inside = open + 2 + (trimsLeft ? 2 : 0);
    const next = template.startsWith('/*', inside) ? skipComment(template, inside, add) : undefined;
    pos = next ?? scanAction(template, open, inside, add);
    if (tokens.at(-1)?.type === 'error') return tokens;
  }
  add('end of file', template.length, template.length, 'EOF');
  return tokens;
}

type Add = (type: TokenType, from: number, to: number, text?: string) => number;

/** The place behind a delimiter that closes an action, and behind the space that it trims. */
function closingDelimiter(template: string, pos: number): number | undefined {
  if (template.startsWith('}}', pos)) return pos + 2;
  const trimming = /^[ \t\r\n]-\}\}[ \t\r\n]*/.exec(template.slice(pos, pos + 4));
  return trimming === null ? undefined : pos + 4 + (/^[ \t\r\n]*/.exec(template.slice(pos + 4))?.[0].length ?? 0);
}

function skipComment(template: string, inside: number, add: Add): number {
  const end = template.indexOf('*/', inside + 2);
  if (end < 0) return add('error', inside, template.length, 'unclosed comment');
  const closed = closingDelimiter(template, end + 2);
  return closed ?? add('error', inside, template.length, 'comment ends before closing delimiter');
}

function scanAction(template: string, open: number, inside: number, add: Add): number {
  add('left delimiter', open, inside, '{{');
  let pos = inside;
  let depth = 0;
  for (;;) {
    const closed = closingDelimiter(template, pos);
    if (closed !== undefined && depth > 0) return add('error', pos, closed, 'unclosed left paren');
    if (closed !== undefined) return add('right delimiter', pos, closed, '}}');
    if (template[pos] === '(') depth++;
    if (template[pos] === ')' && --depth < 0) return add('error', pos, pos, 'unexpected right paren');
    const [type, length, problem] = scanToken(template.slice(pos), template.slice(pos + 1));
    if (type === 'error') return add('error', pos, template.length, problem);
    pos = add(type, pos, pos + length);
  }
}

const alphaNumeric = '[_\\p{L}\\p{Nd}]';
const simpleTokens: readonly [RegExp, TokenType][] = [
  [/^[ \t\r\n]+(?=[ \t\r\n]-\}\})/, 'space'],
  [/^[ \t\r\n]+/, 'space'],
  [/^=/, 'assign'],
  [/^:=/, 'declare'],
  [/^\|/, 'pipe'],
  [/^"(?:[^"\\\n]|\\[^\n])*"/, 'string'],
  [/^`[^`]*`/, 'raw string'],
  [/^'(?:[^'\\\n]|\\[^\n])*'/, 'char constant'],
  [/^\(/, 'left paren'],
  [/^\)/, 'right paren'],
];

const unterminated: Record<string, string> = {
  '"': 'unterminated quoted string',
  '`': 'unterminated raw quoted string',
  "'": 'unterminated character constant',
  ':': 'expected :=',
};

const number = /^[-+]?(?:0[xX][\da-fA-F_]*|0[oO][0-7_]*|0[bB][01_]*|[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?[\d_]*)?)/;

function scanToken(rest: string, after: string): [TokenType, number, string?] {
  for (const [pattern, type] of simpleTokens) {
    const length = pattern.exec(rest)?.[0].length;
    if (length !== undefined) return [type, length];
  }
  const first = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  if (rest === '') return ['error', 0, 'unclosed action'];
  if (unterminated[first] !== undefined) return ['error', 0, unterminated[first]];
  if (first === '$' || (first === '.' && !/^\d/.test(after))) return scanFields(rest, first);
  if (/^[-+.\d]/.test(first)) return scanNumber(rest);
  if (new RegExp(alphaNumeric, 'u').test(first)) return scanWord(rest);
  if (/^[\x20-\x7e]$/.test(first)) return ['char', 1];
  return ['error', 0, `unrecognized character in action: ${unicodeName(first)}`];
}

const terminator = /^(?:[ \t\r\n.,|:)(]|\}\}|$)/;

/** Go names what follows a word wrongly. */
function badCharacter(rest: string): [TokenType, number, string] {
  return ['error', 0, `bad character ${unicodeName(String.fromCodePoint(rest.codePointAt(0) ?? 0))}`];
}

function scanFields(rest: string, first: string): [TokenType, number, string?] {
  const length = 1 + (new RegExp(`^${alphaNumeric}*`, 'u').exec(rest.slice(1))?.[0].length ?? 0);
  if (!terminator.test(rest.slice(length))) return badCharacter(rest.slice(length));
  return [first === '$' ? 'variable' : length === 1 ? 'dot' : 'field', length];
}

function scanNumber(rest: string): [TokenType, number, string?] {
  const length = number.exec(rest)?.[0].length ?? 1;
  const following = new RegExp(`^${alphaNumeric}`, 'u').exec(rest.slice(length))?.[0];
  if (following === undefined) return ['number', Math.max(1, length)];
  return ['error', 0, `bad number syntax: ${goQuote(rest.slice(0, length) + following)}`];
}

function scanWord(rest: string): [TokenType, number, string?] {
  const word = new RegExp(`^${alphaNumeric}+`, 'u').exec(rest)?.[0] ?? '';
  if (!terminator.test(rest.slice(word.length))) return badCharacter(rest.slice(word.length));
  if (keywords.includes(word)) return ['keyword', word.length];
  return [word === 'nil' ? 'nil' : word === 'true' || word === 'false' ? 'bool' : 'identifier', word.length];
}
