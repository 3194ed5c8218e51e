const MAX = 2n ** 63n - 1n;
const MIN = -(2n ** 63n);
const WRAP = 2n ** 64n;

/** What is wrong with a number: it is none, something follows it, or it is too large. */
export type NumberProblem = 'none' | 'rest' | 'range';

/** An argument as a number, as far as it is one. */
export type Read<T> = { readonly value: T; readonly problem?: NumberProblem };

function characterCode(text: string): number | undefined {
  return /^["'].+/s.test(text) ? text.codePointAt(1) : undefined;
}

/** Reads a whole number as C does: `12`, `-5`, `0x1f`, `017`, `'a`. */
export function readInteger(text: string): Read<bigint> {
  const code = characterCode(text);
  if (code !== undefined) return { value: BigInt(code) };
  if (text === '') return { value: 0n };
  const [whole, sign = '', digits] = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|\d+)/.exec(text) ?? [];
  if (whole === undefined || digits === undefined) return { value: 0n, problem: 'none' };
  const octal = /^0[0-7]*/.exec(digits)?.[0];
  const used = /^0x/i.test(digits) || octal === undefined ? digits : octal;
  const size = BigInt(/^0[0-7]+$/.test(used) ? `0o${used.slice(1)}` : used);
  const value = sign === '-' ? -size : size;
  const rest = text.slice(whole.length - digits.length + used.length);
  if (value < MIN || value >= WRAP) return { value: value < 0n ? MIN : MAX, problem: 'range' };
  return rest === '' ? { value } : { value, problem: 'rest' };
}

/** Reads a number with a fraction. */
export function readFloat(text: string): Read<number> {
  const code = characterCode(text);
  if (code !== undefined) return { value: code };
  if (text === '') return { value: 0 };
  const [whole, sign = '', digits = ''] =
    /^\s*([-+]?)(0x[0-9a-f]+|(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|inf(?:inity)?|nan)/i.exec(text) ?? [];
  if (whole === undefined) return { value: 0, problem: 'none' };
  const size = /^inf/i.test(digits) ? Number.POSITIVE_INFINITY : Number(digits);
  const value = sign === '-' ? -size : size;
  return whole.length === text.length ? { value } : { value, problem: 'rest' };
}

/** The digits of a whole number in a base; below zero they wrap, as in 64 bits without a sign. */
export function unsignedDigits(value: bigint, base: 8 | 10 | 16): string {
  return (value < 0n ? value + WRAP : value).toString(base);
}

/** The digits of a number of 64 bits with a sign. */
export function signedDigits(value: bigint): string {
  const signed = BigInt.asIntN(64, value > MAX ? MAX : value);
  return (signed < 0n ? -signed : signed).toString();
}

/** JavaScript rounds what lies in the middle up, C to the even digit. @param exact the number with all its digits */
function evenly(rounded: string, exact: string): string {
  const rest = exact.slice(rounded.length + (rounded.includes('.') ? 0 : 1));
  const isMiddle = /^50*$/.test(rest);
  const cut = exact.slice(0, rounded.length);
  return isMiddle && cut !== rounded && /[02468]\.?$/.test(cut) ? cut : rounded;
}

function fixed(value: number, precision: number): string {
  return evenly(value.toFixed(Math.min(100, precision)), value.toFixed(100));
}

function withExponent(value: number, precision: number): string {
  const [rounded = '', exponent = '0'] = value.toExponential(Math.min(100, precision)).split('e');
  const [exact = '', exactExponent] = value.toExponential(100).split('e');
  const digits = exponent === exactExponent ? evenly(rounded, exact) : rounded;
  const sign = exponent.startsWith('-') ? '-' : '+';
  return `${digits}e${sign}${exponent.replace(/^[-+]/, '').padStart(2, '0')}`;
}

function general(value: number, precision: number, keepsZeros: boolean): string {
  const digits = precision === 0 ? 1 : precision;
  const exponent = value === 0 ? 0 : Number(value.toExponential(Math.min(100, digits - 1)).split('e')[1]);
  const isPlain = exponent >= -4 && exponent < digits;
  const text = isPlain ? fixed(value, Math.max(0, digits - 1 - exponent)) : withExponent(value, digits - 1);
  if (keepsZeros || !text.includes('.')) return text;
  return text.replace(/\.?0+(?=e|$)/, '');
}

/** The digits of a number that is not below zero, by `%f`, `%e` or `%g`. */
export function floatDigits(value: number, conversion: string, precision: number, keepsZeros: boolean): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return 'inf';
  if (conversion === 'f') return value < 1e21 ? fixed(value, precision) : BigInt(Math.round(value)).toString();
  return conversion === 'e' ? withExponent(value, precision) : general(value, precision, keepsZeros);
}
