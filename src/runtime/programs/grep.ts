import { readInputs } from './input';
import { parseOptions } from './option';
import { fail, linesOf, type ProgramIo, type ProgramResult } from './program';
import { basicRegExp, extendedRegExp, literalRegExp } from './regular-expression';

type Matcher = (line: string) => boolean;

function createMatcher(patterns: readonly string[], flags: ReadonlySet<string>): Matcher {
  const compile = flags.has('F') ? literalRegExp : flags.has('E') ? extendedRegExp : basicRegExp;
  const expressions = patterns
    .flatMap((pattern) => pattern.split('\n'))
    .map((pattern) => compile(pattern))
    .map((source) => (flags.has('w') ? `\\b(?:${source})\\b` : source))
    .map((source) => new RegExp(flags.has('x') ? `^(?:${source})$` : source, flags.has('i') ? 'i' : ''));
  const isInverted = flags.has('v');
  return (line) => expressions.some((expression) => expression.test(line)) !== isInverted;
}

/** Prints the lines that match: `-i -v -E -F -c -q -n -o -w -x -h -l -e`. */
export function grep(args: readonly string[], io: ProgramIo): ProgramResult {
  const { flags, values, operands } = parseOptions(args, 'emAB');
  const patterns = values.get('e') ?? operands.slice(0, 1);
  if (patterns.length === 0) {
    return fail("Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.", 2);
  }
  const files = values.has('e') ? operands : operands.slice(1);
  const { inputs, stderr } = readInputs('grep', files, io);
  const matches = createMatcher(patterns, flags);
  const limit = Number(values.get('m')?.[0] ?? Number.POSITIVE_INFINITY);
  let stdout = '';
  let count = 0;
  for (const { name, text } of inputs) {
    const prefix = files.length > 1 && !flags.has('h') ? `${name}:` : '';
    const numbered = linesOf(text).map((line, i) => ({ line, number: i + 1 }));
    const found = numbered.filter(({ line }) => matches(line)).slice(0, limit);
    count += found.length;
    stdout += print({ name, prefix, found }, patterns, flags);
  }
  const exitCode = stderr === '' ? Number(count === 0) : 2;
  return { stdout: flags.has('q') ? '' : stdout, stderr: flags.has('s') ? '' : stderr, exitCode };
}

type Found = {
  readonly name: string;
  readonly prefix: string;
  readonly found: readonly { readonly line: string; readonly number: number }[];
};

function print({ name, prefix, found }: Found, patterns: readonly string[], flags: ReadonlySet<string>): string {
  if (flags.has('l')) return found.length > 0 ? `${name}\n` : '';
  if (flags.has('c')) return `${prefix}${found.length}\n`;
  if (flags.has('o')) return onlyMatches(found, patterns, flags, prefix);
  return found.map(({ line, number }) => `${prefix}${flags.has('n') ? `${number}:` : ''}${line}\n`).join('');
}

function onlyMatches(
  found: readonly { line: string }[],
  patterns: readonly string[],
  flags: ReadonlySet<string>,
  prefix: string,
): string {
  const compile = flags.has('F') ? literalRegExp : flags.has('E') ? extendedRegExp : basicRegExp;
  const expression = new RegExp(patterns.map(compile).join('|'), flags.has('i') ? 'gi' : 'g');
  const texts = found.flatMap(({ line }) => [...line.matchAll(expression)].map(([text]) => text));
  return texts
    .filter((text) => text !== '')
    .map((text) => `${prefix}${text}\n`)
    .join('');
}
