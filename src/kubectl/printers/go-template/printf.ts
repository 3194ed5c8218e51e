import {
  goExponent,
  goFloat,
  goQuote,
  goText,
  goTypeName,
  isGoInteger,
  sortedFields,
} from '../../../apimachinery/go-value';
import type { Json } from '../../../apimachinery/json';

/** A value inside a template; undefined where a field is missing. */
export type Value = Json | undefined;

/** Values one after the other, with spaces between those that are no strings. @upstream go fmt Sprint */
export function goPrint(values: readonly Value[]): string {
  return values
    .map((value, i) => {
      const spaced = i > 0 && typeof value !== 'string' && typeof values[i - 1] !== 'string';
      return `${spaced ? ' ' : ''}${goText(value ?? null)}`;
    })
    .join('');
}

type Spec = {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly verb: string;
};

/** Values formatted as Go does. @upstream go fmt Sprintf */
export function goPrintf(format: string, values: readonly Value[]): string {
  let used = 0;
  const text = format.replace(/%([-+# 0]*)(\d*)(?:\.(\d*))?([^\d]|$)/gsu, (_match, flags, width, precision, verb) => {
    if (verb === '%') return '%';
    if (verb === '') return '%!(NOVERB)';
    if (used >= values.length) return `%!${verb}(MISSING)`;
    const digits = precision === undefined ? undefined : Number(precision);
    return formatValue({ flags, width: Number(width), precision: digits, verb }, values[used++] ?? null);
  });
  const extra = values.slice(used).map((value) => (value == null ? '<nil>' : `${goTypeName(value)}=${goText(value)}`));
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`;
}

function formatValue(spec: Spec, value: Json): string {
  if (spec.verb === 'T') return pad(spec, goTypeName(value));
  if (Array.isArray(value)) return `[${value.map((item) => formatValue(spec, item)).join(' ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = sortedFields(value).map(([name, item]) => `${formatValue(spec, name)}:${formatValue(spec, item)}`);
    return `map[${fields.join(' ')}]`;
  }
  if (value === null) return spec.verb === 'v' ? pad(spec, '<nil>') : `%!${spec.verb}(<nil>)`;
  const text = formatScalar(spec, value);
  return text ?? `%!${spec.verb}(${goTypeName(value)}=${goText(value)})`;
}

function pad({ flags, width }: Spec, text: string): string {
  const missing = Math.max(0, width - [...text].length);
  if (flags.includes('-')) return text + ' '.repeat(missing);
  return ' '.repeat(missing) + text;
}

/** Undefined where the verb does not fit. */
function formatScalar(spec: Spec, value: string | number | boolean): string | undefined {
  if (typeof value === 'string') return formatText(spec, value);
  if (typeof value === 'boolean') return /[vt]/.test(spec.verb) ? pad(spec, String(value)) : undefined;
  return isGoInteger(value) ? formatInteger(spec, value) : formatFloat(spec, value);
}

function formatText(spec: Spec, value: string): string | undefined {
  const text = spec.precision === undefined ? value : [...value].slice(0, spec.precision).join('');
  switch (spec.verb) {
    case 'v':
      return pad(spec, spec.flags.includes('#') ? goQuote(text) : text);
    case 's':
      return pad(spec, text);
    case 'q':
      return pad(spec, goQuote(text));
    case 'x':
    case 'X': {
      const hex = Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0')).join('');
      return pad(spec, spec.verb === 'X' ? hex.toUpperCase() : hex);
    }
    default:
      return undefined;
  }
}

const radixes: Record<string, number> = { b: 2, o: 8, d: 10, v: 10, x: 16, X: 16 };
const prefixes: Record<string, string> = { o: '0', x: '0x', X: '0X' };

function formatInteger(spec: Spec, value: number): string | undefined {
  if (spec.verb === 'c') return pad(spec, String.fromCodePoint(value));
  if (spec.verb === 'q') return pad(spec, goQuote(String.fromCodePoint(value), "'"));
  if (spec.verb === 'U') return pad(spec, `U+${value.toString(16).toUpperCase().padStart(4, '0')}`);
  const radix = radixes[spec.verb];
  if (radix === undefined) return undefined;
  const prefix = spec.flags.includes('#') ? (prefixes[spec.verb] ?? '') : '';
  const plain = Math.abs(value)
    .toString(radix)
    .padStart(spec.precision ?? 1, '0');
  return padNumber(spec, value < 0, prefix + (spec.verb === 'X' ? plain.toUpperCase() : plain));
}

function padNumber(spec: Spec, negative: boolean, digits: string): string {
  const sign = negative ? '-' : spec.flags.includes('+') ? '+' : spec.flags.includes(' ') ? ' ' : '';
  const zeros = spec.flags.includes('0') && !spec.flags.includes('-') ? spec.width - sign.length : 0;
  return pad(spec, sign + digits.padStart(zeros, '0'));
}

function formatFloat(spec: Spec, value: number): string | undefined {
  const size = Math.abs(value);
  switch (spec.verb) {
    case 'v':
    case 'g':
    case 'G':
      return padNumber(spec, value < 0, spec.precision === undefined ? goFloat(size) : general(size, spec.precision));
    case 'f':
    case 'F':
      return padNumber(spec, value < 0, fixed(size, spec.precision ?? 6));
    case 'e':
      return padNumber(spec, value < 0, exponential(size, spec.precision ?? 6));
    default:
      return undefined;
  }
}

/** Exact halves go to the even digit. */
function fixed(value: number, precision: number): string {
  const exact = value.toFixed(Math.min(100, precision + 60));
  const cut = exact.length - Math.min(100, precision + 60) + precision;
  const half = /^\.?50*$/.test(exact.slice(cut));
  const kept = exact.slice(0, cut).replace(/\.$/, '');
  return half && /[02468]$/.test(kept) ? kept : value.toFixed(precision);
}

function exponential(value: number, precision: number): string {
  const [mantissa = '', power = '0'] = value.toExponential(precision).split('e');
  return `${mantissa}e${goExponent(Number(power))}`;
}

function general(value: number, precision: number): string {
  return goFloat(Number(value.toPrecision(Math.max(1, precision))));
}
