import { replaceEscapes } from './escape';
import { fail, type ProgramResult, succeed } from './program';

function formatOne(flags: string, precision: string | undefined, conversion: string, value: string): string {
  switch (conversion) {
    case 'd':
    case 'i':
      return String(Math.trunc(Number(value) || 0));
    case 'x':
      return Math.trunc(Number(value) || 0).toString(16);
    case 'o':
      return Math.trunc(Number(value) || 0).toString(8);
    case 'f':
      return (Number(value) || 0).toFixed(precision === undefined ? 6 : Number(precision));
    case 'c':
      return value.charAt(0);
    case 'b':
      return replaceEscapes(value).text;
    case 'q':
      return /^[\w./:-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
    default:
      return precision === undefined || flags.includes('x') ? value : value.slice(0, Number(precision));
  }
}

function padded(text: string, flags: string, width: string): string {
  if (flags.includes('-')) return text.padEnd(Number(width));
  return text.padStart(Number(width), flags.includes('0') ? '0' : ' ');
}

/** Prints by a format, which is used again while arguments remain. */
export function printf(args: readonly string[]): ProgramResult {
  const [format, ...values] = args;
  if (format === undefined) return fail('printf: usage: printf format [arguments]', 2);
  let stdout = '';
  let used = 0;
  do {
    const before = used;
    stdout += replaceEscapes(format).text.replace(
      /%(?:%|([-0+ #]*)(\d*)(?:\.(\d+))?([sdixofcbq]))/g,
      (_whole, flags = '', width = '', precision: string | undefined, conversion: string | undefined) => {
        if (conversion === undefined) return '%';
        const value = values[used] ?? '';
        used += 1;
        return padded(formatOne(flags, precision, conversion, value), flags, width);
      },
    );
    if (used === before) break;
  } while (used < values.length);
  return succeed(stdout);
}
