/** What plain text stands for in YAML 1.1. */
export type Scalar =
  | { readonly tag: 'null' }
  | { readonly tag: 'bool'; readonly value: boolean }
  | { readonly tag: 'int' | 'float'; readonly value: number }
  | { readonly tag: 'timestamp' | 'str' };

const words = new Map<string, Scalar>();
const spellings: readonly [Scalar, string][] = [
  [{ tag: 'bool', value: true }, 'y Y yes Yes YES true True TRUE on On ON'],
  [{ tag: 'bool', value: false }, 'n N no No NO false False FALSE off Off OFF'],
  [{ tag: 'null' }, '~ null Null NULL'],
  [{ tag: 'float', value: Number.NaN }, '.nan .NaN .NAN'],
  [{ tag: 'float', value: Number.POSITIVE_INFINITY }, '.inf .Inf .INF +.inf +.Inf +.INF'],
  [{ tag: 'float', value: Number.NEGATIVE_INFINITY }, '-.inf -.Inf -.INF'],
];
for (const [scalar, texts] of spellings) for (const text of texts.split(' ')) words.set(text, scalar);
words.set('', { tag: 'null' });

const text: Scalar = { tag: 'str' };

/**
 * What a plain scalar stands for as kubectl reads it: `yes` is a boolean, `012` is ten, `1:30` is text.
 * @upstream sigs.k8s.io/yaml goyaml.v2 resolve.go resolve
 */
export function resolveScalar(source: string): Scalar {
  const word = words.get(source);
  if (word !== undefined) return word;
  if (/^[-+0-9]/.test(source)) return isTimestamp(source) ? { tag: 'timestamp' } : resolveNumber(source);
  return /^\.[0-9]+([eE][-+]?[0-9]+)?$/.test(source) ? resolveFloat(source) : text;
}

/** The same as kustomize reads it: of the words only true and false are booleans. @upstream goyaml.v3 resolve.go */
export function resolveCoreScalar(source: string): Scalar {
  const scalar = resolveScalar(source);
  return scalar.tag === 'bool' && !/^(true|false)$/i.test(source) ? text : scalar;
}

/** A time as JSON has it: 2001-12-14 is 2001-12-14T00:00:00Z. @upstream time.Time.MarshalJSON */
export function timestampText(source: string): string {
  const [date = '', time = '', zone = 'Z'] = source.replace(/(Z|[-+]\d\d:\d\d)$/, ' $1').split(/[Tt ]+/);
  if (!source.includes(':')) return `${padded(source, '-')}T00:00:00Z`;
  const [clock = '', fraction = ''] = time.split(/[.,]/);
  const digits = fraction.slice(0, 9).replace(/0+$/, '');
  return `${padded(date, '-')}T${padded(clock, ':')}${digits === '' ? '' : `.${digits}`}${zone}`;
}

function padded(numbers: string, separator: string): string {
  const parts = numbers.split(separator);
  return parts.map((part) => part.padStart(2, '0')).join(separator);
}

function resolveNumber(source: string): Scalar {
  const plain = source.replaceAll('_', '');
  const value = parseInteger(plain);
  if (value !== undefined) return { tag: 'int', value };
  return /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain) ? resolveFloat(plain) : text;
}

function resolveFloat(plain: string): Scalar {
  const value = Number(plain);
  return Number.isFinite(value) ? { tag: 'float', value } : text;
}

const integerForms: readonly [RegExp, string][] = [
  [/^0b([01]+)$/i, '0b'],
  [/^0o([0-7]+)$/i, '0o'],
  [/^0x([0-9a-f]+)$/i, '0x'],
  [/^0([0-7]+)$/, '0o'],
  [/^(0|[1-9][0-9]*)$/, ''],
];

/** An integer of at most 64 bits in Go's notations; a leading zero means octal. */
function parseInteger(plain: string): number | undefined {
  const digits = plain.replace(/^[-+]/, '');
  const negative = plain.startsWith('-');
  for (const [pattern, prefix] of integerForms) {
    const matched = pattern.exec(digits)?.[1];
    if (matched === undefined) continue;
    const value = BigInt(prefix + matched);
    const limit = negative ? 2n ** 63n : plain.startsWith('+') ? 2n ** 63n - 1n : 2n ** 64n - 1n;
    return value > limit ? undefined : Number(negative ? -value : value);
  }
  return undefined;
}

const timestampForms = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})-(\d{1,2})-(\d{1,2})[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})([.,]\d+)?(Z|[-+]\d\d:\d\d)$/,
  /^(\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{1,2}):(\d{1,2})([.,]\d+)?$/,
];

function isTimestamp(source: string): boolean {
  return timestampForms.some((form) => {
    const parts = form.exec(source);
    if (parts === null) return false;
    const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
    return isDate(year ?? 0, month ?? 0, day ?? 0) && (hour ?? 0) < 24 && (minute ?? 0) < 60 && (second ?? 0) < 60;
  });
}

function isDate(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}
