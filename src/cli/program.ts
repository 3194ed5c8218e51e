import { Command, Option } from 'commander';
import { readCsvRecord } from '../apimachinery/csv-record';
import { parseDuration } from '../apimachinery/duration';
import type { CommandSpec, FlagSpec, Flags, Invocation } from '../kubectl/command';
import { globalFlags } from './global-flags';
import { normalizeWords, readBoolean } from './normalize';

/** The flags of a command, its own and those that all have. */
export function flagsOf({ flags }: Pick<CommandSpec, 'flags'>): FlagSpec[] {
  const own = new Set(flags.map(({ name }) => name));
  const letters = new Set(flags.map(({ short }) => short));
  const others = globalFlags.filter(({ name }) => !own.has(name));
  return [...flags, ...others.map((flag) => (letters.has(flag.short) ? { ...flag, short: undefined } : flag))];
}

function optionOf({ name, short, type, usage, default: initial }: FlagSpec): Option {
  const value = type === 'bool' ? '' : ` <${type}>`;
  const option = new Option(
    `${short === undefined ? '' : `-${short}, `}--${name}${type === 'bool' ? ' [bool]' : value}`,
    usage,
  );
  // Commander takes --no-headers for the opposite of --headers; kubectl has flags of such names.
  option.negate = false;
  if (type === 'stringArray' || type === 'stringSlice') {
    const fallback = initial === undefined ? [] : [initial];
    option
      .default(fallback)
      .argParser((text: string, before: string[]) => [
        ...(before === fallback ? [] : before),
        ...(type === 'stringSlice' ? fieldsOf(text) : [text]),
      ]);
  } else if (initial !== undefined) option.default(initial);
  return option;
}

function fieldsOf(text: string): string[] {
  const record = readCsvRecord(text);
  return 'fields' in record ? record.fields : [text];
}

/** A command for Commander: its options; help is not Commander's. */
function buildCommand(spec: Pick<CommandSpec, 'name' | 'flags'>): Command {
  const command = new Command(spec.name);
  command.helpOption(false).allowExcessArguments().exitOverride();
  command.argument('[words...]');
  for (const flag of flagsOf(spec)) command.addOption(optionOf(flag));
  return command;
}

/**
 * Reads the words of a command.
 * @throws FlagError in pflag's words
 */
export async function readInvocation(
  spec: Pick<CommandSpec, 'name' | 'flags'>,
  words: readonly string[],
): Promise<Invocation> {
  const { flags, args, dashAt } = normalizeWords(words, flagsOf(spec));
  const command = buildCommand(spec);
  command.parse([...flags, '--', ...args], { from: 'user' });
  return { flags: flagValues(command), args, dashAt };
}

function flagValues(command: Command): Flags {
  const keys = new Map(command.options.map((option) => [option.long?.slice(2), option.attributeName()]));
  const value = (name: string): unknown => command.getOptionValue(keys.get(name) ?? name);
  return {
    text: (name) => String(value(name) ?? ''),
    bool: (name) => readBoolean(String(value(name) ?? 'false')),
    int: (name) => Number(value(name) ?? 0),
    duration: (name) => parseDuration(String(value(name) ?? '')) ?? 0,
    list: (name) => (value(name) as string[] | undefined) ?? [],
    has: (name) => command.getOptionValueSource(keys.get(name) ?? name) === 'cli',
  };
}
