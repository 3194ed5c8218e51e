import { replaceEscapes } from './escape';
import { type ProgramIo, type ProgramResult, succeed } from './program';

/** Prints its arguments; `-n` without a newline, `-e` with escapes, `-E` without them. */
export function echo(args: readonly string[], _io?: ProgramIo): ProgramResult {
  let words = 0;
  let hasNewline = true;
  let hasEscapes = false;
  while (/^-[neE]+$/.test(args[words] ?? '')) {
    for (const letter of args[words]?.slice(1) ?? '') {
      if (letter === 'n') hasNewline = false;
      else hasEscapes = letter === 'e';
    }
    words += 1;
  }
  return print(args.slice(words).join(' '), hasEscapes, hasNewline);
}

/** dash's own echo: escapes always count, and `-n` is the only option. */
export function dashEcho(args: readonly string[]): ProgramResult {
  return args[0] === '-n' ? print(args.slice(1).join(' '), true, false) : print(args.join(' '), true, true);
}

function print(text: string, hasEscapes: boolean, hasNewline: boolean): ProgramResult {
  const result = hasEscapes ? replaceEscapes(text) : { text, ended: false };
  return succeed(result.text + (hasNewline && !result.ended ? '\n' : ''));
}
