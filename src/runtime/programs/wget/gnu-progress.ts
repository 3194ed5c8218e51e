import { baseOf } from '../../files/path';

/** How fast the simulated network is: it begins at once, and carries so many bytes a second. */
const START = 2.46e-6;
const SPEED = 7e8;

const units = ['B', 'K', 'M', 'G'];

/** A rate in three digits. @upstream wget src/utils.c, src/progress.c */
function rate(bytes: number): { readonly digits: string; readonly unit: string } {
  let value = bytes === 0 ? 0 : bytes / (START + bytes / SPEED);
  let unit = 0;
  while (value >= 1024 && unit < 3) {
    value /= 1024;
    unit += 1;
  }
  const places = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return { digits: value.toFixed(places), unit: units[unit] ?? 'G' };
}

/** `5.82 MB/s` */
export function rateText(bytes: number): string {
  const { digits, unit } = rate(bytes);
  return `${digits} ${unit === 'B' ? 'B' : `${unit}B`}/s`;
}

/** `300000 (293K)`: a length, and for people where it is long. */
export function lengthText(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < 3) {
    value /= 1024;
    unit += 1;
  }
  return `${bytes} (${value.toFixed(value < 10 ? 1 : 0)}${units[unit]})`;
}

/** The rows of dots that wget draws where it does not write to a terminal. */
export function dots(bytes: number, isSized: boolean): string {
  const { digits, unit } = rate(bytes);
  const speed = `${digits}${unit === 'B' ? ' ' : unit}`.padStart(5);
  const rows = Math.max(1, Math.ceil(Math.floor(bytes / 1024) / 50));
  let text = '';
  for (let row = 0; row < rows; row += 1) {
    const from = row * 50;
    const isLast = row === rows - 1;
    const done = isLast ? bytes : (from + 50) * 1024;
    const filled = Math.min(50, Math.floor(done / 1024) - from);
    const line = Array.from(
      { length: 5 },
      (_, i) => ` ${'.'.repeat(Math.max(0, Math.min(10, filled - i * 10))).padEnd(10)}`,
    );
    const share = isSized && bytes > 0 ? `${Math.floor((done * 100) / bytes)}%`.padStart(4) : '';
    text += `${`${from}K`.padStart(7)}${line.join('')}${share} ${speed}${isLast ? '=' : ' '}0s\n`;
  }
  return `\n${text}\n`;
}

/** The bar that wget draws on a terminal. */
export function bar(path: string, bytes: number): string {
  const name = (path === '-' ? '-' : baseOf(path)).slice(0, 19).padEnd(20);
  const size = (value: number): string => {
    if (value < 1024) return String(value).padStart(8);
    const scaled = value < 1024 * 1024 ? `${(value / 1024).toFixed(2)}K` : `${(value / 1024 / 1024).toFixed(2)}M`;
    return scaled.padStart(8);
  };
  const start = `\r${name}   0%[${' '.repeat(20)}]${size(0)}  --.-KB/s               `;
  return `\n${start}\r${name} 100%[${'='.repeat(19)}>]${size(bytes)}  --.-KB/s    in 0s      \n\n`;
}
