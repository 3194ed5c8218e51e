import { complain, isBusybox } from './complaint';
import { badUsage, missingOperand, type Options } from './option';
import type { ProgramIo } from './program';
import { quoted } from './quote';

/** What goes where. */
export type Pair = { readonly from: string; readonly to: string };

/** The last part of a path as typed, without slashes at its end. */
export function lastPart(path: string): string {
  const whole = path.replace(/\/+$/, '');
  return whole.slice(whole.lastIndexOf('/') + 1);
}

/** A path in a folder, both as typed. */
export function inside(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

/**
 * Reads the operands of `cp`, `mv` and `ln`: one file and its new name, or files and a folder.
 * @returns the exit code where they are wrong
 */
export function readPairs(
  { flags, values, operands }: Options,
  io: ProgramIo,
  isFolder: (path: string) => boolean,
): Pair[] | number {
  const named = values.get('t')?.at(-1);
  const sources = named === undefined ? operands.slice(0, -1) : operands;
  const target = named ?? operands.at(-1);
  const [first] = operands;
  if (first === undefined) return missingOperand(io, 'missing file operand');
  if (target === undefined || sources.length === 0) {
    return isBusybox(io) ? missingOperand(io) : badUsage(io, `missing destination file operand after ${quoted(first)}`);
  }
  const goesInto = named !== undefined || (!flags.has('T') && isFolder(target));
  if (goesInto) return sources.map((from) => ({ from, to: inside(target, lastPart(from)) }));
  if (sources.length > 1) {
    if (isBusybox(io)) return sources.map((from) => ({ from, to: inside(target, lastPart(from)) }));
    const isThere = io.world.files.find(target, io.cwd) !== undefined;
    return complain(io, `target ${quoted(target)}: ${isThere ? 'Not a directory' : 'No such file or directory'}`);
  }
  return sources.map((from) => ({ from, to: target }));
}
