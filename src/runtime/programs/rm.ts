import { FileError } from '../files/file-error';
import type { Stat } from '../files/file-system';
import { ask } from './ask';
import { complain, isBusybox } from './complaint';
import { missingOperand, readOptions } from './option';
import type { ProgramIo } from './program';
import { quoted } from './quote';

const grammar = {
  letters: 'rRfvdiI',
  long: {
    recursive: 'r',
    force: 'f',
    verbose: 'v',
    dir: 'd',
    interactive: 'i',
    'no-preserve-root': 'n',
    'one-file-system': 'o',
  },
};

/** One run of `rm`. */
type Removal = { readonly io: ProgramIo; readonly flags: ReadonlySet<string>; exitCode: number };

function refuse(removal: Removal, path: string, reason: string): void {
  const { io } = removal;
  removal.exitCode = complain(
    io,
    `${isBusybox(io) ? `can't remove '${path}'` : `cannot remove ${quoted(path)}`}: ${reason}`,
  );
}

function kindOf(stat: Stat): string {
  if (stat.type === 'folder') return 'directory';
  if (stat.type === 'link') return 'symbolic link';
  return stat.size === 0 ? 'regular empty file' : 'regular file';
}

async function mayRemove({ io, flags }: Removal, path: string, stat: Stat): Promise<boolean> {
  if (!flags.has('i')) return true;
  return await ask(io, isBusybox(io) ? `remove '${path}'?` : `remove ${kindOf(stat)} ${quoted(path)}?`);
}

/** Takes a node by itself and says so. */
function removeNode({ io, flags }: Removal, path: string, isFolder: boolean): void {
  const { files } = io.world;
  if (isFolder) files.removeFolder(path, io.cwd);
  else files.remove(path, io.cwd);
  if (!flags.has('v')) return;
  const kind = isFolder ? (isBusybox(io) ? 'directory: ' : 'directory ') : '';
  io.stdout.write(`removed ${kind}${isBusybox(io) ? `'${path}'` : quoted(path)}\n`);
}

/** Takes a node with all that is in it. */
async function remove(removal: Removal, path: string): Promise<void> {
  const { io, flags } = removal;
  const { files } = io.world;
  try {
    const stat = files.stat(path, io.cwd, false);
    const isFolder = stat.type === 'folder';
    const isRecursive = flags.has('r') || flags.has('R');
    if (isFolder && !isRecursive && !flags.has('d')) {
      removal.exitCode = isBusybox(io)
        ? complain(io, `'${path}' is a directory`)
        : complain(io, `cannot remove ${quoted(path)}: Is a directory`);
      return;
    }
    if (isFolder && isRecursive && !(await removeInside(removal, path, stat))) return;
    if (await mayRemove(removal, path, stat)) removeNode(removal, path, isFolder);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (error.code === 'ENOENT' && flags.has('f')) return;
    const isThere = files.find(path, io.cwd, false) !== undefined;
    if (!isBusybox(io) && error.code === 'ENOTDIR' && !isThere && flags.has('f')) return;
    if (!isBusybox(io) || isThere || error.code === 'ENOENT') refuse(removal, path, error.reason);
    else removal.exitCode = complain(io, `can't stat '${path}': ${error.reason}`);
  }
}

/** Empties a folder; answers whether it is to go itself. */
async function removeInside(removal: Removal, path: string, stat: Stat): Promise<boolean> {
  const { io, flags } = removal;
  const { files } = io.world;
  const names = files.list(stat.path);
  if (flags.has('i') && names.length > 0) {
    const question = isBusybox(io) ? `descend into directory '${path}'?` : `descend into directory ${quoted(path)}?`;
    if (!(await ask(io, question))) return false;
  }
  const before = removal.exitCode;
  removal.exitCode = 0;
  const start = path.endsWith('/') ? path : `${path}/`;
  for (const name of names) await remove(removal, start + name);
  const isEmpty = removal.exitCode === 0;
  removal.exitCode ||= before;
  return isEmpty;
}

/** Whether an operand is never removed; complains of it. */
function isProtected(removal: Removal, path: string): boolean {
  const { io, flags } = removal;
  const isRecursive = flags.has('r') || flags.has('R');
  if (/(^|\/)\.\.?\/*$/.test(path) && (isRecursive || isBusybox(io))) {
    removal.exitCode = isBusybox(io)
      ? complain(io, "can't remove '.' or '..'")
      : complain(io, `refusing to remove '.' or '..' directory: skipping ${quoted(path)}`);
    return true;
  }
  if (!/^\/+$/.test(path) || !isRecursive || isBusybox(io) || flags.has('n')) return false;
  complain(io, `it is dangerous to operate recursively on ${quoted(path)}`);
  removal.exitCode = complain(io, 'use --no-preserve-root to override this failsafe');
  return true;
}

/** Takes files away; `-r` folders with all in them, `-f` without complaint of what is not there, `-v` says so. */
export async function rm(args: readonly string[], io: ProgramIo): Promise<number> {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const { flags, operands } = options;
  if (operands.length === 0) return flags.has('f') ? 0 : missingOperand(io);
  const removal: Removal = { io, flags, exitCode: 0 };
  for (const path of operands) if (!isProtected(removal, path)) await remove(removal, path);
  return removal.exitCode;
}
