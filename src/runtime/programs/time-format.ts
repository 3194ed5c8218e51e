const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const DAY = 86_400_000;
const text = (value: number): string => String(value);
const short = (names: readonly string[], index: number): string => (names[index] ?? '').slice(0, 3);
const dayOfYear = (at: Date): number => Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / DAY) + 1;
const weekday = (at: Date): number => ((at.getUTCDay() + 6) % 7) + 1;
const weekOf = (at: Date, first: number): string =>
  text(Math.floor((dayOfYear(at) + 6 - ((at.getUTCDay() - first + 7) % 7)) / 7));

function isoWeek(at: Date): { year: number; week: number } {
  const thursday = new Date(at.getTime() + (4 - weekday(at)) * DAY);
  return { year: thursday.getUTCFullYear(), week: Math.ceil(dayOfYear(thursday) / 7) };
}

type Conversion = { readonly print: (at: Date) => string; readonly width?: number; readonly pad?: '0' | ' ' };

const padded = (width: number, print: (at: Date) => number | string, pad: '0' | ' ' = '0'): Conversion => ({
  print: (at) => String(print(at)),
  width,
  pad,
});
const plain = (print: (at: Date) => string): Conversion => ({ print });
const hour12 = (at: Date): number => ((at.getUTCHours() + 11) % 12) + 1;

const conversions: { readonly [letter: string]: Conversion } = {
  Y: padded(4, (at) => at.getUTCFullYear()),
  C: padded(2, (at) => Math.floor(at.getUTCFullYear() / 100)),
  y: padded(2, (at) => at.getUTCFullYear() % 100),
  G: plain((at) => text(isoWeek(at).year)),
  g: padded(2, (at) => isoWeek(at).year % 100),
  V: padded(2, (at) => isoWeek(at).week),
  U: padded(2, (at) => weekOf(at, 0)),
  W: padded(2, (at) => weekOf(at, 1)),
  m: padded(2, (at) => at.getUTCMonth() + 1),
  d: padded(2, (at) => at.getUTCDate()),
  e: padded(2, (at) => at.getUTCDate(), ' '),
  H: padded(2, (at) => at.getUTCHours()),
  k: padded(2, (at) => at.getUTCHours(), ' '),
  I: padded(2, hour12),
  l: padded(2, hour12, ' '),
  M: padded(2, (at) => at.getUTCMinutes()),
  S: padded(2, (at) => at.getUTCSeconds()),
  p: plain((at) => (at.getUTCHours() < 12 ? 'AM' : 'PM')),
  P: plain((at) => (at.getUTCHours() < 12 ? 'am' : 'pm')),
  s: plain((at) => text(Math.floor(at.getTime() / 1000))),
  j: padded(3, dayOfYear),
  q: plain((at) => text(Math.floor(at.getUTCMonth() / 3) + 1)),
  u: plain((at) => text(weekday(at))),
  w: plain((at) => text(at.getUTCDay())),
  a: plain((at) => short(days, at.getUTCDay())),
  A: plain((at) => days[at.getUTCDay()] ?? ''),
  b: plain((at) => short(months, at.getUTCMonth())),
  h: plain((at) => short(months, at.getUTCMonth())),
  B: plain((at) => months[at.getUTCMonth()] ?? ''),
  F: plain((at) => strftime('%Y-%m-%d', at)),
  T: plain((at) => strftime('%H:%M:%S', at)),
  X: plain((at) => strftime('%H:%M:%S', at)),
  R: plain((at) => strftime('%H:%M', at)),
  r: plain((at) => strftime('%I:%M:%S %p', at)),
  D: plain((at) => strftime('%m/%d/%y', at)),
  x: plain((at) => strftime('%m/%d/%y', at)),
  c: plain((at) => strftime('%a %b %e %H:%M:%S %Y', at)),
  Z: plain(() => 'UTC'),
  n: plain(() => '\n'),
  t: plain(() => '\t'),
  '%': plain(() => '%'),
};

const zones: { readonly [colons: string]: string } = { '': '+0000', ':': '+00:00', '::': '+00:00:00', ':::': '+00' };

function nanoseconds(at: Date, digits: string): string {
  const all = String((((at.getTime() % 1000) + 1000) % 1000) * 1_000_000).padStart(9, '0');
  return digits === '' ? all : all.slice(0, Number(digits)).padEnd(Number(digits), '0');
}

/** One directive: `%-d`, `%_H`, `%3N`, `%:z`; undefined where it is none. */
function directive(flags: string, width: string, colons: string, letter: string, at: Date): string | undefined {
  if (letter === 'N') return flags.includes('-') ? nanoseconds(at, width).replace(/0+$/, '') : nanoseconds(at, width);
  if (letter === 'z') return zones[colons];
  const conversion = Object.hasOwn(conversions, letter) && colons === '' ? conversions[letter] : undefined;
  if (conversion === undefined) return undefined;
  const pad = flags.includes('_') ? ' ' : flags.includes('0') ? '0' : (conversion.pad ?? ' ');
  const size = width === '' ? (conversion.width ?? 0) : Number(width);
  const printed = conversion.print(at).padStart(flags.includes('-') ? 0 : size, pad);
  return flags.includes('^') ? printed.toUpperCase() : printed;
}

/** A time in UTC, written as GNU's strftime does. */
export function strftime(format: string, at: Date): string {
  return format.replace(
    /%([-_0^#]*)(\d*)(:{0,3})([A-Za-z%])/g,
    (whole, flags: string, width: string, colons: string, letter: string) =>
      directive(flags, width, colons, letter, at) ?? whole,
  );
}
