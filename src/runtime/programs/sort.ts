import { compareText } from '../../apimachinery/json';
import { readInputs } from './input';
import { parseOptions } from './option';
import { linesOf, type ProgramIo, type ProgramResult, textOf } from './program';

function leadingNumber(text: string): number {
  return Number.parseFloat(text.trim()) || 0;
}

/** Sorts lines: `-n` by number, `-r` backwards, `-u` once each, `-k N` by the Nth word. */
export function sort(args: readonly string[], io: ProgramIo): ProgramResult {
  const { flags, values, operands } = parseOptions(args, 'kt');
  const { inputs, stderr } = readInputs('sort', operands, io);
  const [, column, modifiers = ''] = /^(\d+)[\d.,]*([nr]*)/.exec(values.get('k')?.[0] ?? '') ?? [];
  const separator = values.get('t')?.[0];
  const keyOf = (line: string): string =>
    column === undefined
      ? line
      : ((separator ? line.split(separator) : line.trim().split(/\s+/))[Number(column) - 1] ?? '');
  const isNumeric = flags.has('n') || modifiers.includes('n');
  const compareKeys = (left: string, right: string): number =>
    (isNumeric ? leadingNumber(keyOf(left)) - leadingNumber(keyOf(right)) : compareText(keyOf(left), keyOf(right))) ||
    compareText(left, right);
  const direction = flags.has('r') || modifiers.includes('r') ? -1 : 1;
  const lines = inputs.flatMap(({ text }) => linesOf(text));
  const sorted = lines.sort((left, right) => direction * compareKeys(left, right));
  const kept = flags.has('u') ? [...new Set(sorted)] : sorted;
  return { stdout: textOf(kept), stderr, exitCode: stderr === '' ? 0 : 2 };
}

/** Drops repeated neighbours; `-c` counts them. */
export function uniq(args: readonly string[], io: ProgramIo): ProgramResult {
  const { flags, operands } = parseOptions(args);
  const { inputs, stderr } = readInputs('uniq', operands, io);
  const groups: { line: string; count: number }[] = [];
  for (const line of inputs.flatMap(({ text }) => linesOf(text))) {
    const last = groups.at(-1);
    if (last?.line === line) last.count += 1;
    else groups.push({ line, count: 1 });
  }
  const lines = groups.map(({ line, count }) => (flags.has('c') ? `${String(count).padStart(7)} ${line}` : line));
  return { stdout: textOf(lines), stderr, exitCode: stderr === '' ? 0 : 1 };
}
