import { complain, isBusybox, reasonOf } from './complaint';
import { type Count, readCount, withOldCounts } from './count';
import { deviceName, openInput } from './open';
import { readOptions } from './option';
import type { ProgramIo } from './program';
import { quoted } from './quote';
import { type Followed, follow } from './tail-follow';

const NEWLINE = 10;

const grammar = {
  letters: 'n:c:fFqvs:zrp:',
  long: {
    lines: 'n',
    bytes: 'c',
    follow: 'f',
    retry: 'r',
    quiet: 'q',
    silent: 'q',
    verbose: 'v',
    'sleep-interval': 's',
    pid: 'p',
  },
};

/** Where the last lines begin. */
function startOfLast(bytes: Uint8Array, lines: number): number {
  if (lines === 0) return bytes.length;
  let at = bytes.at(-1) === NEWLINE ? bytes.length - 1 : bytes.length;
  for (let found = 0; found < lines; found += 1) {
    at = at <= 0 ? -1 : bytes.lastIndexOf(NEWLINE, at - 1);
    if (at < 0) return 0;
  }
  return at + 1;
}

/** Where a line begins; the first has number 1. */
function startOfLine(bytes: Uint8Array, line: number): number {
  let at = 0;
  for (let found = 1; found < line; found += 1) {
    const end = bytes.indexOf(NEWLINE, at);
    if (end < 0) return bytes.length;
    at = end + 1;
  }
  return at;
}

function startOf(bytes: Uint8Array, { unit, sign, count }: Count): number {
  if (sign === '+') return unit === 'lines' ? startOfLine(bytes, count) : Math.max(0, count - 1);
  return unit === 'lines' ? startOfLast(bytes, count) : Math.max(0, bytes.length - count);
}

/** Complains of a file that cannot be read. */
function refuse(path: string, error: unknown, io: ProgramIo): number {
  const reason = reasonOf(error);
  const isFolder = io.world.files.isFolder(path, io.cwd);
  if (isBusybox(io)) return complain(io, isFolder ? `read error: ${reason}` : `can't open '${path}': ${reason}`);
  const words = isFolder ? `error reading ${quoted(path)}` : `cannot open ${quoted(path)} for reading`;
  return complain(io, `${words}: ${reason}`);
}

type Opened = { readonly path: string; readonly bytes?: Uint8Array; readonly error?: unknown };

async function open(path: string, io: ProgramIo): Promise<Opened> {
  try {
    return { path, bytes: await openInput(path, io).readAll() };
  } catch (error) {
    reasonOf(error);
    return { path, error };
  }
}

/** What is to be followed of what was opened. */
function followedOf(opened: readonly Opened[], retries: boolean, io: ProgramIo): Followed[] {
  return opened.flatMap(({ path, bytes }): Followed[] => {
    const isLost = bytes === undefined && (!retries || io.world.files.isFolder(path, io.cwd));
    if (path === '-' || isLost) return [];
    const isDevice = deviceName(path, io) !== undefined;
    return [{ path, read: bytes?.length ?? 0, isThere: bytes !== undefined, isDevice }];
  });
}

/** The end of a `tail` that should follow and finds nothing to follow. */
function nothingToFollow(opened: readonly Opened[], exitCode: number, io: ProgramIo): number {
  const folders = opened.filter(({ path }) => path !== '-' && io.world.files.isFolder(path, io.cwd));
  const hasInput = opened.some(({ path, bytes }) => path === '-' && bytes !== undefined);
  if (hasInput || (isBusybox(io) && folders.length > 0)) return exitCode;
  for (const { path } of folders) {
    complain(io, `${path}: cannot follow end of this type of file; giving up on this name`);
  }
  return complain(io, isBusybox(io) ? 'no files' : 'no files remaining');
}

/** Busybox says that nothing is left to do where nothing could be opened. */
function noFiles(paths: readonly string[], exitCode: number, io: ProgramIo): number {
  const isOpened = paths.some((path) => io.world.files.isFolder(path, io.cwd));
  return isBusybox(io) && !isOpened ? complain(io, 'no files') : exitCode;
}

/** Prints the last lines: `-n 5`, `-5`, `-c 5` bytes; `-n +5` from the fifth on; `-f` and `-F` go on with what is added. */
export async function tail(args: readonly string[], io: ProgramIo): Promise<number> {
  const options = readOptions(withOldCounts(args, true), io, grammar);
  if (typeof options === 'number') return options;
  const { flags, operands } = options;
  const count = readCount(options, io);
  if (typeof count === 'number') return count;
  const paths = operands.length === 0 ? ['-'] : operands;
  const retries = flags.has('F') || flags.has('r');
  const opened: Opened[] = [];
  for (const path of paths) opened.push(await open(path, io));
  const found = opened.filter(({ bytes }) => bytes !== undefined);
  const shown = isBusybox(io) && !retries ? found : opened;
  const hasHeaders = flags.has('v') || (shown.length > 1 && !flags.has('q'));
  const stdinName = isBusybox(io) ? '-' : 'standard input';
  const header = (path: string, isFirst: boolean): string =>
    hasHeaders ? `${isFirst ? '' : '\n'}==> ${path === '-' ? stdinName : path} <==\n` : '';
  let isFirst = true;
  let exitCode = 0;
  for (const { path, bytes, error } of opened) {
    if (bytes === undefined) {
      exitCode = refuse(path, error, io);
      continue;
    }
    io.stdout.write(header(path, isFirst));
    io.stdout.write(bytes.subarray(startOf(bytes, count)));
    isFirst = false;
  }
  if (!flags.has('f') && !flags.has('F')) return found.length === 0 ? noFiles(paths, exitCode, io) : exitCode;
  const followed = followedOf(opened, retries, io);
  if (followed.length === 0) return nothingToFollow(opened, exitCode, io);
  return await follow(followed, { io, header, retries, last: found.at(-1)?.path });
}
