import type { Invocation } from '../command';
import type { Kubectl } from '../kubectl';
import { readTargets } from '../resource/arguments';
import { findObjects } from '../resource/find-objects';
import { manifestPaths } from '../resource/manifest-paths';
import type { Selected } from '../resource/select';

/** What some words of a command name. */
export type Found = Selected & { readonly words: readonly string[] };

/**
 * Finds the objects that a command is about; those that it names are looked for one by one, each when its turn has
 * come.
 * @throws CommandError where nothing is named, or the words make no sense
 */
export async function* findInTurn(
  { flags, args }: Pick<Invocation, 'flags' | 'args'>,
  kubectl: Kubectl,
): AsyncGenerator<Found> {
  const isOfServer = !flags.bool('local') && manifestPaths(flags).length === 0;
  if (isOfServer) readTargets(await kubectl.client.kinds(), args);
  for (const words of isOfServer ? separate(args) : [args]) {
    yield { words, ...(await findObjects({ flags, args: words }, kubectl, 'unstructured')) };
  }
}

/** The words that name each object; types without names stay together. */
function separate(args: readonly string[]): (readonly string[])[] {
  if (args.some((arg) => arg.includes('/'))) return args.map((arg) => [arg]);
  const [types = '', ...names] = args;
  return names.length === 0 ? [args] : types.split(',').flatMap((type) => names.map((name) => [type, name]));
}
