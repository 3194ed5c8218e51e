import {
  charAt,
  fail,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isDocumentMark,
  isFlow,
  push,
  removeKey,
  type Scanner,
  saveKey,
  skip,
  skipBreak,
} from './scanner';

export function fetchBlockScalar(scanner: Scanner): void {
  removeKey(scanner);
  scanner.keyAllowed = true;
  const { line } = scanner;
  const header = /^[|>](?:[-+](\d?)|(\d)[-+]?)?[ \t]*(?:#[^\r\n]*)?/.exec(scanner.text.slice(scanner.pos));
  skip(scanner, header?.[0].length ?? 1);
  const explicit = Number(header?.[1] || header?.[2] || 0);
  if (charAt(scanner) !== '' && !isBreak(charAt(scanner))) {
    fail(scanner, 'did not find expected comment or line break', line);
  }
  if (isBreak(charAt(scanner))) skipBreak(scanner);
  let indent = explicit > 0 ? Math.max(scanner.indent, 0) + explicit : 0;
  indent = skipIndentation(scanner, indent, line);
  while (scanner.column === indent && charAt(scanner) !== '') {
    while (charAt(scanner) !== '' && !isBreak(charAt(scanner))) skip(scanner);
    if (isBreak(charAt(scanner))) skipBreak(scanner);
    skipIndentation(scanner, indent, line);
  }
  push(scanner, 'scalar', line);
}

/** Goes past indentation and empty lines; an indentation of 0 is found out. */
function skipIndentation(scanner: Scanner, indent: number, line: number): number {
  let widest = 0;
  for (;;) {
    while ((indent === 0 || scanner.column < indent) && charAt(scanner) === ' ') skip(scanner);
    widest = Math.max(widest, scanner.column);
    if ((indent === 0 || scanner.column < indent) && charAt(scanner) === '\t') {
      fail(scanner, 'found a tab character where an indentation space is expected', line);
    }
    if (!isBreak(charAt(scanner))) break;
    skipBreak(scanner);
  }
  return indent === 0 ? Math.max(widest, scanner.indent + 1, 1) : indent;
}

export function fetchQuoted(scanner: Scanner, quote: string): void {
  saveKey(scanner);
  scanner.keyAllowed = false;
  const { line } = scanner;
  skip(scanner);
  for (;;) {
    const char = charAt(scanner);
    if (isDocumentMark(scanner, '---') || isDocumentMark(scanner, '...')) {
      fail(scanner, 'found unexpected document indicator', line);
    }
    if (char === '') fail(scanner, 'found unexpected end of stream', line);
    if (char === quote && !(quote === "'" && charAt(scanner, 1) === "'")) break;
    if (char === quote) skip(scanner, 2);
    else if (char === '\\' && quote === '"') skipEscape(scanner, line);
    else if (isBreak(char)) skipBreak(scanner);
    else skip(scanner);
  }
  skip(scanner);
  push(scanner, 'scalar', line);
}

const escapeDigits: Record<string, number> = { x: 2, u: 4, U: 8 };

function skipEscape(scanner: Scanner, line: number): void {
  const char = charAt(scanner, 1);
  if (isBreak(char)) {
    skip(scanner);
    skipBreak(scanner);
    return;
  }
  if (!'0abt\tnvfre "\'\\N_LPxuU'.includes(char) || char === '') fail(scanner, 'found unknown escape character', line);
  const digits = escapeDigits[char] ?? 0;
  if (!new RegExp(`^[0-9a-fA-F]{${digits}}`).test(scanner.text.slice(scanner.pos + 2))) {
    fail(scanner, 'did not find expected hexdecimal number', line);
  }
  skip(scanner, 2 + digits);
}

export function fetchPlain(scanner: Scanner): void {
  saveKey(scanner);
  scanner.keyAllowed = false;
  const { line } = scanner;
  const indent = scanner.indent + 1;
  let broken = false;
  while (!isDocumentMark(scanner, '---') && !isDocumentMark(scanner, '...') && charAt(scanner) !== '#') {
    while (!isPlainEnd(scanner)) {
      skip(scanner);
      broken = false;
    }
    if (!isBlank(charAt(scanner)) && !isBreak(charAt(scanner))) break;
    while (isBlank(charAt(scanner)) || isBreak(charAt(scanner))) {
      if (broken && scanner.column < indent && charAt(scanner) === '\t') {
        fail(scanner, 'found a tab character that violates indentation', line);
      }
      if (isBreak(charAt(scanner))) {
        skipBreak(scanner);
        broken = true;
      } else skip(scanner);
    }
    if (!isFlow(scanner) && scanner.column < indent) break;
  }
  push(scanner, 'scalar', line);
  if (broken) scanner.keyAllowed = true;
}

function isPlainEnd(scanner: Scanner): boolean {
  const char = charAt(scanner);
  if (isBlankOrEnd(char) || (char === ':' && isBlankOrEnd(charAt(scanner, 1)))) return true;
  return isFlow(scanner) && ',?[]{}'.includes(char);
}
