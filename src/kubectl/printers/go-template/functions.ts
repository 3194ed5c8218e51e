import { decodeBase64 } from '../../../apimachinery/base64';
import { goText, goTypeName } from '../../../apimachinery/go-value';
import { isObject, type Json } from '../../../apimachinery/json';
import { comparisonProblem, isLess, type Operand, operandOf } from '../../../apimachinery/jsonpath/compare';
import { goPrint, goPrintf, type Value } from './printf';

/** Why a function refuses its arguments; the template puts its name before. */
export class FunctionError extends Error {}

type TemplateFunction = {
  /** How many arguments it needs; more are allowed where it is variadic. */
  readonly arity: number;
  readonly variadic?: boolean;
  /** The places of arguments that must be strings. */
  readonly strings?: readonly number[];
  readonly call: (args: readonly Value[]) => Value;
};

/** Go's builtins and kubectl's own two; `and` and `or` stop early and so are the executor's. */
const functions: Record<string, TemplateFunction> = {
  and: { arity: 1, variadic: true, call: (args) => args.at(-1) },
  or: { arity: 1, variadic: true, call: (args) => args.at(-1) },
  not: { arity: 1, call: ([value]) => !isTrue(value) },
  len: { arity: 1, call: ([value]) => length(value) },
  index: { arity: 1, variadic: true, call: ([item, ...indexes]) => indexes.reduce(index, untypedNil('index', item)) },
  slice: { arity: 1, variadic: true, call: ([item, ...indexes]) => slice(untypedNil('slice', item), indexes) },
  call: { arity: 1, variadic: true, call: ([value]) => notCallable(value) },
  print: { arity: 0, variadic: true, call: (args) => goPrint(args) },
  println: { arity: 0, variadic: true, call: (args) => `${args.map((value) => goText(value ?? null)).join(' ')}\n` },
  printf: {
    arity: 1,
    variadic: true,
    strings: [0],
    call: ([format, ...args]) => goPrintf(String(format), args),
  },
  html: { arity: 0, variadic: true, call: (args) => escapeHtml(printable(args)) },
  js: { arity: 0, variadic: true, call: (args) => escapeJs(printable(args)) },
  urlquery: { arity: 0, variadic: true, call: (args) => escapeQuery(printable(args)) },
  eq: { arity: 1, variadic: true, call: ([first, ...others]) => equal(first, others) },
  ne: { arity: 2, call: ([left, right]) => !equal(left, [right]) },
  lt: { arity: 2, call: ([left, right]) => less(left, right) },
  le: { arity: 2, call: ([left, right]) => less(left, right) || equal(left, [right]) },
  gt: { arity: 2, call: ([left, right]) => !less(left, right) && !equal(left, [right]) },
  ge: { arity: 2, call: ([left, right]) => !less(left, right) },
  exists: { arity: 1, variadic: true, call: ([item, ...indexes]) => exists(item, indexes) },
  base64decode: { arity: 1, strings: [0], call: ([value]) => decode(String(value)) },
};

export function isFunctionName(name: string): boolean {
  return Object.hasOwn(functions, name);
}

export function templateFunction(name: string): TemplateFunction | undefined {
  return Object.hasOwn(functions, name) ? functions[name] : undefined;
}

/** Whether a value counts as true: neither empty nor zero nor missing. @upstream go text/template IsTrue */
export function isTrue(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) ? Object.keys(value).length > 0 : Boolean(value);
}

function fail(message: string): never {
  throw new FunctionError(message);
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function length(value: Value): number {
  if (value === undefined) return fail('reflect: call of reflect.Value.Type on zero Value');
  if (value === null) return fail('len of nil pointer');
  if (typeof value === 'string') return bytesOf(value).length;
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : fail(`len of type ${goTypeName(value)}`);
}

function untypedNil(name: string, item: Value): Json {
  return item ?? fail(`${name} of untyped nil`);
}

function indexNumber(value: Value, capacity: number): number {
  if (value == null) return fail('cannot index slice/array with nil');
  if (typeof value !== 'number') return fail(`cannot index slice/array with type ${goTypeName(value)}`);
  return value < 0 || value > capacity ? fail(`index out of range: ${value}`) : value;
}

function index(item: Value, key: Value): Value {
  if (item == null) return fail('index of nil pointer');
  if (Array.isArray(item) || typeof item === 'string') {
    const list = typeof item === 'string' ? [...bytesOf(item)] : item;
    const at = indexNumber(key, list.length);
    return at < list.length ? list[at] : fail('reflect: slice index out of range');
  }
  if (!isObject(item)) return fail(`can't index item of type ${goTypeName(item)}`);
  if (key == null) return fail('value is nil; should be of type string');
  if (typeof key !== 'string') return fail(`value has type ${goTypeName(key)}; should be string`);
  return Object.hasOwn(item, key) ? item[key] : undefined;
}

function slice(item: Json, indexes: readonly Value[]): Value {
  if (indexes.length > 3) return fail(`too many slice indexes: ${indexes.length}`);
  if (typeof item !== 'string' && !Array.isArray(item)) return fail(`can't slice item of type ${goTypeName(item)}`);
  if (typeof item === 'string' && indexes.length === 3) return fail('cannot 3-index slice a string');
  const size = length(item);
  const [from = 0, to = size] = indexes.map((value) => indexNumber(value, size));
  if (from > to) return fail(`invalid slice index: ${from} > ${to}`);
  return typeof item === 'string' ? new TextDecoder().decode(bytesOf(item).slice(from, to)) : item.slice(from, to);
}

function notCallable(value: Value): never {
  return fail(value == null ? 'call of nil' : `non-function call of type ${goTypeName(value)}`);
}

function operand(value: Value): Operand {
  return operandOf(value ?? null);
}

function equal(first: Value, others: readonly Value[]): boolean {
  if (others.length === 0) return fail('missing argument for comparison');
  return others.some((other) => {
    const [left, right] = [operand(first), operand(other)];
    if (first == null || other == null) return first == null && other == null;
    if (left.kind !== right.kind) return fail('incompatible types for comparison');
    if (left.kind === undefined) return fail(goPrintf('non-comparable type %s: %T', [first, first]));
    return left.value === right.value;
  });
}

function less(left: Value, right: Value): boolean {
  const problem = comparisonProblem(operand(left), operand(right), true);
  return problem === undefined ? isLess(operand(left), operand(right)) : fail(problem);
}

/** Whether index would find something. @upstream cli-runtime printers/jsonpath.go exists */
function exists(item: Value, indexes: readonly Value[]): boolean {
  let value = item;
  for (const key of indexes) {
    if (typeof value === 'string') value = [...bytesOf(value)];
    if (Array.isArray(value)) value = typeof key === 'number' ? value[key] : undefined;
    else value = isObject(value) && typeof key === 'string' && Object.hasOwn(value, key) ? value[key] : undefined;
    if (value == null) return false;
  }
  return value != null;
}

function decode(text: string): string {
  const clean = text.replace(/[\r\n]/g, '');
  const wrong = /[^A-Za-z0-9+/]/.exec(clean.replace(/={1,2}$/, ''))?.index;
  const broken = wrong ?? (clean.length % 4 === 0 ? undefined : clean.length - (clean.length % 4));
  if (broken !== undefined) return fail(`base64 decode failed: illegal base64 data at input byte ${broken}`);
  return decodeBase64(clean);
}

function printable(args: readonly Value[]): string {
  return goPrint(args.map((value) => value ?? '<no value>'));
}

const htmlEscapes: Record<string, string> = {
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\0': '\ufffd',
};

function escapeHtml(text: string): string {
  return text.replace(/["'&<>\0]/g, (char) => htmlEscapes[char] ?? char);
}

function escapeJs(text: string): string {
  return text.replace(/[\\'"<>&=]|\p{C}|[\u2028\u2029]/gu, (char) => {
    if ('\\\'"'.includes(char)) return `\\${char}`;
    return `\\u${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
}

function escapeQuery(text: string): string {
  const escaped = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, escaped)
    .replaceAll('%20', '+');
}
