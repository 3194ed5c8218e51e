import { FileError } from '../files/file-error';
import type { Stat } from '../files/file-system';
import { restBelow } from '../files/path';
import { ask } from './ask';
import { attempt, complain, inDialect, isBusybox, reasonOf, type Words } from './complaint';
import { inside, lastPart, readPairs } from './destination';
import { deviceName, openInput, outputStream, writeFile } from './open';
import { readOptions } from './option';
import type { ProgramIo } from './program';
import { quoted } from './quote';

const UMASK = 0o022;
const TOO_MUCH = 64 * 1024 * 1024 + 1;

const grammar = {
  letters: 'rRapPdfvniLHTt:ulsx',
  long: {
    recursive: 'r',
    archive: 'a',
    'no-dereference': 'P',
    dereference: 'L',
    force: 'f',
    verbose: 'v',
    'no-clobber': 'n',
    interactive: 'i',
    preserve: 'p',
    'target-directory': 't',
    'no-target-directory': 'T',
    update: 'u',
  },
};

/** One run of `cp`. */
type Copying = {
  readonly io: ProgramIo;
  readonly has: (letters: string) => boolean;
  readonly isRecursive: boolean;
  exitCode: number;
};

function refuse(copying: Copying, words: Words, reason: string): void {
  copying.exitCode = complain(copying.io, `${inDialect(copying.io, words)}${reason === '' ? '' : `: ${reason}`}`);
}

/** The node that a path names, or the link itself where links are copied. */
function sourceOf(copying: Copying, from: string, isTop: boolean): Stat | undefined {
  const { io, has, isRecursive } = copying;
  const keepsLinks = has('Pda') || (isRecursive && !has('L') && !(isTop && has('H')));
  try {
    return io.world.files.stat(from, io.cwd, !keepsLinks);
  } catch (error) {
    refuse(copying, { gnu: `cannot stat ${quoted(from)}`, busybox: `can't stat '${from}'` }, reasonOf(error));
    return undefined;
  }
}

/** Gives a copy the time, the owner and the permission bits of what it was copied from. */
function preserve({ io, has }: Copying, source: Stat, to: string): void {
  if (!has('pa') || source.type === 'link') return;
  const { files, user } = io.world;
  const { mode, mtime, uid, gid } = source;
  const change = user.uid === 0 ? { mode, mtime, uid, gid } : { mode, mtime };
  attempt(
    io,
    { gnu: `preserving permissions for ${quoted(to)}`, busybox: `can't preserve permissions of '${to}'` },
    () => files.change(to, change, io.cwd),
  );
}

function say({ io, has }: Copying, from: string, to: string): void {
  if (has('v')) io.stdout.write(isBusybox(io) ? `'${from}' -> '${to}'\n` : `${quoted(from)} -> ${quoted(to)}\n`);
}

function copyLink(copying: Copying, target: string, to: string): void {
  const { io } = copying;
  const { files } = io.world;
  const words = { gnu: `cannot create symbolic link ${quoted(to)}`, busybox: `can't create symlink '${to}'` };
  const isDone = attempt(io, words, () => {
    if (files.find(to, io.cwd, false) !== undefined) files.remove(to, io.cwd);
    files.makeLink(target, to, io.cwd);
  });
  if (!isDone) copying.exitCode = 1;
}

async function copyFolder(copying: Copying, source: Stat, from: string, to: string): Promise<void> {
  const { io } = copying;
  const { files } = io.world;
  const before = files.find(to, io.cwd);
  if (before === undefined) {
    const words = { gnu: `cannot create directory ${quoted(to)}`, busybox: `can't create directory '${to}'` };
    if (!attempt(io, words, () => files.makeFolder(to, io.cwd, (source.mode & ~UMASK) | 0o700))) {
      copying.exitCode = 1;
      return;
    }
    if (!isBusybox(io)) say(copying, from, to);
  }
  const own = files.stat(to, io.cwd).path;
  let names: string[];
  try {
    names = files.list(source.path);
  } catch (error) {
    refuse(copying, { gnu: `cannot access ${quoted(from)}`, busybox: `can't open '${from}'` }, reasonOf(error));
    return;
  }
  for (const name of names) {
    if (`${source.path}/${name}` === own) refuseRecursion(copying, from, to, name);
    else await copy(copying, inside(from, name), inside(to, name), false);
  }
  preserve(copying, source, to);
  if (isBusybox(io)) say(copying, from, to);
}

function refuseRecursion(copying: Copying, from: string, to: string, name: string): void {
  const busybox = `recursion detected, omitting directory '${inside(from, name)}'`;
  refuse(copying, { gnu: `cannot copy a directory, ${quoted(from)}, into itself, ${quoted(to)}`, busybox }, '');
}

async function copyFile(copying: Copying, source: Stat, from: string, to: string): Promise<void> {
  const { io, has } = copying;
  const { files } = io.world;
  const isThere = files.find(to, io.cwd) !== undefined;
  const create = { gnu: `cannot create regular file ${quoted(to)}`, busybox: `can't create '${to}'` };
  if (!isThere && to.endsWith('/')) {
    refuse(copying, create, isBusybox(io) ? 'Is a directory' : 'Not a directory');
    return;
  }
  let bytes: Uint8Array;
  try {
    const device = deviceName(from, io);
    const isEndless = device !== undefined && device !== '/dev/null' && device !== '/dev/tty';
    bytes = isEndless ? new Uint8Array(TOO_MUCH) : await openInput(from, io).readAll();
  } catch (error) {
    const words = { gnu: `cannot open ${quoted(from)} for reading`, busybox: `can't open '${from}'` };
    refuse(copying, words, reasonOf(error));
    return;
  }
  try {
    const stream = outputStream(to, io);
    if (stream !== undefined) stream.write(bytes);
    else {
      if (isThere && has('f') && !files.may(files.stat(to, io.cwd), 2)) files.remove(to, io.cwd);
      writeFile(to, bytes, io, source.mode & ~UMASK & 0o777);
    }
    preserve(copying, source, to);
  } catch (error) {
    const isFull = error instanceof FileError && (error.code === 'ENOSPC' || error.code === 'EFBIG');
    const full = { gnu: `error copying ${quoted(from)} to ${quoted(to)}`, busybox: 'write error' };
    refuse(copying, isFull ? full : create, reasonOf(error));
  }
}

/** Whether a file may take the place of what is there; complains where that cannot be. */
async function mayReplace(copying: Copying, source: Stat, from: string, to: string): Promise<boolean> {
  const { io, has } = copying;
  const { files } = io.world;
  const before = files.find(to, io.cwd, source.type !== 'link');
  if (before === undefined) return true;
  if (before.path === source.path && source.type !== 'folder') {
    const same = `${isBusybox(io) ? `'${from}' and '${to}'` : `${quoted(from)} and ${quoted(to)}`} are the same file`;
    refuse(copying, { gnu: same, busybox: same }, '');
    return false;
  }
  if (before.type === 'folder' && source.type !== 'folder') {
    const words = `cannot overwrite directory ${quoted(to)} with non-directory`;
    const busybox = has('T') ? `'${to}' is a directory` : `can't create '${to}': Is a directory`;
    refuse(copying, { gnu: words, busybox }, '');
    return false;
  }
  if (source.type === 'folder') return true;
  if (has('n') || (has('u') && before.mtime >= source.mtime)) return false;
  return !has('i') || (await ask(io, isBusybox(io) ? `overwrite '${to}'?` : `overwrite ${quoted(to)}?`));
}

async function copy(copying: Copying, from: string, to: string, isTop: boolean): Promise<void> {
  const { io, isRecursive } = copying;
  const source = sourceOf(copying, from, isTop);
  if (source === undefined) return;
  if (source.type === 'folder') {
    if (!isRecursive) {
      const busybox = `omitting directory '${from}'`;
      refuse(copying, { gnu: `-r not specified; omitting directory ${quoted(from)}`, busybox }, '');
      return;
    }
    const before = io.world.files.find(to, io.cwd);
    if (before !== undefined && before.type !== 'folder') {
      const gnu = `cannot overwrite non-directory ${quoted(to)} with directory ${quoted(from)}`;
      refuse(copying, { gnu, busybox: `can't stat '${inside(to, lastPart(from))}': Not a directory` }, '');
      return;
    }
    const target = before?.path ?? targetPath(to, io);
    const rest = target === undefined ? undefined : restBelow(source.path, target);
    if (isTop && rest !== undefined && source.path !== '/') {
      if (before === undefined) io.world.files.makeFolder(to, io.cwd);
      refuseRecursion(copying, from, to, rest.slice(1));
      return;
    }
    await copyFolder(copying, source, from, to);
    return;
  }
  if (!(await mayReplace(copying, source, from, to))) return;
  say(copying, from, to);
  if (source.type === 'link') copyLink(copying, source.target, to);
  else await copyFile(copying, source, from, to);
}

function targetPath(to: string, { world, cwd }: ProgramIo): string | undefined {
  try {
    return world.files.resolve(to, cwd);
  } catch (error) {
    reasonOf(error);
    return undefined;
  }
}

/** Copies files: `-r` folders, `-a -p` with owner and time, `-n` over nothing, `-v` says so. */
export async function cp(args: readonly string[], io: ProgramIo): Promise<number> {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const { flags } = options;
  const pairs = readPairs(options, io, (path) => io.world.files.isFolder(path, io.cwd));
  if (typeof pairs === 'number') return pairs;
  const has = (letters: string): boolean => [...letters].some((letter) => flags.has(letter));
  const copying: Copying = { io, has, isRecursive: has('rRa'), exitCode: 0 };
  for (const { from, to } of pairs) await copy(copying, from, to, true);
  return copying.exitCode;
}
