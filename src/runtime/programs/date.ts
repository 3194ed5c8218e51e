import { fail, type ProgramIo, type ProgramResult, succeed } from './program';

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
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

const two = (value: number): string => String(value).padStart(2, '0');
const short = (names: readonly string[], index: number): string => (names[index] ?? '').slice(0, 3);
const dayOfYear = (at: Date): number =>
  Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;

const conversions: { readonly [letter: string]: (at: Date) => string } = {
  Y: (at) => String(at.getUTCFullYear()),
  y: (at) => two(at.getUTCFullYear() % 100),
  m: (at) => two(at.getUTCMonth() + 1),
  d: (at) => two(at.getUTCDate()),
  e: (at) => String(at.getUTCDate()).padStart(2),
  H: (at) => two(at.getUTCHours()),
  I: (at) => two(((at.getUTCHours() + 11) % 12) + 1),
  M: (at) => two(at.getUTCMinutes()),
  S: (at) => two(at.getUTCSeconds()),
  p: (at) => (at.getUTCHours() < 12 ? 'AM' : 'PM'),
  s: (at) => String(Math.floor(at.getTime() / 1000)),
  N: (at) => String(at.getUTCMilliseconds() * 1_000_000).padStart(9, '0'),
  j: (at) => String(dayOfYear(at)).padStart(3, '0'),
  u: (at) => String(((at.getUTCDay() + 6) % 7) + 1),
  w: (at) => String(at.getUTCDay()),
  a: (at) => short(days, at.getUTCDay()),
  A: (at) => days[at.getUTCDay()] ?? '',
  b: (at) => short(months, at.getUTCMonth()),
  h: (at) => short(months, at.getUTCMonth()),
  B: (at) => months[at.getUTCMonth()] ?? '',
  F: (at) => format('%Y-%m-%d', at),
  T: (at) => format('%H:%M:%S', at),
  R: (at) => format('%H:%M', at),
  D: (at) => format('%m/%d/%y', at),
  c: (at) => format('%a %b %e %H:%M:%S %Y', at),
  Z: () => 'UTC',
  z: () => '+0000',
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
};

function format(text: string, at: Date): string {
  return text.replace(/%(.)/gs, (whole, letter: string) => conversions[letter]?.(at) ?? whole);
}

/** Prints the container's time, which is the cluster's, in UTC; `+FORMAT` as strftime. */
export function date(args: readonly string[], { world }: ProgramIo): ProgramResult {
  const rest = args.filter((arg) => arg !== '-u' && arg !== '--utc');
  const pattern = rest.find((arg) => arg.startsWith('+'))?.slice(1) ?? '%a %b %e %H:%M:%S %Z %Y';
  const other = rest.find((arg) => !arg.startsWith('+'));
  if (other !== undefined) return fail(`date: invalid date '${other}'`);
  return succeed(`${format(pattern, new Date(world.now))}\n`);
}
