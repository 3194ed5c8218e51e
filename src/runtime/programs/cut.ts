import { readInputs } from './input';
import { parseOptions } from './option';
import { fail, linesOf, type ProgramIo, type ProgramResult, textOf } from './program';

type Range = { readonly from: number; readonly to: number };

/** `1,3-5,7-` */
function parseRanges(text: string): Range[] {
  return text.split(',').map((part) => {
    const [from = '', to] = part.split('-');
    const first = from === '' ? 1 : Number(from);
    if (to === undefined) return { from: first, to: first };
    return { from: first, to: to === '' ? Number.POSITIVE_INFINITY : Number(to) };
  });
}

function pick(items: readonly string[], ranges: readonly Range[]): string[] {
  return items.filter((_item, i) => ranges.some(({ from, to }) => i + 1 >= from && i + 1 <= to));
}

/** Prints parts of each line: `-d X -f LIST` fields, `-c LIST` characters; `-s` drops lines without X. */
export function cut(args: readonly string[], io: ProgramIo): ProgramResult {
  const { flags, values, operands } = parseOptions(args, 'dfcb');
  const list = values.get('f')?.[0] ?? values.get('c')?.[0] ?? values.get('b')?.[0];
  if (list === undefined) return fail('cut: you must specify a list of bytes, characters, or fields');
  const ranges = parseRanges(list);
  const { inputs, stderr } = readInputs('cut', operands, io);
  const separator = values.get('d')?.[0] ?? '\t';
  const cutLine = (line: string): string[] => {
    if (!values.has('f')) return [pick([...line], ranges).join('')];
    if (!line.includes(separator)) return flags.has('s') ? [] : [line];
    return [pick(line.split(separator), ranges).join(separator)];
  };
  const lines = inputs.flatMap(({ text }) => linesOf(text)).flatMap(cutLine);
  return { stdout: textOf(lines), stderr, exitCode: stderr === '' ? 0 : 1 };
}
