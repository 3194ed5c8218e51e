import { parseTime } from '../../apimachinery/time';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Go's zero time, which an absent time is. */
const ZERO = 'Mon, 01 Jan 0001 00:00:00 +0000';

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/**
 * A time as describe prints it, in the zone of the user: `Sat, 21 Nov 2026 05:19:22 +0000`.
 * @param time RFC 3339; absent, it is Go's zero time
 */
export function formatRfc1123z(time: string | null | undefined): string {
  const ms = parseTime(time);
  if (Number.isNaN(ms)) return ZERO;
  const date = new Date(ms);
  const offset = -date.getTimezoneOffset();
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.trunc(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`;
  const day = `${days[date.getDay()]}, ${two(date.getDate())} ${months[date.getMonth()]}`;
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${day} ${String(date.getFullYear()).padStart(4, '0')} ${clock} ${zone}`;
}
