import usages from './busybox-usage.json';
import { complain, isAlpine, isBusybox, selfName, tryHelp } from './complaint';
import type { ProgramIo } from './program';

/** A command line: flags in the order given, their values, and the rest. */
export type Options = {
  /** Letters; one that is given again stands at its last place. */
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
};

/** The options that a program knows. */
export type Grammar = {
  /** As getopt has them: `n:` takes a value, `c::` takes one that is attached. */
  readonly letters: string;
  /** Long names with the letter that they stand for. */
  readonly long?: { readonly [name: string]: string };
};

type Found = { readonly flags: Set<string>; readonly values: Map<string, string[]>; readonly operands: string[] };

/** Why a command line is wrong, in the words of the C library. */
type Mistake = { readonly gnu: string; readonly musl?: string };

/**
 * Reads options as getopt does: `-iv`, `-n5`, `-n 5`, `--lines=5`, `--lin 5`, `--`. Complains of what is wrong.
 * @returns the exit code where something is
 */
export function readOptions(args: readonly string[], io: ProgramIo, grammar: Grammar, exitCode = 1): Options | number {
  if (args.length === 1 && args[0] === '--help' && isBusybox(io)) {
    io.stderr.write(usageText(io));
    return 0;
  }
  const found: Found = { flags: new Set(), values: new Map(), operands: [] };
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      found.operands.push(...args.slice(at + 1));
      break;
    }
    if (!arg.startsWith('-') || arg === '-') {
      found.operands.push(arg);
      continue;
    }
    const read = arg.startsWith('--') ? readLong : readCluster;
    const taken = read(arg, args[at + 1], grammar, found);
    if (typeof taken !== 'number') return badUsage(io, wordsOf(taken, io), exitCode);
    at += taken;
  }
  return found;
}

/** The end of a program that was called in a wrong way. */
export function badUsage(io: ProgramIo, message: string, exitCode = 1): number {
  complain(io, message);
  io.stderr.write(isBusybox(io) ? usageText(io) : tryHelp(io));
  return exitCode;
}

/** The end of a program that lacks an operand: GNU's says so, busybox's explains itself. */
export function missingOperand(io: ProgramIo, message = 'missing operand'): number {
  if (!isBusybox(io)) return badUsage(io, message);
  io.stderr.write(usageText(io));
  return 1;
}

/** What a program of busybox says of itself. */
function usageText(io: ProgramIo): string {
  const version = isAlpine(io) ? 'v1.37.0 (2025-08-05 16:40:33 UTC)' : 'v1.36.1 (2024-09-26 21:31:42 UTC)';
  const known: { readonly [name: string]: string } = usages;
  return `BusyBox ${version} multi-call binary.\n\n${known[selfName(io)] ?? ''}`;
}

function wordsOf({ gnu, musl = gnu }: Mistake, io: ProgramIo): string {
  return isAlpine(io) ? musl : gnu;
}

function keep({ flags, values }: Found, letter: string, value?: string): void {
  flags.delete(letter);
  flags.add(letter);
  if (value !== undefined) values.set(letter, [...(values.get(letter) ?? []), value]);
}

/** Reads `--name` or `--name=value`; answers how many of the following arguments it took. */
function readLong(arg: string, following: string | undefined, grammar: Grammar, found: Found): number | Mistake {
  const [, typed = '', , value] = /^--([^=]*)(=(.*))?$/s.exec(arg) ?? [];
  const { long = {} } = grammar;
  const names = Object.keys(long).filter((name) => name.startsWith(typed));
  const name = Object.hasOwn(long, typed) ? typed : names[0];
  if (name === undefined) return { gnu: `unrecognized option '--${typed}'`, musl: `unrecognized option: ${typed}` };
  const letter = long[name] ?? '';
  const kind = kindOf(grammar, letter);
  if (kind === 'plain' && value !== undefined) return { gnu: `option '--${name}' doesn't allow an argument` };
  const isMissing = kind === 'valued' && value === undefined;
  if (isMissing && following === undefined) return { gnu: `option '--${name}' requires an argument` };
  keep(found, letter, isMissing ? following : value);
  return Number(isMissing);
}

function kindOf({ letters }: Grammar, letter: string): 'unknown' | 'plain' | 'valued' | 'attached' {
  const at = letter === ':' ? -1 : letters.indexOf(letter);
  if (at < 0) return 'unknown';
  if (letters.startsWith('::', at + 1)) return 'attached';
  return letters.startsWith(':', at + 1) ? 'valued' : 'plain';
}

/** Reads `-abc`; answers how many of the following arguments it took. */
function readCluster(arg: string, following: string | undefined, grammar: Grammar, found: Found): number | Mistake {
  for (let at = 1; at < arg.length; at += 1) {
    const letter = arg.charAt(at);
    const kind = kindOf(grammar, letter);
    const attached = arg.slice(at + 1) || undefined;
    if (kind === 'unknown') {
      return { gnu: `invalid option -- '${letter}'`, musl: `unrecognized option: ${letter}` };
    }
    if (kind === 'plain') {
      keep(found, letter);
      continue;
    }
    const isMissing = kind === 'valued' && attached === undefined;
    if (isMissing && following === undefined) {
      return {
        gnu: `option requires an argument -- '${letter}'`,
        musl: `option requires an argument: ${letter}`,
      };
    }
    keep(found, letter, isMissing ? following : attached);
    return Number(isMissing);
  }
  return 0;
}
