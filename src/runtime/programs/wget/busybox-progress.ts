import { baseOf } from '../../files/path';

function size(bytes: number): string {
  let scaled = bytes;
  let unit = 0;
  while (scaled >= 100_000) {
    scaled = Math.floor(scaled / 1024);
    unit += 1;
  }
  const letter = ['', 'k', 'M', 'G'][unit] ?? 'T';
  return `${scaled}${letter}`.padStart(6);
}

/**
 * The line of a download that is done, 80 letters wide.
 * @param isOld as 1.28 writes it
 * @upstream busybox libbb/progress.c bb_progress_update
 */
export function busyboxProgress(path: string, bytes: number, isOld: boolean, isTerminal: boolean): string {
  const name = baseOf(path).slice(0, 20).padEnd(20);
  const [stars, eta] = isOld ? [31, '   0:00:00 ETA'] : [32, '  0:00:00 ETA'];
  const start = isOld || isTerminal ? '\r' : '';
  return `${start}${name} 100% |${'*'.repeat(stars)}|${size(bytes)}${eta}\n`;
}
