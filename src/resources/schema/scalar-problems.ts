import type { Json } from '../../apimachinery/json';
import { parseQuantity, QuantityError } from '../../apimachinery/quantity';

/** Why a JSON value is no quantity, in the API server's words. @upstream apimachinery api/resource UnmarshalJSON */
export function quantityProblem(value: Json): string | undefined {
  // Lists and objects are read as the text that they are in JSON: none of them is a quantity.
  const text = typeof value === 'object' ? '{}' : String(value).trim();
  try {
    parseQuantity(text);
    return undefined;
  } catch (error) {
    if (error instanceof QuantityError) return error.message;
    throw error;
  }
}

/** Why a text is no base64, in Go's words. @upstream Go encoding/base64 Decode */
export function base64Problem(text: string): string | undefined {
  const bytes = [...text];
  let quantum = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? '';
    if (byte === '\n' || byte === '\r') continue;
    if (byte === '=' && quantum >= 2) return paddingProblem(bytes, at, quantum);
    if (!/[A-Za-z0-9+/]/.test(byte)) return illegalBase64(at);
    quantum = (quantum + 1) % 4;
  }
  return quantum === 0 ? undefined : illegalBase64(bytes.length - quantum);
}

function illegalBase64(at: number): string {
  return `illegal base64 data at input byte ${at}`;
}

/** Padding ends the text: one sign after three characters, two after two. */
function paddingProblem(bytes: readonly string[], start: number, quantum: number): string | undefined {
  let at = skipNewlines(bytes, start + 1);
  if (quantum === 2) {
    if (at === bytes.length) return illegalBase64(at);
    if (bytes[at] !== '=') return illegalBase64(at - 1);
    at = skipNewlines(bytes, at + 1);
  }
  return at < bytes.length ? illegalBase64(at) : undefined;
}

function skipNewlines(bytes: readonly string[], from: number): number {
  let at = from;
  while (bytes[at] === '\n' || bytes[at] === '\r') at += 1;
  return at;
}

/** One part of a time's layout: its name in Go, what it looks like, and which values it may have. */
type TimePart = {
  readonly name: string;
  readonly pattern: RegExp;
  readonly range?: { readonly what: string; readonly min: number; readonly max: number };
};

const literal = (name: string): TimePart => ({ name, pattern: new RegExp(`^${name}`) });

const upToSeconds: readonly TimePart[] = [
  { name: '2006', pattern: /^\d{4}/ },
  literal('-'),
  { name: '01', pattern: /^\d\d/, range: { what: 'month', min: 1, max: 12 } },
  literal('-'),
  { name: '02', pattern: /^\d\d/ },
  literal('T'),
  { name: '15', pattern: /^\d\d?/, range: { what: 'hour', min: 0, max: 23 } },
  literal(':'),
  { name: '04', pattern: /^\d\d/, range: { what: 'minute', min: 0, max: 59 } },
  literal(':'),
];
const seconds = { name: '05', range: { what: 'second', min: 0, max: 59 } };
const zone: TimePart = { name: 'Z07:00', pattern: /^(Z|[+-]\d\d:\d\d)/ };

const layouts = {
  Time: {
    text: '2006-01-02T15:04:05Z07:00',
    parts: [...upToSeconds, { ...seconds, pattern: /^\d\d([.,]\d+)?/ }, zone],
  },
  MicroTime: {
    text: '2006-01-02T15:04:05.000000Z07:00',
    parts: [...upToSeconds, { ...seconds, pattern: /^\d\d/ }, { name: '.000000', pattern: /^[.,]\d{6}/ }, zone],
  },
} satisfies Record<string, { text: string; parts: readonly TimePart[] }>;

/**
 * Why a text is no time, in Go's words.
 * @param layout `Time` is RFC 3339, `MicroTime` the same with six digits behind the second
 * @upstream Go time.Parse
 */
export function timeProblem(text: string, layout: keyof typeof layouts): string | undefined {
  const { text: layoutText, parts } = layouts[layout];
  const prefix = `parsing time ${JSON.stringify(text)}`;
  let rest = text;
  for (const { name, pattern, range } of parts as readonly TimePart[]) {
    const found = pattern.exec(rest)?.[0];
    if (found === undefined) {
      return `${prefix} as "${layoutText}": cannot parse ${JSON.stringify(rest)} as "${name}"`;
    }
    rest = rest.slice(found.length);
    const value = Number.parseInt(found, 10);
    if (range && (value < range.min || value > range.max)) return `${prefix}: ${range.what} out of range`;
  }
  if (rest !== '') return `${prefix}: extra text: ${JSON.stringify(rest)}`;
  return isDayOfMonth(text) ? zoneProblem(text, prefix) : `${prefix}: day out of range`;
}

function isDayOfMonth(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day >= 1 && day <= last;
}

function zoneProblem(text: string, prefix: string): string | undefined {
  const [, hours, minutes] = /[+-](\d\d):(\d\d)$/.exec(text.slice(10)) ?? [];
  if (Number(hours) > 24) return `${prefix}: time zone offset hour out of range`;
  return Number(minutes) > 60 ? `${prefix}: time zone offset minute out of range` : undefined;
}
