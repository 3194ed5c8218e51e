import { complain, isBusybox, reasonOf } from './complaint';
import { readBusyboxDate, readDate } from './date-text';
import { badUsage, readOptions } from './option';
import type { ProgramIo } from './program';
import { quotedIfOdd, quotedWord } from './quote';
import { strftime } from './time-format';

const DEFAULT = '%a %b %e %H:%M:%S %Z %Y';
const MAIL = '%a, %d %b %Y %H:%M:%S %z';

const grammar = {
  letters: 'ud:r:s:I::Rf:',
  long: {
    utc: 'u',
    universal: 'u',
    date: 'd',
    reference: 'r',
    set: 's',
    'iso-8601': 'I',
    'rfc-email': 'R',
    'rfc-2822': 'R',
    'rfc-3339': 'f',
  },
};

const isoFormats: { readonly [precision: string]: string } = {
  date: '%Y-%m-%d',
  hours: '%Y-%m-%dT%H%:z',
  minutes: '%Y-%m-%dT%H:%M%:z',
  seconds: '%Y-%m-%dT%H:%M:%S%:z',
  ns: '%Y-%m-%dT%H:%M:%S,%N%:z',
};

/** Prints the container's time, which is the cluster's, in UTC; `+FORMAT` as strftime; `-d` another time. */
export function date(args: readonly string[], io: ProgramIo): number {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const { flags, values, operands } = options;
  const [operand, extra] = operands;
  if (extra !== undefined && !isBusybox(io)) return badUsage(io, `extra operand ${quotedWord(extra)}`);
  const format = operand?.startsWith('+') ? operand.slice(1) : namedFormat(flags, values);
  const at = timeOf(values, operand, io);
  if (typeof at === 'string') return complain(io, at);
  const isSet = values.has('s') || (operand !== undefined && !operand.startsWith('+'));
  if (isSet)
    complain(
      io,
      isBusybox(io) ? "can't set date: Operation not permitted" : 'cannot set date: Operation not permitted',
    );
  io.stdout.write(`${strftime(format, at)}\n`);
  return isSet ? 1 : 0;
}

function namedFormat(flags: ReadonlySet<string>, values: ReadonlyMap<string, readonly string[]>): string {
  if (flags.has('R')) return MAIL;
  if (flags.has('I')) return isoFormats[values.get('I')?.at(-1) ?? 'date'] ?? DEFAULT;
  if (flags.has('f')) return (isoFormats[values.get('f')?.at(-1) ?? ''] ?? DEFAULT).replace('T', ' ').replace(',', '.');
  return DEFAULT;
}

/** The time to print; or what is to be said. */
function timeOf(
  values: ReadonlyMap<string, readonly string[]>,
  operand: string | undefined,
  io: ProgramIo,
): Date | string {
  const { clock, files } = io.world;
  const file = values.get('r')?.at(-1);
  if (file !== undefined) {
    try {
      return new Date(files.stat(file, io.cwd).mtime);
    } catch (error) {
      return `${isBusybox(io) ? `can't stat '${file}'` : quotedIfOdd(file)}: ${reasonOf(error)}`;
    }
  }
  const set = operand?.startsWith('+') ? undefined : operand;
  const text = values.get('d')?.at(-1) ?? values.get('s')?.at(-1) ?? set;
  if (text === undefined) return new Date(clock.now());
  const read = isBusybox(io) || text === set ? readBusyboxDate : readDate;
  const at = read(text, clock.now());
  return at === undefined ? `invalid date '${text}'` : new Date(at);
}
