import { attempt, complain, isBusybox, reasonOf } from './complaint';
import { readBusyboxDate, readDate } from './date-text';
import { missingOperand, readOptions } from './option';
import type { ProgramIo } from './program';
import { quoted, quotedWord } from './quote';

const grammar = {
  letters: 'acd:fhmr:t:',
  long: { 'no-create': 'c', date: 'd', 'no-dereference': 'h', reference: 'r', time: 'f' },
};

/** `[[CC]YY]MMDDhhmm[.ss]` */
function readStamp(text: string, now: number): number | undefined {
  return /^(\d{2}|\d{4})?\d{8}(\.\d\d)?$/.test(text) ? readBusyboxDate(text, now) : undefined;
}

/** The time that the options name; or the exit code where it is none. */
function timeFrom(values: ReadonlyMap<string, readonly string[]>, io: ProgramIo): { mtime: number } | number {
  const { world, cwd } = io;
  const now = world.clock.now();
  const reference = values.get('r')?.at(-1);
  if (reference !== undefined) {
    try {
      return { mtime: world.files.stat(reference, cwd).mtime };
    } catch (error) {
      const words = isBusybox(io) ? `can't stat '${reference}'` : `failed to get attributes of ${quoted(reference)}`;
      return complain(io, `${words}: ${reasonOf(error)}`);
    }
  }
  const stamp = values.get('t')?.at(-1);
  const text = stamp ?? values.get('d')?.at(-1);
  if (text === undefined) return { mtime: now };
  const read = stamp !== undefined ? readStamp : isBusybox(io) ? readBusyboxDate : readDate;
  const mtime = read(text, now);
  if (mtime !== undefined) return { mtime };
  return complain(io, isBusybox(io) ? `invalid date '${text}'` : `invalid date format ${quotedWord(text)}`);
}

/** Who owns a file, or is root, may give it any time; others only write to it. */
function isOwn(path: string, { world, cwd }: ProgramIo): boolean {
  const { uid } = world.user;
  const stat = world.files.stat(path, cwd);
  return uid === 0 || uid === (stat.uid ?? 0) || stat.type === 'folder';
}

/** Makes files, or sets the time of those that are there: `-c` makes none, `-d`, `-t` and `-r` name the time. */
export function touch(args: readonly string[], io: ProgramIo): number {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const { flags, values, operands } = options;
  if (operands.length === 0) return missingOperand(io, 'missing file operand');
  const time = timeFrom(values, io);
  if (typeof time === 'number') return time;
  const isNow = !['d', 't', 'r'].some((letter) => values.has(letter));
  const { files } = io.world;
  let exitCode = 0;
  for (const path of operands) {
    const words = { gnu: `cannot touch ${quoted(path)}`, busybox: path };
    const isThere = files.find(path, io.cwd) !== undefined;
    if (!isThere && flags.has('c')) continue;
    const done = attempt(io, words, () => {
      if (!isThere) files.write(path, new Uint8Array(), io.cwd);
      if (isThere && isNow && !isOwn(path, io)) files.append(path, new Uint8Array(), io.cwd);
      else if (isThere || !isNow) files.change(path, time, io.cwd);
    });
    if (!done) exitCode = 1;
  }
  return exitCode;
}
