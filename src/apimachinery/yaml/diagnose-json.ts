import { YamlError } from './error';

/** Ends the check with the message. */
class Complaint extends Error {}

/**
 * Go's complaint about text that is no JSON: `json: offset 2: invalid character 'a' looking for beginning of value`.
 * @upstream encoding/json scanner.go, apimachinery util/yaml/decoder.go JSONSyntaxError
 */
export function diagnoseJson(text: string): YamlError | undefined {
  try {
    checkValue(text, 0);
    return undefined;
  } catch (error) {
    if (error instanceof Complaint) return new YamlError(error.message);
    throw error;
  }
}

/**
 * Go's complaint about text that is no JSON, as json.Unmarshal words it: `invalid character 'a' looking for beginning of
 * value`. Undefined for JSON.
 * @upstream encoding/json scanner.go SyntaxError
 */
export function jsonProblem(text: string): string | undefined {
  const message = diagnoseJson(text)?.message;
  if (message === undefined) {
    const rest = skipSpace(text, checkValue(text, 0));
    return rest < text.length ? `invalid character ${quoted(text, rest)} after top-level value` : undefined;
  }
  return message.replace(/^json: offset \d+: /, '').replace(/^unexpected EOF$/, 'unexpected end of JSON input');
}

function quoted(text: string, at: number): string {
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return char === "'" ? "'\\''" : char === '"' ? `'"'` : `'${JSON.stringify(char).slice(1, -1)}'`;
}

function fail(text: string, at: number, where: string): never {
  if (text.codePointAt(at) === undefined) throw new Complaint('unexpected EOF');
  const offset = new TextEncoder().encode(text.slice(0, at)).length + 1;
  throw new Complaint(`json: offset ${offset}: invalid character ${quoted(text, at)} ${where}`);
}

function skipSpace(text: string, at: number): number {
  let next = at;
  while (next < text.length && ' \t\r\n'.includes(text.charAt(next))) next++;
  return next;
}

/** Answers the place behind what it checks, as all checks do. */
function checkValue(text: string, from: number): number {
  const at = skipSpace(text, from);
  const char = text.charAt(at);
  if (char === '{') return checkObject(text, at + 1);
  if (char === '[') return checkList(text, at + 1);
  if (char === '"') return checkString(text, at + 1);
  if (char === '-' || /\d/.test(char)) return checkNumber(text, at);
  const literal = ['true', 'false', 'null'].find((word) => word.startsWith(char) && char !== '');
  return literal === undefined ? fail(text, at, 'looking for beginning of value') : checkLiteral(text, at, literal);
}

function checkObject(text: string, from: number): number {
  let at = skipSpace(text, from);
  if (text.charAt(at) === '}') return at + 1;
  for (;;) {
    if (text.charAt(at) !== '"') fail(text, at, 'looking for beginning of object key string');
    at = skipSpace(text, checkString(text, at + 1));
    if (text.charAt(at) !== ':') fail(text, at, 'after object key');
    at = skipSpace(text, checkValue(text, at + 1));
    if (text.charAt(at) === '}') return at + 1;
    if (text.charAt(at) !== ',') fail(text, at, 'after object key:value pair');
    at = skipSpace(text, at + 1);
  }
}

function checkList(text: string, from: number): number {
  let at = skipSpace(text, from);
  if (text.charAt(at) === ']') return at + 1;
  for (;;) {
    at = skipSpace(text, checkValue(text, at));
    if (text.charAt(at) === ']') return at + 1;
    if (text.charAt(at) !== ',') fail(text, at, 'after array element');
    at++;
  }
}

function checkString(text: string, from: number): number {
  let at = from;
  for (; text.charAt(at) !== '"'; at++) {
    if (text.charAt(at) < ' ') fail(text, at, 'in string literal');
    if (text.charAt(at) !== '\\') continue;
    at++;
    if (!/["\\/bfnrtu]/.test(text.charAt(at))) fail(text, at, 'in string escape code');
    if (text.charAt(at) === 'u') at = checkHexadecimal(text, at);
  }
  return at + 1;
}

function checkHexadecimal(text: string, from: number): number {
  for (let at = from + 1; at <= from + 4; at++) {
    if (!/[\da-fA-F]/.test(text.charAt(at))) fail(text, at, 'in \\u hexadecimal character escape');
  }
  return from + 4;
}

function checkNumber(text: string, from: number): number {
  const digits = (at: number, where: string): number => {
    if (!/\d/.test(text.charAt(at))) fail(text, at, where);
    return at + (/^\d+/.exec(text.slice(at))?.[0].length ?? 0);
  };
  const start = text.charAt(from) === '-' ? from + 1 : from;
  let at = text.charAt(start) === '0' ? start + 1 : digits(start, 'in numeric literal');
  if (text.charAt(at) === '.') at = digits(at + 1, 'after decimal point in numeric literal');
  if (!/[eE]/.test(text.charAt(at))) return at;
  return digits(at + (/[-+]/.test(text.charAt(at + 1)) ? 2 : 1), 'in exponent of numeric literal');
}

function checkLiteral(text: string, from: number, word: string): number {
  for (const [i, char] of [...word].entries()) {
    if (text.charAt(from + i) !== char) fail(text, from + i, `in literal ${word} (expecting '${char}')`);
  }
  return from + word.length;
}
