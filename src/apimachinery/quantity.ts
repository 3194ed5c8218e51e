/** How a quantity was written, and so how it is printed: `500m`, `64Mi` or `5e3`. */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/** An amount of a resource, exact to 1e-9. */
export type Quantity = { readonly nanos: bigint; readonly format: QuantityFormat };

/** A quantity that cannot be read; the message is upstream's. */
export class QuantityError extends Error {
  override readonly name = 'QuantityError';
}

/** Nothing, as an absent quantity counts. */
export const zeroQuantity: Quantity = { nanos: 0n, format: 'DecimalSI' };

const NANO = 1_000_000_000n;
const MILLI = 1_000_000n;
/** 2^63-1: binary quantities stop here. */
const MAX_BINARY = 9_223_372_036_854_775_807n * NANO;

const formatWrong = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const suffixWrong = "unable to parse quantity's suffix";

/** Powers of ten. */
const decimalSuffixes: Record<string, number> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

/** Powers of 1024. */
const binarySuffixes: readonly string[] = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

type Suffix = { readonly format: QuantityFormat; readonly base: bigint; readonly exponent: number };

function interpretSuffix(suffix: string): Suffix {
  const decimal = decimalSuffixes[suffix];
  if (decimal !== undefined) return { format: 'DecimalSI', base: 10n, exponent: decimal };
  const binary = binarySuffixes.indexOf(suffix);
  if (binary !== -1) return { format: 'BinarySI', base: 1024n, exponent: binary };
  // Four digits are far beyond any amount, and keep the arithmetic small.
  if (/^[eE][-+]?\d{1,4}$/.test(suffix)) {
    return { format: 'DecimalExponent', base: 10n, exponent: Number(suffix.slice(1)) };
  }
  throw new QuantityError(suffixWrong);
}

/** Division of positive numbers that rounds up. */
function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}

/**
 * Reads `1`, `500m`, `64Mi`, `1.5G`, `1e3`. What is finer than 1e-9 is rounded away from zero.
 * @throws QuantityError
 * @upstream apimachinery api/resource ParseQuantity
 */
export function parseQuantity(text: string): Quantity {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*(?:[-+]?\d*))$/.exec(text);
  if (match === null || text === '') throw new QuantityError(formatWrong);
  const [, sign, whole = '', fraction = '', suffixText = ''] = match;
  const { format, base, exponent } = interpretSuffix(suffixText);
  const scaled = BigInt(`${whole}${fraction}` || '0') * NANO * (exponent > 0 ? base ** BigInt(exponent) : 1n);
  const divisor = 10n ** BigInt(fraction.length + Math.max(0, -exponent));
  const nanos = divideUp(scaled, divisor);
  const capped = format === 'BinarySI' && nanos > MAX_BINARY ? MAX_BINARY : nanos;
  // A binary quantity below one could only be shown rounded.
  const shown = format === 'BinarySI' && capped > 0n && capped < NANO ? 'DecimalSI' : format;
  return { nanos: sign === '-' ? -capped : capped, format: shown };
}

function formatDecimal(nanos: bigint, format: 'DecimalSI' | 'DecimalExponent'): string {
  let mantissa = nanos;
  let exponent = -9;
  const largest = format === 'DecimalSI' ? 18 : Number.POSITIVE_INFINITY;
  while (exponent < largest && mantissa % 1000n === 0n) {
    mantissa /= 1000n;
    exponent += 3;
  }
  if (format === 'DecimalExponent') return exponent === 0 ? `${mantissa}` : `${mantissa}e${exponent}`;
  const suffix = Object.keys(decimalSuffixes).find((key) => decimalSuffixes[key] === exponent) ?? '';
  return `${mantissa}${suffix}`;
}

function formatBinary(nanos: bigint): string {
  let mantissa = nanos / NANO;
  let power = 0;
  while (power < binarySuffixes.length - 1 && mantissa % 1024n === 0n) {
    mantissa /= 1024n;
    power += 1;
  }
  return `${mantissa}${binarySuffixes[power]}`;
}

/**
 * The canonical form: no fraction, and the largest suffix that leaves none (`1000m` is `1`, `1024Mi` is `1Gi`).
 * @upstream apimachinery api/resource Quantity.CanonicalizeBytes
 */
export function formatQuantity({ nanos, format }: Quantity): string {
  if (nanos === 0n) return '0';
  const kilo = 1024n * NANO;
  const binary = format === 'BinarySI' && (nanos <= -kilo || nanos >= kilo) && nanos % NANO === 0n;
  return binary ? formatBinary(nanos) : formatDecimal(nanos, format === 'BinarySI' ? 'DecimalSI' : format);
}

/** The canonical form of a quantity as an object holds it, `0` where it holds none. */
export function canonicalQuantity(text: string | undefined): string {
  return text === undefined ? '0' : formatQuantity(parseQuantity(text));
}

/** Negative, zero or positive: less, equal, more. */
export function compareQuantities(left: Quantity, right: Quantity): number {
  if (left.nanos === right.nanos) return 0;
  return left.nanos < right.nanos ? -1 : 1;
}

/** The sum, in the format of the left unless that is zero. */
export function addQuantities(left: Quantity, right: Quantity): Quantity {
  return { nanos: left.nanos + right.nanos, format: left.nanos === 0n ? right.format : left.format };
}

function inUnits(nanos: bigint, unit: bigint): number {
  return Number(nanos < 0n ? -divideUp(-nanos, unit) : divideUp(nanos, unit));
}

/** Whole units, rounded away from zero: `1500m` is 2. */
export function quantityValue({ nanos }: Quantity): number {
  return inUnits(nanos, NANO);
}

/** Thousandths, rounded away from zero: `1.5` is 1500. */
export function milliValue({ nanos }: Quantity): number {
  return inUnits(nanos, MILLI);
}
