import { parseBoolean } from '../apimachinery/boolean';
import { readCsvRecord } from '../apimachinery/csv-record';
import { parseDuration } from '../apimachinery/duration';
import { goQuote } from '../apimachinery/go-value';
import type { FlagSpec } from '../kubectl/command';
import { FlagError } from './flag-error';

/** Words as pflag understands them: every flag as `--name=value`, the others apart. */
export type NormalizedWords = {
  /** `--name=value`, each flag as often as it was typed. */
  readonly flags: readonly string[];
  readonly args: readonly string[];
  /** How many of `args` stood before `--`; undefined without it. */
  readonly dashAt?: number;
};

/**
 * Reads a command's words by pflag's rules: flags anywhere, `-it`, `-lapp=nginx`, `--flag value`, `--flag=false`,
 * and nothing but words after `--`.
 * @throws FlagError in pflag's words
 * @upstream spf13/pflag flag.go parseArgs
 */
export function normalizeWords(words: readonly string[], specs: readonly FlagSpec[]): NormalizedWords {
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const byLetter = new Map(specs.flatMap((spec) => (spec.short === undefined ? [] : [[spec.short, spec] as const])));
  const flags: string[] = [];
  const args: string[] = [];
  const rest = [...words];

  function add(spec: FlagSpec, value: string): void {
    checkValue(spec, value);
    flags.push(`--${spec.name}=${value}`);
  }

  function readLong(word: string): void {
    const [name = '', ...more] = word.slice(2).split('=');
    const spec = byName.get(name);
    if (spec === undefined) throw new FlagError(`unknown flag: --${name}`);
    if (more.length > 0) return add(spec, more.join('='));
    const alone = valueAlone(spec);
    if (alone !== undefined) return add(spec, alone);
    const next = rest.shift();
    if (next === undefined) throw new FlagError(`flag needs an argument: --${name}`);
    add(spec, next);
  }

  function readShort(word: string): void {
    let letters = word.slice(1);
    while (letters !== '') {
      const letter = letters[0] ?? '';
      const spec = byLetter.get(letter);
      if (spec === undefined) throw new FlagError(`unknown shorthand flag: '${letter}' in -${letters}`);
      if (letters[1] === '=') return add(spec, letters.slice(2));
      const alone = valueAlone(spec);
      if (alone === undefined) return readShortValue(spec, letters);
      add(spec, alone);
      letters = letters.slice(1);
    }
  }

  function readShortValue(spec: FlagSpec, letters: string): void {
    if (letters.length > 1) return add(spec, letters.slice(1));
    const next = rest.shift();
    if (next === undefined) throw new FlagError(`flag needs an argument: '${letters}' in -${letters}`);
    add(spec, next);
  }

  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') return { flags, args: [...args, ...rest], dashAt: args.length };
    if (word.startsWith('--')) readLong(word);
    else if (word.startsWith('-') && word.length > 1) readShort(word);
    else args.push(word);
  }
  return { flags, args };
}

/** What a flag means when it stands without a value; undefined where it needs one. */
function valueAlone({ type, noOptDefault }: FlagSpec): string | undefined {
  return type === 'bool' ? 'true' : noOptDefault;
}

/** The value of a boolean flag. */
export function readBoolean(text: string): boolean {
  return parseBoolean(text) ?? false;
}

function checkValue(spec: FlagSpec, value: string): void {
  const problem = valueProblem(spec, value);
  if (problem === undefined) return;
  const names = spec.short === undefined ? `--${spec.name}` : `-${spec.short}, --${spec.name}`;
  throw new FlagError(`invalid argument ${goQuote(value)} for ${goQuote(names)} flag: ${problem}`);
}

function valueProblem({ type, problemOf }: FlagSpec, value: string): string | undefined {
  switch (type) {
    case 'bool':
      return parseBoolean(value) !== undefined
        ? undefined
        : `strconv.ParseBool: parsing ${goQuote(value)}: invalid syntax`;
    case 'int':
      return integerProblem(value, 64);
    case 'int32':
      return integerProblem(value, 32);
    case 'duration':
      return durationProblem(value);
    case 'stringSlice': {
      const record = readCsvRecord(value);
      return 'problem' in record ? record.problem : problemOf?.(value);
    }
    default:
      return problemOf?.(value);
  }
}

/** @upstream Go strconv.ParseInt */
function integerProblem(value: string, bits: number): string | undefined {
  const isInteger = /^[-+]?\d+$/.test(value);
  if (isInteger && BigInt.asIntN(bits, BigInt(value)) === BigInt(value)) return undefined;
  return `strconv.ParseInt: parsing ${goQuote(value)}: ${isInteger ? 'value out of range' : 'invalid syntax'}`;
}

/** @upstream Go time.ParseDuration */
function durationProblem(value: string): string | undefined {
  if (parseDuration(value) !== undefined) return undefined;
  return /^[-+]?\d+(\.\d*)?$/.test(value)
    ? `time: missing unit in duration ${goQuote(value)}`
    : `time: invalid duration ${goQuote(value)}`;
}
