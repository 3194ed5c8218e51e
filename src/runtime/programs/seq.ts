import { fail, type ProgramResult, succeed, textOf } from './program';

const MAX_NUMBERS = 100_000;

/** Prints the whole numbers `[FIRST [STEP]] LAST`. */
export function seq(args: readonly string[]): ProgramResult {
  const numbers = args.map(Number);
  const wrong = args.find((_arg, i) => !Number.isInteger(numbers[i]));
  if (args.length === 0) return fail('seq: missing operand');
  if (wrong !== undefined) return fail(`seq: invalid number '${wrong}'`);
  const last = numbers.at(-1) ?? 0;
  const first = numbers.length > 1 ? (numbers[0] ?? 1) : 1;
  const step = numbers.length > 2 ? (numbers[1] ?? 1) : 1;
  const lines: string[] = [];
  for (let n = first; step > 0 ? n <= last : step < 0 && n >= last; n += step) {
    if (lines.push(String(n)) > MAX_NUMBERS) return fail(`seq: more than ${MAX_NUMBERS} numbers`);
  }
  return succeed(textOf(lines));
}
