import { FileError } from '../files/file-error';
import { restBelow } from '../files/path';
import { ask } from './ask';
import { complain, isBusybox, reasonOf } from './complaint';
import { type Pair, readPairs } from './destination';
import { readOptions } from './option';
import type { ProgramIo } from './program';
import { quoted } from './quote';

const grammar = {
  letters: 'finvTt:u',
  long: {
    force: 'f',
    interactive: 'i',
    'no-clobber': 'n',
    verbose: 'v',
    'target-directory': 't',
    'no-target-directory': 'T',
    update: 'u',
  },
};

/** Why busybox, which asks the kernel, cannot rename. */
function refuse(io: ProgramIo, { from }: Pair, gnu: string, reason: string): number {
  return complain(io, isBusybox(io) ? `can't rename '${from}': ${reason}` : gnu);
}

/** What stands against a move, complained of; undefined where nothing does. */
function obstacle({ from, to }: Pair, io: ProgramIo): number | undefined {
  const { files } = io.world;
  const source = files.find(from, io.cwd, false);
  const pair = { from, to };
  const missing = 'No such file or directory';
  if (source === undefined) {
    const reason = from === '' ? missing : missingReason(from, io);
    return refuse(io, pair, `cannot stat ${quoted(from)}: ${reason}`, reason);
  }
  const target = files.find(to, io.cwd, false);
  const place = target?.path ?? placeOf(to, io);
  if (target !== undefined && target.path === source.path && source.type !== 'folder') {
    return isBusybox(io) ? 0 : complain(io, `${quoted(from)} and ${quoted(to)} are the same file`);
  }
  if (source.type === 'folder' && place !== undefined && restBelow(source.path, place) !== undefined) {
    return refuse(
      io,
      pair,
      `cannot move ${quoted(from)} to a subdirectory of itself, ${quoted(to)}`,
      'Invalid argument',
    );
  }
  if (target === undefined) {
    if (!to.endsWith('/') || source.type === 'folder') return undefined;
    return refuse(io, pair, `cannot move ${quoted(from)} to ${quoted(to)}: Not a directory`, 'Not a directory');
  }
  if (source.type === 'folder' && target.type !== 'folder') {
    const gnu = `cannot overwrite non-directory ${quoted(to)} with directory ${quoted(from)}`;
    return refuse(io, pair, gnu, 'Not a directory');
  }
  if (source.type !== 'folder' && target.type === 'folder') {
    return refuse(io, pair, `cannot overwrite directory ${quoted(to)} with non-directory`, 'Is a directory');
  }
  return undefined;
}

function missingReason(path: string, { world, cwd }: ProgramIo): string {
  try {
    world.files.stat(path, cwd, false);
    return '';
  } catch (error) {
    return reasonOf(error);
  }
}

function placeOf(path: string, { world, cwd }: ProgramIo): string | undefined {
  try {
    return world.files.resolve(path, cwd, false);
  } catch (error) {
    reasonOf(error);
    return undefined;
  }
}

/** Whether one's own mount is to be moved: it stays where it is. */
function isMount(path: string, { world, cwd }: ProgramIo): boolean {
  const source = world.files.find(path, cwd, false);
  return source !== undefined && world.files.mounts.some((mount) => restBelow(source.path, mount.path) !== undefined);
}

async function move(pair: Pair, flags: ReadonlySet<string>, io: ProgramIo): Promise<number> {
  const { from, to } = pair;
  const { files } = io.world;
  const stopped = obstacle(pair, io);
  if (stopped !== undefined) return stopped;
  const target = files.find(to, io.cwd, false);
  const last = [...flags].findLast((flag) => 'fin'.includes(flag));
  if (target !== undefined && last === 'n') return 0;
  if (target !== undefined && last === 'i') {
    if (!(await ask(io, isBusybox(io) ? `overwrite '${to}'?` : `overwrite ${quoted(to)}?`))) return 0;
  }
  try {
    if (isMount(from, io)) throw new FileError('EBUSY', from);
    files.rename(from.replace(/(?<=.)\/+$/, ''), to.replace(/(?<=.)\/+$/, ''), io.cwd);
  } catch (error) {
    const reason = reasonOf(error);
    return refuse(io, pair, `cannot move ${quoted(from)} to ${quoted(to)}: ${reason}`, reason);
  }
  if (flags.has('v')) {
    io.stdout.write(isBusybox(io) ? `'${from}' -> '${to}'\n` : `renamed ${quoted(from)} -> ${quoted(to)}\n`);
  }
  return 0;
}

/** Moves files and folders: `-f`, `-n` over nothing, `-i` asks, `-v` says so. */
export async function mv(args: readonly string[], io: ProgramIo): Promise<number> {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const pairs = readPairs(options, io, (path) => io.world.files.isFolder(path, io.cwd));
  if (typeof pairs === 'number') return pairs;
  let exitCode = 0;
  for (const pair of pairs) exitCode = Math.max(exitCode, await move(pair, options.flags, io));
  return exitCode;
}
