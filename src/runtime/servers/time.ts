const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** A moment taken apart, in UTC, each part with its zeros. */
type Parts = { year: string; month: string; day: string; name: string; weekday: string; clock: string; ms: string };

function partsOf(time: number): Parts {
  const date = new Date(time);
  const iso = date.toISOString();
  return {
    year: iso.slice(0, 4),
    month: iso.slice(5, 7),
    day: iso.slice(8, 10),
    name: months[date.getUTCMonth()] ?? '',
    weekday: days[date.getUTCDay()] ?? '',
    clock: iso.slice(11, 19),
    ms: iso.slice(20, 23),
  };
}

/** `Tue, 14 Nov 2023 22:13:20 GMT` @upstream RFC 9110 */
export function httpDate(time: number): string {
  return new Date(time).toUTCString();
}

/** `14/Nov/2023:22:13:20 +0000`, as access logs have it. */
export function accessTime(time: number): string {
  const { day, name, year, clock } = partsOf(time);
  return `${day}/${name}/${year}:${clock} +0000`;
}

/** `2023/11/14 22:13:20`: nginx's error log, and Go's package log. */
export function slashedTime(time: number): string {
  const { year, month, day, clock } = partsOf(time);
  return `${year}/${month}/${day} ${clock}`;
}

/** `Tue Nov 14 22:13:20.000000 2023`: Apache's error log. */
export function apacheTime(time: number): string {
  const { weekday, name, day, clock, ms, year } = partsOf(time);
  return `${weekday} ${name} ${day} ${clock}.${ms}000 ${year}`;
}

/** `14 Nov 2023 22:13:20.000`: Redis. */
export function redisTime(time: number): string {
  const { day, name, year, clock, ms } = partsOf(time);
  return `${day} ${name} ${year} ${clock}.${ms}`;
}

/** `2023-11-14 22:13:20`: what entrypoint scripts and many logs write. */
export function plainTime(time: number): string {
  const { year, month, day, clock } = partsOf(time);
  return `${year}-${month}-${day} ${clock}`;
}

/** `2023-11-14 22:13:20.000` */
export function millisecondTime(time: number): string {
  return `${plainTime(time)}.${partsOf(time).ms}`;
}

/** `14/Nov/2023 22:13:20`: Python's http.server. */
export function pythonTime(time: number): string {
  const { day, name, year, clock } = partsOf(time);
  return `${day}/${name}/${year} ${clock}`;
}

/** `2023-11-14T22:13:20.000000Z` */
export function isoTime(time: number, digits = 6): string {
  return `${new Date(time).toISOString().slice(0, 23)}${'0'.repeat(digits - 3)}Z`;
}
