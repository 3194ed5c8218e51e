import { busyboxHumanSize } from './human';

/** How much has gone through: whole and partial records, and bytes. */
export type Tally = { whole: number; partial: number };

const siUnits = ['B', 'kB', 'MB', 'GB', 'TB'];
const iecUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `10 MB`, `8.7 KiB` */
function scaled(amount: number, base: 1000 | 1024): string {
  let size = amount;
  let power = 0;
  while (size >= base && power < 4) {
    size /= base;
    power += 1;
  }
  const digits = power > 0 && size < 9.95 ? size.toFixed(1) : String(Math.round(size));
  return `${digits} ${(base === 1000 ? siUnits : iecUnits)[power]}`;
}

/** A gigabyte takes a second; to one digit. */
function seconds(bytes: number): number {
  return Number(Math.max(0.00005, bytes / 1e9).toPrecision(1));
}

function gnuLine(bytes: number): string {
  const time = seconds(bytes);
  const sizes =
    bytes < 1000
      ? ''
      : bytes < 1024
        ? ` (${scaled(bytes, 1000)})`
        : ` (${scaled(bytes, 1000)}, ${scaled(bytes, 1024)})`;
  const written = time < 1e-4 ? `${time * 1e5}e-05` : String(time);
  const rate = bytes === 0 ? '0.0 kB' : scaled(bytes / time, 1000);
  return `${bytes} byte${bytes === 1 ? '' : 's'}${sizes} copied, ${written} s, ${rate}/s\n`;
}

function busyboxLine(bytes: number): string {
  const time = seconds(bytes);
  const rate = busyboxHumanSize(Math.floor(bytes / time));
  return `${bytes} bytes (${busyboxHumanSize(bytes)}B) copied, ${time.toFixed(6)} seconds, ${rate}B/s\n`;
}

/** What `dd` says at its end. @param status its operand of that name */
export function summary(taken: Tally, given: Tally, bytes: number, status: string, busybox: boolean): string {
  if (status === 'none') return '';
  const records = `${taken.whole}+${taken.partial} records in\n${given.whole}+${given.partial} records out\n`;
  if (status === 'noxfer') return records;
  return records + (busybox ? busyboxLine(bytes) : gnuLine(bytes));
}
