import type { EnvVar } from '../../resources/core/pod-types';
import { CommandError } from '../command-error';
import { refuseNoVariable } from '../generate/variable-name';

/**
 * Tells what names resources from what is said of the environment: `KEY=VALUE`, `KEY-`, `-`.
 * @throws CommandError where a resource follows
 * @upstream kubectl pkg/cmd/set/env/env_parse.go SplitEnvironmentFromResources
 */
export function splitEnvironment(args: readonly string[]): { resources: string[]; words: string[] } {
  const isOfEnvironment = (arg: string): boolean => arg.indexOf('=') > 0 || arg.endsWith('-');
  const first = args.findIndex(isOfEnvironment);
  if (first < 0) return { resources: [...args], words: [] };
  const words = args.slice(first);
  if (words.every(isOfEnvironment)) return { resources: args.slice(0, first), words };
  throw new CommandError(`all resources must be specified before environment changes: ${args.join(' ')}`);
}

/** The variables to set, and the names of those that are to go. */
export type EnvironmentChange = { readonly set: readonly EnvVar[]; readonly remove: readonly string[] };

/**
 * Reads what is said of the environment.
 * @param readInput reads the standard input, for `-`
 * @throws CommandError for names that are none, and where a variable is both to be set and to go
 * @upstream kubectl pkg/cmd/set/env/env_parse.go ParseEnv
 */
export async function parseEnvironment(
  words: readonly string[],
  readInput: () => Promise<string>,
): Promise<EnvironmentChange> {
  const set: EnvVar[] = [];
  const remove: string[] = [];
  const named = new Set<string>();
  for (const word of words) {
    const assigned = assignment(word);
    if (word === '-') set.push(...variablesIn(await readInput()));
    else if (assigned !== undefined) {
      refuseNoVariable(assigned.name);
      named.add(assigned.name);
      set.push(assigned);
    } else if (word.endsWith('-')) remove.push(word.slice(0, -1));
    else throw new CommandError(`unknown environment variable: ${word}`);
  }
  if (remove.some((name) => named.has(name))) {
    throw new CommandError('can not both modify and remove the same environment variable in the same command');
  }
  return { set, remove };
}

function assignment(text: string): { name: string; value: string } | undefined {
  const at = text.indexOf('=');
  return at < 0 ? undefined : { name: text.slice(0, at), value: text.slice(at + 1) };
}

/** What stands behind a `#` is a comment; lines without `=` are passed over. */
function variablesIn(text: string): EnvVar[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [content = ''] = line.split('#');
    return assignment(content) ?? [];
  });
}

/**
 * The variables of a container as they are to be: those that are there keep their places.
 * @upstream kubectl pkg/cmd/set/helper.go updateEnv
 */
export function changedEnvironment(existing: readonly EnvVar[], { set, remove }: EnvironmentChange): EnvVar[] {
  const covered = new Set(remove);
  const variables: EnvVar[] = [];
  for (const variable of existing) {
    if (covered.has(variable.name)) continue;
    const newer = set.find(({ name }) => name === variable.name);
    if (newer !== undefined) covered.add(variable.name);
    variables.push(newer ?? variable);
  }
  for (const variable of set) {
    if (covered.has(variable.name)) continue;
    covered.add(variable.name);
    variables.push(variable);
  }
  return variables;
}

/** @throws Error where a variable has another value already. @upstream kubectl pkg/cmd/set validateNoOverwrites */
export function refuseOverwriting(existing: readonly EnvVar[], { set }: EnvironmentChange): void {
  for (const { name, value = '' } of set) {
    const current = existing.find((variable) => variable.name === name);
    if (current === undefined || (current.value ?? '') === value) continue;
    throw new Error(`'${name}' already has a value (${current.value ?? ''}), and --overwrite is false`);
  }
}
