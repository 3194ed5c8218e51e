import { goNumber, sortedFields } from '../../apimachinery/go-value';
import { isObject, type Json } from '../../apimachinery/json';
import { PrintError } from './print-error';
import { isComplexKey, writeScalar } from './yaml-scalar';

/** What has been written: `indented` says that only indentation and indicators stand on the line so far. */
type Writer = { readonly root: Json; text: string; column: number; indented: boolean; spaced: boolean };

/**
 * A value as `-o yaml` prints it, with a line break at the end: fields in natural order, lists not indented
 * below their field, text quoted where YAML 1.1 needs it and folded past column 80.
 * @upstream sigs.k8s.io/yaml goyaml.v2 encode.go, emitterc.go
 */
export function printYaml(value: Json): string {
  const writer: Writer = { root: value, text: '', column: 0, indented: true, spaced: true };
  writeNode(writer, value, -1, false);
  return writer.column === 0 ? writer.text : `${writer.text}\n`;
}

/** @param indent of the enclosing collection, -1 at the root @param mapping whether a mapping encloses the value */
function writeNode(writer: Writer, value: Json, indent: number, mapping: boolean): void {
  const fields = isObject(value) ? sortedFields(value).sort(naturally) : [];
  if (fields.length > 0) writeMapping(writer, fields, indent);
  else if (Array.isArray(value) && value.length > 0) writeSequence(writer, value, indent, mapping);
  else if (Array.isArray(value) || isObject(value)) writeIndicator(writer, isObject(value) ? '{}' : '[]', false);
  else if (typeof value === 'string') writeString(writer, value, indent, false);
  else writeIndicator(writer, typeof value === 'number' ? numberText(value) : String(value), false);
}

/** Integers up to 64 bits stay integers. */
function numberText(value: number): string {
  return Number.isInteger(value) && value > 0 && value < 2 ** 64 ? String(value) : goNumber(value);
}

function writeSequence(writer: Writer, items: readonly Json[], indent: number, mapping: boolean): void {
  const own = indent >= 0 && mapping && !writer.indented ? indent : indent < 0 ? 0 : indent + 2;
  for (const item of items) {
    writeIndent(writer, own);
    writeIndicator(writer, '-', true);
    writeNode(writer, item, own, false);
  }
}

function writeMapping(writer: Writer, fields: readonly [string, Json][], indent: number): void {
  const own = indent < 0 ? 0 : indent + 2;
  for (const [key, value] of fields) {
    if (key.includes(nextLine)) throw new PrintError(brokenKey(writer.root), '');
    writeIndent(writer, own);
    if (isComplexKey(key)) {
      writeIndicator(writer, '?', true);
      writeString(writer, key, own, false);
      writeIndent(writer, own);
      writeIndicator(writer, ':', true);
    } else {
      writeString(writer, key, own, true);
      put(writer, ':');
      writer.indented = false;
    }
    writeNode(writer, value, own, true);
  }
}

const nextLine = '\u0085';

/** On its way through JSON a text is read as YAML once: C1 controls are refused there, and next lines folded. */
function throughJson(text: string): string {
  if (/[\x7f-\x84\x86-\x9f\ufffe\uffff]/.test(text))
    throw new PrintError('yaml: control characters are not allowed', '');
  return text.replaceAll(/ *\u0085[ \u0085]*/g, (breaks) => '\n'.repeat(breaks.split(nextLine).length - 2) || ' ');
}

/** What YAML says of the first key in the JSON of a value that has a line break: its line counts those before it. */
function brokenKey(root: Json): string {
  let line = 1;
  const isBroken = (value: Json): boolean => {
    if (typeof value === 'string') line += value.split(nextLine).length - 1;
    if (Array.isArray(value)) return value.some(isBroken);
    if (!isObject(value)) return false;
    return sortedFields(value).some(([key, field]) => key.includes(nextLine) || isBroken(field));
  };
  isBroken(root);
  return `yaml: line ${line}: did not find expected ',' or '}'`;
}

function writeString(writer: Writer, string: string, indent: number, simpleKey: boolean): void {
  const text = throughJson(string);
  if (!writer.spaced) put(writer, ' ');
  put(writer, writeScalar(text, { column: writer.column, indent: indent < 0 ? 2 : indent + 2, simpleKey }));
  writer.spaced = writer.column === 0;
  writer.indented = writer.column === 0;
}

/** @param indentation whether text after the indicator still counts as the beginning of the line */
function writeIndicator(writer: Writer, indicator: string, indentation: boolean): void {
  if (!writer.spaced) put(writer, ' ');
  put(writer, indicator);
  writer.spaced = false;
  writer.indented = writer.indented && indentation;
}

function writeIndent(writer: Writer, indent: number): void {
  if (!writer.indented || writer.column > indent || (writer.column === indent && !writer.spaced)) put(writer, '\n');
  if (writer.column < indent) put(writer, ' '.repeat(indent - writer.column));
  writer.spaced = true;
  writer.indented = true;
}

function put(writer: Writer, text: string): void {
  writer.text += text;
  const lineStart = Math.max(...['\n', '\u2028', '\u2029'].map((char) => text.lastIndexOf(char))) + 1;
  const length = [...text.slice(lineStart)].length;
  writer.column = lineStart === 0 ? writer.column + length : length;
}

/** `x1`, `x9`, `x10`; digits and signs before letters. @upstream sigs.k8s.io/yaml goyaml.v2 sorter.go keyList.Less */
function naturally([left]: readonly [string, Json], [right]: readonly [string, Json]): number {
  return isNaturallyLess([...left], [...right]) ? -1 : 1;
}

const isLetter = (char: string): boolean => /\p{L}/u.test(char);
const isDigit = (char: string | undefined): boolean => char !== undefined && /\p{Nd}/u.test(char);

function isNaturallyLess(left: readonly string[], right: readonly string[]): boolean {
  const length = Math.min(left.length, right.length);
  const at = left.slice(0, length).findIndex((char, i) => char !== right[i]);
  const [a = '', b = ''] = [left[at], right[at]];
  if (at < 0) return left.length < right.length;
  if (isLetter(a) || isLetter(b)) return isLetter(a) && isLetter(b) ? isCodeLess(a, b) : isLetter(b);
  const afterNumber = (a === '0' || b === '0') && followsNonZeroDigit(left, at);
  const [leftNumber, leftEnd] = numberAt(left, at, afterNumber);
  const [rightNumber, rightEnd] = numberAt(right, at, afterNumber);
  if (leftNumber !== rightNumber) return leftNumber < rightNumber;
  return leftEnd === rightEnd ? isCodeLess(a, b) : leftEnd < rightEnd;
}

function isCodeLess(left: string, right: string): boolean {
  return (left.codePointAt(0) ?? 0) < (right.codePointAt(0) ?? 0);
}

function followsNonZeroDigit(chars: readonly string[], at: number): boolean {
  for (let i = at - 1; i >= 0 && isDigit(chars[i]); i--) if (chars[i] !== '0') return true;
  return false;
}

/** The digits at a place as an int64, which overflows as upstream's does, and where they end. */
function numberAt(chars: readonly string[], at: number, afterNumber: boolean): [bigint, number] {
  let number = afterNumber ? 1n : 0n;
  let end = at;
  for (; isDigit(chars[end]); end++) {
    number = BigInt.asIntN(64, number * 10n + BigInt((chars[end]?.codePointAt(0) ?? 0) - 48));
  }
  return [number, end];
}
