import { FileError } from '../files/file-error';
import type { Stat } from '../files/file-system';
import { complain, isBusybox, reasonOf, tryHelp } from './complaint';
import { modeText } from './file-facts';
import { type ModeChange, readMode } from './mode';
import { badUsage, missingOperand, readOptions } from './option';
import type { ProgramIo } from './program';
import { quoted, quotedWord } from './quote';
import { walk } from './walk';

const grammar = {
  letters: 'Rcvf',
  long: { recursive: 'R', changes: 'c', verbose: 'v', silent: 'f', quiet: 'f', reference: 'v' },
};

/** `0644 (rw-r--r--)` */
function described(stat: Stat, mode: number): string {
  return `${mode.toString(8).padStart(4, '0')} (${modeText({ ...stat, mode }).slice(1)})`;
}

function report(path: string, stat: Stat, mode: number, flags: ReadonlySet<string>, io: ProgramIo): void {
  const isChanged = stat.mode !== mode;
  if (!flags.has('v') && !(flags.has('c') && isChanged)) return;
  if (isBusybox(io)) io.stdout.write(`mode of '${path}' changed to ${described(stat, mode)}\n`);
  else if (!isChanged) io.stdout.write(`mode of ${quoted(path)} retained as ${described(stat, mode)}\n`);
  else
    io.stdout.write(`mode of ${quoted(path)} changed from ${described(stat, stat.mode)} to ${described(stat, mode)}\n`);
}

/** An operand with what is to be changed below it; undefined, after a complaint, where it is not there. */
function nodesOf(path: string, flags: ReadonlySet<string>, io: ProgramIo): { path: string; stat: Stat }[] | undefined {
  const { files } = io.world;
  try {
    const stat = files.stat(path, io.cwd);
    return flags.has('R') ? walk(path, stat, 'before', io) : [{ path, stat }];
  } catch (error) {
    if (flags.has('f') && !isBusybox(io)) return undefined;
    const reason = reasonOf(error);
    const isDangling = files.find(path, io.cwd, false)?.type === 'link';
    if (isBusybox(io)) complain(io, `${path}: ${reason}`);
    else if (isDangling) complain(io, `cannot operate on dangling symlink ${quoted(path)}`);
    else complain(io, `cannot access ${quoted(path)}: ${reason}`);
    return undefined;
  }
}

function change(path: string, stat: Stat, modeOf: ModeChange, flags: ReadonlySet<string>, io: ProgramIo): boolean {
  const mode = modeOf(stat.mode, stat.type === 'folder');
  try {
    io.world.files.change(stat.path, { mode });
    report(path, stat, mode, flags, io);
    return true;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (flags.has('f')) return false;
    complain(io, `${isBusybox(io) ? path : `changing permissions of ${quoted(path)}`}: ${error.reason}`);
    return false;
  }
}

/** Takes `-x`, which is a mode and no option, out of the arguments. */
function splitMode(args: readonly string[]): { mode: string | undefined; rest: string[] } {
  const at = args.findIndex((arg) => /^-[rwxXstugo,=+-]+$/.test(arg) && arg !== '--');
  if (at < 0) return { mode: undefined, rest: [...args] };
  return { mode: args[at], rest: args.toSpliced(at, 1) };
}

/** Changes permission bits: `644`, `u+x`, `go=rX`; `-R` in folders too, `-v` and `-c` say so. */
export function chmod(args: readonly string[], io: ProgramIo): number {
  const { mode: dashed, rest } = splitMode(args);
  const options = readOptions(rest, io, grammar);
  if (typeof options === 'number') return options;
  const { flags, operands } = options;
  const text = dashed ?? operands[0];
  const paths = dashed === undefined ? operands.slice(1) : operands;
  if (text === undefined) return missingOperand(io);
  if (paths.length === 0)
    return isBusybox(io) ? missingOperand(io) : badUsage(io, `missing operand after ${quotedWord(text)}`);
  const modeOf = readMode(text, !isBusybox(io));
  if (modeOf === undefined) {
    complain(io, isBusybox(io) ? `invalid mode '${text}'` : `invalid mode: ${quotedWord(text)}`);
    if (!isBusybox(io)) io.stderr.write(tryHelp(io));
    return 1;
  }
  let exitCode = 0;
  for (const path of paths) {
    const nodes = nodesOf(path, flags, io);
    if (nodes === undefined) exitCode = 1;
    for (const node of nodes ?? []) if (!change(node.path, node.stat, modeOf, flags, io)) exitCode = 1;
  }
  return exitCode;
}
