import type { Input } from '../streams';
import { complain, isBusybox, reasonOf } from './complaint';
import { type Count, readCount, withOldCounts } from './count';
import { openInput, pause } from './open';
import { readOptions } from './option';
import type { ProgramIo } from './program';
import { quoted } from './quote';

const NEWLINE = 10;

const grammar = {
  letters: 'n:c:qvz',
  long: { lines: 'n', bytes: 'c', quiet: 'q', silent: 'q', verbose: 'v', 'zero-terminated': 'z' },
};

/** How many bytes the first lines take; all where there are fewer lines. */
function lengthOfLines(bytes: Uint8Array, lines: number): { length: number; lines: number } {
  let at = 0;
  let found = 0;
  while (found < lines) {
    const end = bytes.indexOf(NEWLINE, at);
    if (end < 0) return { length: bytes.length, lines: found };
    at = end + 1;
    found += 1;
  }
  return { length: at, lines: found };
}

/** Prints the beginning, and reads no further than it must. */
async function printFirst(input: Input, { unit, count }: Count, io: ProgramIo): Promise<void> {
  let left = count;
  let written = 0;
  while (left > 0) {
    const bytes = await input.read();
    if (bytes === undefined) return;
    const lines = lengthOfLines(bytes, left);
    const length = unit === 'lines' ? lines.length : Math.min(left, bytes.length);
    io.stdout.write(bytes.subarray(0, length));
    left -= unit === 'lines' ? lines.lines : length;
    written += length;
    await pause(io, written);
  }
}

/** Prints all but the end. */
async function printAllBut(input: Input, { unit, count }: Count, io: ProgramIo): Promise<void> {
  const bytes = await input.readAll();
  if (unit === 'bytes') {
    io.stdout.write(bytes.subarray(0, Math.max(0, bytes.length - count)));
    return;
  }
  const total = lengthOfLines(bytes, Number.POSITIVE_INFINITY).lines;
  const all = total + (bytes.length > 0 && bytes.at(-1) !== NEWLINE ? 1 : 0);
  io.stdout.write(bytes.subarray(0, lengthOfLines(bytes, Math.max(0, all - count)).length));
}

/** Complains of a file that cannot be read. */
function refuse(path: string, reason: string, io: ProgramIo): number {
  const isFolder = io.world.files.isFolder(path, io.cwd);
  if (isBusybox(io)) return complain(io, `${path}: ${isFolder ? 'Input/output error' : reason}`);
  const words = isFolder ? `error reading ${quoted(path)}` : `cannot open ${quoted(path)} for reading`;
  return complain(io, `${words}: ${reason}`);
}

/** Prints the first lines: `-n 5`, `-5`, `-c 5` bytes; `-n -5` all but the last five. */
export async function head(args: readonly string[], io: ProgramIo): Promise<number> {
  const options = readOptions(withOldCounts(args, false), io, grammar);
  if (typeof options === 'number') return options;
  const { flags, operands } = options;
  const count = readCount(options, io);
  if (typeof count === 'number') return count;
  const paths = operands.length === 0 ? ['-'] : operands;
  const hasHeaders = flags.has('v') || (paths.length > 1 && !flags.has('q'));
  let printed = 0;
  let exitCode = 0;
  for (const [at, path] of paths.entries()) {
    let input: Input;
    try {
      input = openInput(path, io);
    } catch (error) {
      exitCode = refuse(path, reasonOf(error), io);
      continue;
    }
    const isFirst = (isBusybox(io) ? at : printed) === 0;
    printed += 1;
    if (hasHeaders) io.stdout.write(`${isFirst ? '' : '\n'}==> ${path === '-' ? 'standard input' : path} <==\n`);
    await (count.sign === '-' ? printAllBut : printFirst)(input, count, io);
  }
  return exitCode;
}
