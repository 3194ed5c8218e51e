import { yamlError } from './error';

/** What the grammar needs to know of a token; `line` counts from 0. */
export type Token = { readonly type: TokenType; readonly line: number; readonly anchor?: string };

export type TokenType =
  | 'key'
  | 'value'
  | 'entry'
  | 'block sequence'
  | 'block mapping'
  | 'block end'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  | 'scalar'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'document start'
  | 'document end'
  | 'stream end';

/** A place where a key may begin that is known for one only when its colon is found. */
type SimpleKey = {
  readonly required: boolean;
  readonly token: number;
  readonly line: number;
  readonly column: number;
  readonly pos: number;
};

export type Scanner = {
  readonly text: string;
  pos: number;
  line: number;
  column: number;
  /** Tokens that are scanned but not taken yet, and how many were taken. */
  readonly queue: Token[];
  taken: number;
  indent: number;
  readonly indents: number[];
  keyAllowed: boolean;
  /** One place per level of flow collections. */
  readonly keys: (SimpleKey | undefined)[];
};

export function newScanner(text: string): Scanner {
  return {
    text,
    pos: 0,
    line: 0,
    column: 0,
    queue: [],
    taken: 0,
    indent: -1,
    indents: [],
    keyAllowed: true,
    keys: [undefined],
  };
}

export function fail(scanner: Scanner, problem: string, contextLine = 0): never {
  throw yamlError(problem, scanner.line > 0 ? scanner.line + 1 : contextLine);
}

export const isFlow = (scanner: Scanner): boolean => scanner.keys.length > 1;
export const isBreak = (char: string): boolean => char !== '' && '\r\n\u0085\u2028\u2029'.includes(char);
export const isBlank = (char: string): boolean => char === ' ' || char === '\t';
export const isBlankOrEnd = (char: string): boolean => char === '' || isBlank(char) || isBreak(char);
export const charAt = (scanner: Scanner, offset = 0): string => scanner.text.charAt(scanner.pos + offset);

export function skip(scanner: Scanner, count = 1): void {
  scanner.pos += count;
  scanner.column += count;
}

export function skipBreak(scanner: Scanner): void {
  scanner.pos += scanner.text.startsWith('\r\n', scanner.pos) ? 2 : 1;
  scanner.line++;
  scanner.column = 0;
}

export function skipSpace(scanner: Scanner): void {
  for (;;) {
    while (charAt(scanner) === ' ' || (charAt(scanner) === '\t' && (isFlow(scanner) || !scanner.keyAllowed)))
      skip(scanner);
    if (charAt(scanner) === '#') while (charAt(scanner) !== '' && !isBreak(charAt(scanner))) skip(scanner);
    if (!isBreak(charAt(scanner))) return;
    skipBreak(scanner);
    if (!isFlow(scanner)) scanner.keyAllowed = true;
  }
}

export function push(scanner: Scanner, type: TokenType, line = scanner.line, anchor?: string): void {
  scanner.queue.push({ type, line, anchor });
}

export function insert(scanner: Scanner, number: number, type: TokenType, line: number): void {
  scanner.queue.splice(number - scanner.taken, 0, { type, line });
}

const longestKey = 1024;

export function isStale(scanner: Scanner, key: SimpleKey): boolean {
  return key.line < scanner.line || key.pos + longestKey < scanner.pos;
}

export function dropStaleKeys(scanner: Scanner): void {
  for (const [level, key] of scanner.keys.entries()) {
    if (key === undefined || key.token !== scanner.taken || !isStale(scanner, key)) continue;
    if (key.required) fail(scanner, "could not find expected ':'", key.line);
    scanner.keys[level] = undefined;
  }
}

export function saveKey(scanner: Scanner): void {
  if (!scanner.keyAllowed) return;
  removeKey(scanner);
  const { line, column, pos, taken, queue } = scanner;
  const required = !isFlow(scanner) && scanner.indent === column;
  scanner.keys[scanner.keys.length - 1] = { required, token: taken + queue.length, line, column, pos };
}

export function removeKey(scanner: Scanner): void {
  const key = scanner.keys.at(-1);
  if (key?.required === true) fail(scanner, "could not find expected ':'", key.line);
  scanner.keys[scanner.keys.length - 1] = undefined;
}

export function rollIndent(
  scanner: Scanner,
  column: number,
  type: TokenType,
  number?: number,
  line = scanner.line,
): void {
  if (isFlow(scanner) || scanner.indent >= column) return;
  scanner.indents.push(scanner.indent);
  scanner.indent = column;
  insert(scanner, number ?? scanner.taken + scanner.queue.length, type, line);
}

export function unrollIndent(scanner: Scanner, column: number): void {
  if (isFlow(scanner)) return;
  while (scanner.indent > column) {
    push(scanner, 'block end');
    scanner.indent = scanner.indents.pop() ?? -1;
  }
}

export function isDocumentMark(scanner: Scanner, mark: string): boolean {
  return scanner.column === 0 && scanner.text.startsWith(mark, scanner.pos) && isBlankOrEnd(charAt(scanner, 3));
}
