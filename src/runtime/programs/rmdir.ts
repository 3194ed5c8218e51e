import { FileError } from '../files/file-error';
import { complain, isBusybox } from './complaint';
import { missingOperand, readOptions } from './option';
import type { ProgramIo } from './program';
import { quoted } from './quote';

const grammar = {
  letters: 'pvi',
  long: { parents: 'p', verbose: 'v', 'ignore-fail-on-non-empty': 'i' },
};

/** Takes one empty folder; answers whether that went well. */
function removeOne(path: string, isParent: boolean, flags: ReadonlySet<string>, io: ProgramIo): boolean {
  if (flags.has('v') && !isBusybox(io)) io.stdout.write(`rmdir: removing directory, ${quoted(path)}\n`);
  try {
    io.world.files.removeFolder(path, io.cwd);
    return true;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (error.code === 'ENOTEMPTY' && flags.has('i')) return true;
    const words = `failed to remove ${isParent ? 'directory ' : ''}${quoted(path)}`;
    complain(io, `${isBusybox(io) ? `'${path}'` : words}: ${error.reason}`);
    return false;
  }
}

/** Takes empty folders; `-p` also those above them. */
export function rmdir(args: readonly string[], io: ProgramIo): number {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  const { flags, operands } = options;
  if (operands.length === 0) return missingOperand(io);
  let exitCode = 0;
  for (const operand of operands) {
    let path = operand;
    let isParent = false;
    while (removeOne(path, isParent, flags, io)) {
      const slash = path.replace(/\/+$/, '').lastIndexOf('/');
      if (!flags.has('p') || slash <= 0) {
        path = '';
        break;
      }
      path = path.slice(0, slash);
      isParent = true;
    }
    if (path !== '') exitCode = 1;
  }
  return exitCode;
}
