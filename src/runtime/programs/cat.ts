import { readInputs } from './input';
import { linesOf, type ProgramIo, type ProgramResult, textOf } from './program';

/** Prints files one after the other; `-n` numbers the lines. */
export function cat(args: readonly string[], io: ProgramIo): ProgramResult {
  const isNumbered = args[0] === '-n';
  const { inputs, stderr } = readInputs('cat', isNumbered ? args.slice(1) : args, io);
  const text = inputs.map((input) => input.text).join('');
  const stdout = isNumbered ? textOf(linesOf(text).map((line, i) => `${String(i + 1).padStart(6)}\t${line}`)) : text;
  return { stdout, stderr, exitCode: stderr === '' ? 0 : 1 };
}
