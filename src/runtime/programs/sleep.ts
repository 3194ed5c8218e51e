import { complain, isBusybox, tryHelp } from './complaint';
import { missingOperand, readOptions } from './option';
import type { ProgramIo } from './program';
import { quotedWord } from './quote';

const units: { readonly [unit: string]: number } = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds, for example `1.5m`; undefined where it is none. @param isPlain busybox takes digits and a fraction alone */
function readDuration(text: string, isPlain: boolean): number | undefined {
  if (isPlain && /^\+|^0x|\de/i.test(text)) return undefined;
  if (/^\+?inf(inity)?[smhd]?$/i.test(text)) return Number.POSITIVE_INFINITY;
  const [, digits, unit = ''] = /^\+?(0x[\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)([smhd]?)$/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * (units[unit] ?? 1);
}

/** Waits: `5`, `0.5`, `2m`, `infinity`; the sum of several. */
export async function sleep(args: readonly string[], io: ProgramIo): Promise<number> {
  const options = isBusybox(io) ? { operands: args } : readOptions(args, io, { letters: '' });
  if (typeof options === 'number') return options;
  const times = options.operands;
  if (times.length === 0) return missingOperand(io);
  const seconds = times.map((time) => readDuration(time, isBusybox(io)));
  const wrong = times.filter((_time, index) => seconds[index] === undefined);
  const [first] = wrong;
  if (first !== undefined) {
    if (isBusybox(io)) return complain(io, `invalid number '${first}'`);
    for (const time of wrong) complain(io, `invalid time interval ${quotedWord(time)}`);
    io.stderr.write(tryHelp(io));
    return 1;
  }
  const sum = seconds.reduce<number>((total, time) => total + (time ?? 0), 0);
  await io.world.clock.sleep(Number.isFinite(sum) ? sum * 1000 : undefined);
  return 0;
}
