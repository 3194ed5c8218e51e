import { attempt, complain, isBusybox } from './complaint';
import { badUsage, missingOperand, readOptions } from './option';
import type { ProgramIo } from './program';
import { quoted } from './quote';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

const grammar = {
  letters: 'dqtup:s:',
  long: { directory: 'd', quiet: 'q', 'dry-run': 'u', tmpdir: 'p', suffix: 's' },
};

/** Fills the X's of a template with letters that no name here has, from the clock. */
function freeName(start: string, count: number, suffix: string, { world, cwd }: ProgramIo): string {
  let state = Math.floor(world.clock.now()) % 2147483647 || 1;
  for (;;) {
    let letters = '';
    for (let at = 0; at < count; at += 1) {
      state = (state * 48271) % 2147483647;
      letters += LETTERS.charAt(state % LETTERS.length);
    }
    const path = start + letters + suffix;
    if (world.files.find(path, cwd, false) === undefined) return path;
  }
}

/** Makes a file or, with `-d`, a folder with a name that nobody else has, and prints it. */
export function mktemp(args: readonly string[], io: ProgramIo): number {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const { flags, values, operands } = options;
  const busybox = isBusybox(io);
  if (operands.length > 1) return busybox ? missingOperand(io) : badUsage(io, 'too many templates');
  const [operand] = operands;
  const named = values.get('p')?.at(-1);
  const folder = named ?? io.env.get('TMPDIR') ?? '/tmp';
  const template = operand ?? (busybox ? 'tmp.XXXXXX' : 'tmp.XXXXXXXXXX');
  const suffix = values.get('s')?.at(-1) ?? '';
  const isBelow = operand === undefined || named !== undefined || flags.has('t');
  const whole = isBelow ? `${folder.replace(/\/+$/, '')}/${template}` : template;
  const [, start = '', marks = ''] = /^(.*?)(X*)$/s.exec(whole) ?? [];
  if (marks.length < (busybox ? 6 : 3)) {
    if (flags.has('q')) return 1;
    return complain(io, busybox ? '(null): Invalid argument' : `too few X's in template ${quoted(template)}`);
  }
  const path = freeName(start, marks.length, suffix, io);
  const { files } = io.world;
  const make = (): void => {
    if (flags.has('d')) files.makeFolder(path, io.cwd, 0o700);
    else files.write(path, new Uint8Array(), io.cwd, 0o600);
  };
  const kind = flags.has('d') ? 'directory' : 'file';
  const words = { gnu: `failed to create ${kind} via template ${quoted(whole + suffix)}`, busybox: '(null)' };
  const quiet = flags.has('q') ? { ...io, stderr: { write: () => undefined } } : io;
  if (!flags.has('u') && !attempt(quiet, words, make)) return 1;
  io.stdout.write(`${path}\n`);
  return 0;
}
