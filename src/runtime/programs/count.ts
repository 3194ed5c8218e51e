import { complain, isBusybox } from './complaint';
import type { Options } from './option';
import type { ProgramIo } from './program';
import { quotedWord } from './quote';

/** How much `head` and `tail` take: so many lines or bytes, from which side. */
export type Count = { readonly unit: 'lines' | 'bytes'; readonly sign: '' | '-' | '+'; readonly count: number };

const units: { readonly [suffix: string]: number } = {
  '': 1,
  b: 512,
  k: 1024,
  K: 1024,
  kB: 1000,
  KB: 1000,
  KiB: 1024,
  m: 1024 ** 2,
  M: 1024 ** 2,
  MB: 1e6,
  MiB: 1024 ** 2,
  G: 1024 ** 3,
  GB: 1e9,
};

/** `-5` and `+5`, as they were once written, become `-n5`. */
export function withOldCounts(args: readonly string[], allowsPlus: boolean): string[] {
  const [first = '', ...rest] = args;
  const [, sign, digits, letters = ''] = /^([-+])(\d+)([cbkmlqvf]*)$/.exec(first) ?? [];
  if (sign === undefined || digits === undefined || (sign === '+' && !allowsPlus)) return [...args];
  const others = [...letters].filter((letter) => 'qvf'.includes(letter)).map((letter) => `-${letter}`);
  return [letters.includes('c') ? '-c' : '-n', sign === '+' ? `+${digits}` : digits, ...others, ...rest];
}

/** Reads `-n` and `-c`, whichever comes last; ten lines without them. @returns the exit code where it is wrong */
export function readCount({ flags, values }: Options, io: ProgramIo): Count | number {
  const letter = [...flags].findLast((flag) => flag === 'n' || flag === 'c');
  if (letter === undefined) return { unit: 'lines', sign: '', count: 10 };
  const unit = letter === 'n' ? 'lines' : 'bytes';
  const text = values.get(letter)?.at(-1) ?? '';
  const [, sign = '', digits, suffix = ''] = /^([-+]?)(\d+)([a-zA-Z]*)$/.exec(text) ?? [];
  const factor = Object.hasOwn(units, suffix) ? units[suffix] : undefined;
  if (digits === undefined || factor === undefined) {
    return complain(io, isBusybox(io) ? `invalid number '${text}'` : `invalid number of ${unit}: ${quotedWord(text)}`);
  }
  return { unit, sign: sign === '-' || sign === '+' ? sign : '', count: Number(digits) * factor };
}
