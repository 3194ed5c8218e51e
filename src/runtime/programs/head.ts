import { readInputs } from './input';
import { parseOptions } from './option';
import { linesOf, type ProgramIo, type ProgramResult, textOf } from './program';

type Take = (lines: readonly string[], count: number, sign: string) => readonly string[];

function takeLines(program: string, args: readonly string[], io: ProgramIo, take: Take): ProgramResult {
  const expanded = args.map((arg) => (/^-\d+$/.test(arg) ? `-n${arg.slice(1)}` : arg));
  const { values, operands } = parseOptions(expanded, 'nc');
  const { inputs, stderr } = readInputs(program, operands, io);
  const [, sign = '', digits = '10'] = /^([-+]?)(\d+)$/.exec(values.get('n')?.at(-1) ?? '10') ?? [];
  const parts = inputs.map(({ name, text }, i) => {
    const header = inputs.length > 1 ? `${i === 0 ? '' : '\n'}==> ${name} <==\n` : '';
    return header + textOf(take(linesOf(text), Number(digits), sign));
  });
  return { stdout: parts.join(''), stderr, exitCode: stderr === '' ? 0 : 1 };
}

/** Prints the first lines: `-n 5`, `-5`; `-n -5` all but the last five. */
export function head(args: readonly string[], io: ProgramIo): ProgramResult {
  return takeLines('head', args, io, (lines, count, sign) =>
    sign === '-' ? lines.slice(0, Math.max(0, lines.length - count)) : lines.slice(0, count),
  );
}

/** Prints the last lines: `-n 5`, `-5`; `-n +5` from the fifth on. */
export function tail(args: readonly string[], io: ProgramIo): ProgramResult {
  return takeLines('tail', args, io, (lines, count, sign) =>
    sign === '+' ? lines.slice(Math.max(0, count - 1)) : lines.slice(Math.max(0, lines.length - count)),
  );
}
