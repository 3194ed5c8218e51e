import type { StringMap } from '../apimachinery/meta';
import { CommandError } from './command-error';

/**
 * Tells what names resources from what is to change: `KEY=VALUE` and `KEY-`.
 * @param what how the changes are called: `label`
 * @throws CommandError where a resource follows a change
 * @upstream kubectl pkg/cmd/util GetResourcesAndPairs
 */
export function splitPairs(args: readonly string[], what: string): { resources: string[]; pairs: string[] } {
  const first = args.findIndex(isPair);
  if (first < 0) return { resources: [...args], pairs: [] };
  const pairs = args.slice(first);
  const stray = pairs.find((arg) => !isPair(arg));
  if (stray !== undefined) {
    throw new CommandError(`all resources must be specified before ${what} changes: ${stray}`);
  }
  return { resources: args.slice(0, first), pairs };
}

function isPair(arg: string): boolean {
  return isAssignment(arg) || (arg.endsWith('-') && arg !== '-');
}

function isAssignment(arg: string): boolean {
  return arg.indexOf('=') > 0;
}

/** What is to be set, and the keys that are to go. */
export type Pairs = { readonly set: StringMap; readonly remove: readonly string[] };

/** @throws CommandError for what is neither `KEY=VALUE` nor, where keys may go, `KEY-`. @upstream ParsePairs */
export function parsePairs(pairs: readonly string[], what: string, mayRemove: boolean): Pairs {
  const invalid = pairs.filter((pair) => !isAssignment(pair) && !mayRemove);
  if (invalid.length > 0) throw new CommandError(`invalid ${what} format: ${invalid.join(', ')}`);
  const assigned = pairs.filter(isAssignment).map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  const remove = pairs.filter((pair) => !isAssignment(pair)).map((pair) => pair.slice(0, -1));
  return { set: Object.fromEntries(assigned), remove };
}
