import type { Invocation } from '../command';
import { AggregateCommandError, CommandError, throwAll } from '../command-error';
import type { Kubectl } from '../kubectl';
import { readTargets, type Target } from '../resource/arguments';
import { manifestPaths } from '../resource/manifest-paths';
import { type Info, type Selection, selectObjects } from '../resource/select';

type Named = Pick<Invocation, 'flags' | 'args'>;

/** @throws CommandError where neither words nor files name anything */
export function requireNamed({ flags, args }: Named): void {
  if (args.length > 0 || manifestPaths(flags).length > 0) return;
  throw new CommandError('required resource not specified');
}

/**
 * What a command names, part by part, in the order in which it is visited: what is wrong with one part is told between
 * what is wrong with its neighbours.
 * @throws CommandError where the words make no sense
 * @upstream cli-runtime pkg/resource/builder.go
 */
export async function selectionsOf({ flags, args }: Named, { client }: Kubectl): Promise<Selection[]> {
  const files = manifestPaths(flags);
  const labelSelector = flags.text('selector');
  if (files.length > 0) return [{ args, files, recursive: flags.bool('recursive'), labelSelector }];
  const targets = readTargets(await client.kinds(), args);
  const hasSlash = args.some((arg) => arg.includes('/'));
  const parts = hasSlash ? args.map((arg) => [arg]) : targets.map(wordsOf);
  return parts.map((words) => ({ args: words, labelSelector }));
}

function wordsOf({ kind: { plural, version, group }, name }: Target): string[] {
  const resource = group === '' ? plural : `${plural}.${version}.${group}`;
  return name === undefined ? [resource] : [resource, name];
}

/**
 * Does something with each object, whatever goes wrong with others.
 * @returns how many were found
 * @throws what went wrong, when all is done
 */
export async function visitObjects(
  selections: readonly Selection[],
  kubectl: Kubectl,
  visit: (info: Info) => Promise<void> | void,
): Promise<number> {
  const problems: unknown[] = [];
  let found = 0;
  for (const selection of selections) {
    const { infos, errors } = await selectObjects(kubectl, selection);
    found += infos.length;
    for (const info of infos) {
      try {
        await visit(info);
      } catch (error) {
        problems.push(error);
      }
    }
    problems.push(...errors);
  }
  throwAll(problems);
  return found;
}

/** The objects, and as one what is wrong with others. @upstream cli-runtime pkg/resource Result.Infos */
export async function gatherObjects(
  selections: readonly Selection[],
  kubectl: Kubectl,
): Promise<{ readonly infos: readonly Info[]; readonly errors: readonly unknown[] }> {
  const infos: Info[] = [];
  try {
    await visitObjects(selections, kubectl, (info) => void infos.push(info));
    return { infos, errors: [] };
  } catch (error) {
    return { infos, errors: [error] };
  }
}

/** Tells that a selection has no objects, which is no failure. */
export function tellNothingFound({ streams, namespace }: Kubectl): void {
  streams.err(`No resources found in ${namespace} namespace.\n`);
}

/** @throws all that was collected, as one */
export function throwTogether(errors: readonly unknown[]): void {
  if (errors.length > 0) throw new AggregateCommandError(errors);
}
