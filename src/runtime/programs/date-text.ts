import { months } from './time-format';

const HOUR = 3_600_000;
const units: { readonly [unit: string]: number } = {
  sec: 1000,
  second: 1000,
  min: 60_000,
  minute: 60_000,
  hour: HOUR,
  day: 24 * HOUR,
  week: 168 * HOUR,
  fortnight: 336 * HOUR,
};

/** What has been read of a text: where the clock is set, and how far it is moved. */
type Reading = { date: Date; hasTime: boolean; hasDate: boolean; shift: number; months: number };

type Rule = { readonly pattern: RegExp; readonly take: (reading: Reading, parts: readonly string[]) => boolean };

function setDate(reading: Reading, year: number, month: number, day: number): boolean {
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > length) return false;
  reading.date = new Date(Date.UTC(year, month - 1, day));
  reading.hasDate = true;
  return true;
}

function setTime(reading: Reading, parts: readonly string[]): boolean {
  const [hour = '', minute = '', second = '0', fraction = '', half = ''] = parts;
  const hours = half === '' ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
  if (hours > 23 || Number(minute) > 59 || Number(second || 0) > 60) return false;
  reading.shift +=
    hours * HOUR + Number(minute) * 60_000 + Number(second || 0) * 1000 + Number(`0.${fraction || 0}`) * 1000;
  reading.hasTime = true;
  return true;
}

function move(reading: Reading, count: number, unit: string): boolean {
  const name = unit.toLowerCase().replace(/s$/, '');
  if (name === 'month' || name === 'year') reading.months += count * (name === 'year' ? 12 : 1);
  else if (units[name] === undefined) return false;
  else reading.shift += count * units[name];
  return true;
}

const monthNames = months.map((name) => name.slice(0, 3).toLowerCase());
const monthOf = (name: string): number => monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1;
const dayNames = '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?';
const yearOf = ({ date }: Reading, year: string | undefined): number => (year ? Number(year) : date.getUTCFullYear());

const rules: readonly Rule[] = [
  {
    pattern: /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?=$|\s|T)/i,
    take: (r, [y, m, d]) => setDate(r, Number(y), Number(m), Number(d)),
  },
  {
    pattern: /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?(?=$|\s)/,
    take: (r, [m, d, y]) => setDate(r, yearOf(r, y), Number(m), Number(d)),
  },
  { pattern: /^(\d{4})(\d\d)(\d\d)(?=$|\s|T)/i, take: (r, [y, m, d]) => setDate(r, Number(y), Number(m), Number(d)) },
  {
    pattern: /^T?(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*([ap]\.?m\.?)?(?=$|\s|Z|U|[-+])/i,
    take: (r, parts) => setTime(r, parts),
  },
  {
    pattern: /^(\d{1,2})\s*([ap]\.?m\.?)(?=$|\s)/i,
    take: (r, [hours = '', half = '']) => setTime(r, [hours, '0', '0', '', half]),
  },
  {
    pattern: /^([-+])(\d\d):?(\d\d)(?=$|\s)/,
    take: (r, [sign, hours, minutes]) => {
      r.shift -= (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * 60_000);
      return r.hasTime;
    },
  },
  { pattern: /^(?:Z|UTC|GMT)(?=$|\s)/i, take: () => true },
  { pattern: /^(?:now|today)(?=$|\s)/i, take: () => true },
  { pattern: /^yesterday(?=$|\s)/i, take: (r) => move(r, -1, 'day') },
  { pattern: /^tomorrow(?=$|\s)/i, take: (r) => move(r, 1, 'day') },
  {
    pattern: /^(next|last)\s+([a-z]+)(?=$|\s)/i,
    take: (r, [way = '', unit = '']) => move(r, /n/i.test(way) ? 1 : -1, unit),
  },
  {
    pattern: /^([-+]?\s*\d+)\s*((?:sec|second|min|minute|hour|day|week|fortnight|month|year)s?)(\s+ago)?(?=$|\s|[-+])/i,
    take: (r, [count = '', unit = '', ago]) => move(r, Number(count.replace(/\s/g, '')) * (ago ? -1 : 1), unit),
  },
  {
    pattern: /^((?:sec|second|min|minute|hour|day|week|fortnight|month|year)s?)(\s+ago)?(?=$|\s)/i,
    take: (r, [unit = '', ago]) => move(r, ago ? -1 : 1, unit),
  },
  {
    pattern: new RegExp(`^(?:${dayNames}\\s+)?([a-z]{3,9})\\s+(\\d{1,2})(?:,?\\s+(\\d{4}))?(?=$|\\s)`, 'i'),
    take: (r, [name = '', day, year]) => setDate(r, yearOf(r, year), monthOf(name), Number(day)),
  },
  {
    pattern: new RegExp(`^(?:${dayNames}\\s+)?(\\d{1,2})[- ]([a-z]{3,9})(?:[- ](\\d{4}))?(?=$|\\s)`, 'i'),
    take: (r, [day, name = '', year]) => setDate(r, yearOf(r, year), monthOf(name), Number(day)),
  },
  // The year that `date` itself prints at its end.
  {
    pattern: /^(\d{4})$/,
    take: (r, [year]) => r.hasDate && setDate(r, Number(year), r.date.getUTCMonth() + 1, r.date.getUTCDate()),
  },
];

/**
 * Reads a date as people write it: `@1700000000`, `2023-11-14 22:13`, `yesterday`, `2 hours ago`, `Nov 14 2023`.
 * @returns milliseconds since 1970; undefined where it is none
 */
export function readDate(text: string, now: number): number | undefined {
  let rest = text.trim();
  const seconds = /^@(-?\d+(?:[.,]\d+)?)$/.exec(rest)?.[1];
  if (seconds !== undefined) return Number(seconds.replace(',', '.')) * 1000;
  const reading: Reading = { date: new Date(now), hasTime: false, hasDate: rest === '', shift: 0, months: 0 };
  if (rest === '') reading.date.setUTCHours(0, 0, 0, 0);
  while (rest !== '') {
    const rule = rules.find(({ pattern }) => pattern.test(rest));
    const match = rule?.pattern.exec(rest);
    if (rule === undefined || !match || !rule.take(reading, match.slice(1))) return undefined;
    rest = rest.slice(match[0].length).trimStart();
  }
  if (reading.hasTime && !reading.hasDate) reading.date.setUTCHours(0, 0, 0, 0);
  reading.date.setUTCMonth(reading.date.getUTCMonth() + reading.months);
  return reading.date.getTime() + reading.shift;
}

/** Reads a date as busybox does: `@1700000000`, `22:13`, `2023-11-14 22:13:20`, `202311142213.20`. */
export function readBusyboxDate(text: string, now: number): number | undefined {
  const today = new Date(now);
  const seconds = /^@(-?\d+)$/.exec(text)?.[1];
  if (seconds !== undefined) return Number(seconds) * 1000;
  const compact = /^(?:(?:(?:(\d{4}|\d\d))?(\d\d))?(\d\d))?(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(text);
  const full = /^(?:(\d{4})-)?(?:(\d{1,2})-(\d{1,2})\s+|(?=\d{1,2}:))(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(text);
  const day = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const [, year, month, date, hours, minutes, second] = compact ?? full ?? day ?? [];
  if (compact === null && full === null && day === null) return undefined;
  const reading: Reading = { date: today, hasTime: false, hasDate: false, shift: 0, months: 0 };
  const numbers = [year ?? today.getUTCFullYear(), month ?? today.getUTCMonth() + 1, date ?? today.getUTCDate()].map(
    Number,
  );
  const [y = 0, m = 0, d = 0] = numbers;
  if (
    !setDate(reading, y < 100 ? 2000 + y : y, m, d) ||
    !setTime(reading, [hours ?? '0', minutes ?? '0', second ?? '0'])
  ) {
    return undefined;
  }
  return reading.date.getTime() + reading.shift;
}
