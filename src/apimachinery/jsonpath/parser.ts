import { goUnquote } from '../go-unquote';
import { unicodeName } from '../go-value';
import { type ArrayBounds, type JsonPath, JsonPathError, type ListNode, type Node } from './node';

/** Where the parser stands: `start` is where the text that has not been taken yet begins. */
type Cursor = { readonly input: string; pos: number; start: number; readonly root: Node[] };

/**
 * Reads a template such as `{range .items[*]}{.metadata.name}{"\n"}{end}`.
 * @throws JsonPathError with upstream's words
 * @upstream client-go util/jsonpath/parser.go Parse
 */
export function parseJsonPath(template: string): JsonPath {
  const cursor: Cursor = { input: template, pos: 0, start: 0, root: [] };
  while (cursor.pos < template.length) {
    const brace = template.indexOf('{', cursor.pos);
    cursor.pos = brace < 0 ? template.length : brace;
    if (cursor.pos > cursor.start) cursor.root.push({ type: 'text', text: take(cursor) });
    if (brace < 0) break;
    cursor.pos++;
    take(cursor);
    cursor.root.push({ type: 'list', nodes: parseAction(cursor) });
  }
  return { template, nodes: cursor.root };
}

/** The nodes of an expression without its braces. */
function parseExpression(text: string): ListNode {
  const first = parseJsonPath(`{${text}}`).nodes[0];
  return first?.type === 'list' ? first : { type: 'list', nodes: [] };
}

function take(cursor: Cursor): string {
  const text = cursor.input.slice(cursor.start, cursor.pos);
  cursor.start = cursor.pos;
  return text;
}

/** The next character, '' at the end. */
function next(cursor: Cursor): string {
  const code = cursor.input.codePointAt(cursor.pos);
  const char = code === undefined ? '' : String.fromCodePoint(code);
  cursor.pos += char.length;
  return char;
}

function peek(cursor: Cursor): string {
  return next({ ...cursor });
}

/** Reads up to and with the closing brace. */
function parseAction(cursor: Cursor): Node[] {
  const nodes: Node[] = [];
  for (;;) {
    if (cursor.input.startsWith('}', cursor.pos)) {
      cursor.pos++;
      take(cursor);
      return nodes;
    }
    if (cursor.input.startsWith('[?(', cursor.pos)) nodes.push(parseFilter(cursor));
    else if (cursor.input.startsWith('..', cursor.pos)) parseRecursive(cursor, nodes);
    else parsePart(cursor, nodes);
  }
}

function parsePart(cursor: Cursor, nodes: Node[]): void {
  const char = next(cursor);
  if (char === '' || isEndOfLine(char)) throw new JsonPathError('unclosed action');
  if (char === ' ' || char === '@' || char === '$') take(cursor);
  else if (char === '[') nodes.push(...parseArray(cursor));
  else if (char === '"' || char === "'") nodes.push(parseQuote(cursor, char));
  else if (char === '.') nodes.push(parseField(cursor));
  else if (char === '+' || char === '-' || isDigit(char)) nodes.push(parseNumber(cursor));
  else if (isAlphaNumeric(char)) nodes.push(parseIdentifier(cursor, char));
  else throw new JsonPathError(`unrecognized character in action: ${unicodeName(char)}`);
}

function parseIdentifier(cursor: Cursor, first: string): Node {
  cursor.pos -= first.length;
  while (!isTerminator(peek(cursor))) next(cursor);
  const name = take(cursor);
  return name === 'true' || name === 'false' ? { type: 'bool', value: name === 'true' } : { type: 'identifier', name };
}

function parseRecursive(cursor: Cursor, nodes: Node[]): void {
  if (nodes.at(-1)?.type === 'recursive') throw new JsonPathError('invalid multiple recursive descent');
  cursor.pos += 2;
  take(cursor);
  nodes.push({ type: 'recursive' });
  if (isAlphaNumeric(peek(cursor))) nodes.push(parseField(cursor));
}

function parseNumber(cursor: Cursor): Node {
  while (peek(cursor) === '.' || isDigit(peek(cursor))) next(cursor);
  const text = take(cursor);
  if (/^[-+]?\d+$/.test(text)) return { type: 'int', value: Number(text) };
  if (/^[-+]?(\d+\.?\d*|\.\d+)$/.test(text)) return { type: 'float', value: Number(text) };
  throw new JsonPathError(`cannot parse number ${text}`);
}

function parseArray(cursor: Cursor): readonly Node[] {
  for (let char = next(cursor); char !== ']'; char = next(cursor)) {
    if (char === '' || char === '\n') throw new JsonPathError('unterminated array');
  }
  const inside = take(cursor).slice(1, -1);
  const text = inside === '*' ? ':' : inside;
  const parts = text.split(',');
  if (parts.length > 1) {
    return [{ type: 'union', lists: parts.map((part) => parseExpression(`[${part.replace(/^ +| +$/g, '')}]`)) }];
  }
  const key = /^'([^']*)'$/.exec(text)?.[1];
  return key === undefined ? [{ type: 'array', bounds: parseBounds(text) }] : parseExpression(`.${key}`).nodes;
}

function parseBounds(text: string): ArrayBounds {
  const parts = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
  if (parts === null) throw new JsonPathError(`invalid array index ${text}`);
  const [start, end, step] = [parts[1] ?? '', parts[2], parts[3]].map(parseBound);
  const endDerived = parts[2] === undefined;
  return { start, end: endDerived ? (start ?? 0) + 1 : end, step, endDerived };
}

function parseBound(part: string | undefined): number | undefined {
  const digits = part?.replace(':', '') ?? '';
  if (digits === '') return undefined;
  if (digits === '-') throw new JsonPathError(`array index ${digits} is not a number`);
  return Number(digits);
}

function parseFilter(cursor: Cursor): Node {
  cursor.pos += 3;
  take(cursor);
  skipFilter(cursor);
  if (next(cursor) !== ']') throw new JsonPathError('unclosed array expect ]');
  const text = take(cursor).slice(0, -2);
  const [, left, operator, right] = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(text) ?? [];
  if (left === undefined || operator === undefined || right === undefined) {
    return { type: 'filter', left: parseExpression(text), right: { type: 'list', nodes: [] }, operator: 'exists' };
  }
  return { type: 'filter', left: parseExpression(left), right: parseExpression(right), operator };
}

/** Goes past the closing parenthesis; parentheses between the first quote and its pair do not count. */
function skipFilter(cursor: Cursor): void {
  let quote = '';
  let closed = false;
  for (;;) {
    const char = next(cursor);
    if (char === '' || char === '\n') throw new JsonPathError('unterminated filter');
    if (char === '"' || char === "'") {
      if (quote === '') quote = char;
      else if (char === quote && cursor.input[cursor.pos - 2] !== '\\') closed = true;
    } else if (char === ')' && (quote !== '') === closed) return;
  }
}

function parseQuote(cursor: Cursor, quote: string): Node {
  for (;;) {
    const char = next(cursor);
    if (char === '' || char === '\n') throw new JsonPathError('unterminated quoted string');
    if (char === quote && cursor.input[cursor.pos - 2] !== '\\') break;
  }
  const value = take(cursor);
  const text = goUnquote(value);
  if (text === undefined) throw new JsonPathError(`unquote string ${value} error invalid syntax`);
  return { type: 'text', text };
}

function parseField(cursor: Cursor): Node {
  take(cursor);
  for (let char = peek(cursor); !isTerminator(char); char = peek(cursor)) {
    next(cursor);
    if (char === '\\') next(cursor);
  }
  const name = take(cursor);
  return name === '*' ? { type: 'wildcard' } : { type: 'field', name: name.replaceAll('\\', '') };
}

function isTerminator(char: string): boolean {
  return char === '' || ' \t\r\n.,[]$@{}'.includes(char);
}

function isEndOfLine(char: string): boolean {
  return char === '\r' || char === '\n';
}

function isDigit(char: string): boolean {
  return /^\p{Nd}$/u.test(char);
}

function isAlphaNumeric(char: string): boolean {
  return /^[_\p{L}\p{Nd}]$/u.test(char);
}
