import { attempt, complain, isBusybox } from './complaint';
import { readMode } from './mode';
import { missingOperand, readOptions } from './option';
import type { ProgramIo } from './program';
import { quoted, quotedWord } from './quote';

const grammar = { letters: 'm:pv', long: { mode: 'm', parents: 'p', verbose: 'v' } };

/** The folders on the way to a path, as typed: `a`, `a/b`, `a/b/c`. */
function foldersTo(path: string): string[] {
  const parts = path.split(/\/+/).filter((part) => part !== '');
  const start = path.startsWith('/') ? '/' : '';
  return parts.map((_part, at) => start + parts.slice(0, at + 1).join('/'));
}

/** One run of `mkdir`. */
type Making = { readonly io: ProgramIo; readonly flags: ReadonlySet<string>; readonly mode: number };

/** Makes one folder; busybox ends the names of those on the way with a slash. */
function makeOne({ io, flags, mode }: Making, path: string, isLast: boolean): boolean {
  const { files } = io.world;
  const shown = isLast ? path : `${path}/`;
  const gnu = `cannot create directory ${quoted(path)}`;
  const busybox = `can't create directory '${shown}'`;
  const before = files.find(path, io.cwd);
  if (flags.has('p') && before?.type === 'folder') return true;
  if (before !== undefined && !isLast) {
    complain(io, `${isBusybox(io) ? busybox : gnu}: Not a directory`);
    return false;
  }
  const isMade = attempt(io, { gnu, busybox }, () => files.makeFolder(path, io.cwd, isLast ? mode : 0o755));
  if (isMade && flags.has('v')) {
    io.stdout.write(isBusybox(io) ? `created directory: '${shown}'\n` : `mkdir: created directory ${quoted(path)}\n`);
  }
  return isMade;
}

/** Makes folders; `-p` those above them too, `-m` with permission bits, `-v` says so. */
export function mkdir(args: readonly string[], io: ProgramIo): number {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const { flags, values, operands } = options;
  if (operands.length === 0) return missingOperand(io);
  const asked = values.get('m')?.at(-1);
  const mode = asked === undefined ? () => 0o755 : readMode(asked, !isBusybox(io));
  if (mode === undefined) return complain(io, `invalid mode ${isBusybox(io) ? `'${asked}'` : quotedWord(asked ?? '')}`);
  const making: Making = { io, flags, mode: mode(0o777, true) };
  let exitCode = 0;
  for (const path of operands) {
    const wanted = flags.has('p') ? foldersTo(path) : [path];
    const isDone = wanted.every((folder, at) => makeOne(making, folder, at === wanted.length - 1));
    if (!isDone) exitCode = 1;
  }
  return exitCode;
}
