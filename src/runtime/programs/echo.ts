import { fromByteText, replaceEscapes, toByteText } from './escape';
import type { ProgramIo } from './program';

/** Prints its arguments; `-n` without a newline, `-e` with escapes, `-E` without them. */
export function echo(args: readonly string[], { stdout }: ProgramIo): number {
  stdout.write(fromByteText(echoBytes(args)));
  return 0;
}

/** What `echo` prints. */
export function echoText(args: readonly string[]): string {
  return decoded(echoBytes(args));
}

/** What dash's own echo prints: escapes always count, and `-n` is the only option. */
export function dashEchoText(args: readonly string[]): string {
  return decoded(args[0] === '-n' ? joined(args.slice(1), true, false) : joined(args, true, true));
}

function echoBytes(args: readonly string[]): string {
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
  return joined(args.slice(words), hasEscapes, hasNewline);
}

function joined(words: readonly string[], hasEscapes: boolean, hasNewline: boolean): string {
  const text = toByteText(words.join(' '));
  const result = hasEscapes ? replaceEscapes(text) : { text, ended: false };
  return result.text + (hasNewline && !result.ended ? '\n' : '');
}

function decoded(bytes: string): string {
  return new TextDecoder().decode(fromByteText(bytes));
}
