import { isBusybox } from './complaint';
import { badUsage, missingOperand, readOptions } from './option';
import { type ProgramIo, succeed } from './program';
import { quotedWord } from './quote';

function withoutSlashes(path: string): string {
  return path.replace(/\/+$/, '') || (path === '' ? '' : '/');
}

function baseName(path: string, suffix = ''): string {
  const whole = withoutSlashes(path);
  const name = whole === '/' ? '/' : whole.slice(whole.lastIndexOf('/') + 1);
  return suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

function folderName(path: string): string {
  const whole = withoutSlashes(path);
  if (!whole.includes('/')) return '.';
  return whole.slice(0, whole.lastIndexOf('/')).replace(/\/+$/, '') || '/';
}

function extraOperand(io: ProgramIo, operand: string): number {
  return isBusybox(io) ? missingOperand(io) : badUsage(io, `extra operand ${quotedWord(operand)}`);
}

/** Prints the last part of a path, without a suffix: `basename a/b.c .c`, `-s .c a.c b.c`, `-a a b`. */
export function basename(args: readonly string[], io: ProgramIo): number {
  const options = readOptions(args, io, { letters: 'as:z', long: { multiple: 'a', suffix: 's', zero: 'z' } });
  if (typeof options === 'number') return options;
  const { flags, values, operands } = options;
  const [path, suffix, extra] = operands;
  if (path === undefined) return missingOperand(io);
  const isMany = flags.has('a') || flags.has('s');
  if (!isMany && extra !== undefined) return extraOperand(io, extra);
  const ending = flags.has('z') ? '\0' : '\n';
  const names = isMany ? operands.map((one) => baseName(one, values.get('s')?.at(-1))) : [baseName(path, suffix)];
  return succeed(io, names.map((name) => name + ending).join(''));
}

/** Prints a path without its last part. */
export function dirname(args: readonly string[], io: ProgramIo): number {
  const options = readOptions(args, io, { letters: 'z', long: { zero: 'z' } });
  if (typeof options === 'number') return options;
  const { flags, operands } = options;
  const [first, second] = operands;
  if (first === undefined) return missingOperand(io);
  if (isBusybox(io) && second !== undefined) return extraOperand(io, second);
  const ending = flags.has('z') ? '\0' : '\n';
  return succeed(io, operands.map((path) => folderName(path) + ending).join(''));
}
