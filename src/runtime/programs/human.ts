const letters = ['', 'K', 'M', 'G', 'T', 'P'];

/** A size as GNU's `-h` prints it, rounded up: `4.0K`, `10M`. @param unit 1024, or 1000 for `--si` */
export function humanSize(bytes: number, unit = 1024): string {
  let size = bytes;
  let power = 0;
  while (size >= unit && power < letters.length - 1) {
    size /= unit;
    power += 1;
  }
  if (power === 0) return String(Math.ceil(size));
  const tenths = Math.ceil(size * 10 - 1e-9) / 10;
  if (tenths < 10) return `${tenths.toFixed(1)}${letters[power]}`;
  const whole = Math.ceil(size - 1e-9);
  return whole >= unit ? `1.0${letters[power + 1]}` : `${whole}${letters[power]}`;
}

/** A size as busybox's `-h` prints it, rounded to the nearest: `3`, `4.0K`, `10.5M`. */
export function busyboxHumanSize(bytes: number): string {
  let size = bytes;
  let power = 0;
  let tenths = 0;
  while (size >= 1024 && power < letters.length - 1) {
    tenths = Math.floor(((size % 1024) * 10 + 512) / 1024);
    size = Math.floor(size / 1024);
    power += 1;
  }
  if (tenths >= 10) {
    size += 1;
    tenths = 0;
  }
  return power === 0 ? String(size) : `${size}.${tenths}${letters[power]}`;
}
