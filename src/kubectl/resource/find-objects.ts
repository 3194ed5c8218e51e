import type { Flags, Invocation } from '../command';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { nothingNamed, readTargets, requireResources } from './arguments';
import { manifestPaths } from './manifest-paths';
import type { Decoding } from './read-local';
import { type Selected, selectObjects } from './select';

/**
 * The objects that a command is to change, by its words and its flags: those of files as they stand there with
 * --local, all others as the server holds them. What is not found is collected.
 * @throws CommandError where nothing is named, or a type without a name, a selector or --all
 * @upstream cli-runtime pkg/resource/builder.go
 */
export async function findObjects(
  { flags, args }: Pick<Invocation, 'flags' | 'args'>,
  kubectl: Kubectl,
  decoding: Decoding,
): Promise<Selected> {
  const files = manifestPaths(flags);
  const recursive = flags.bool('recursive');
  if (flags.bool('local')) {
    if (args.length > 0) throw localResources();
    if (files.length === 0) throw nothingNamed();
    const { readLocal } = await import('./read-local');
    return await readLocal(kubectl, files, { recursive, decoding });
  }
  requireResources(args, files);
  if (files.length === 0) await refuseUnnamed(flags, args, kubectl);
  return await selectObjects(kubectl, {
    args,
    files,
    recursive,
    labelSelector: flags.text('selector'),
    fieldSelector: flags.text('field-selector'),
    allNamespaces: flags.bool('all-namespaces'),
  });
}

/** @upstream cli-runtime pkg/resource LocalResourceError */
function localResources(): CommandError {
  return new CommandError(
    "you must specify resources by --filename when --local is set.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'",
  );
}

async function refuseUnnamed(flags: Flags, args: readonly string[], { client }: Kubectl): Promise<void> {
  const hasSelector = flags.text('selector') !== '' || flags.text('field-selector') !== '' || flags.bool('all');
  if (hasSelector || readTargets(await client.kinds(), args).every(({ name }) => name !== undefined)) return;
  throw new CommandError('resource(s) were provided, but no name was specified');
}

/** Whether the words or the files can mean one object only. @upstream cli-runtime Result.IntoSingleItemImplied */
export async function meansOne(
  { flags, args }: Pick<Invocation, 'flags' | 'args'>,
  { client, files }: Kubectl,
): Promise<boolean> {
  const paths = manifestPaths(flags);
  if (paths.length > 0) {
    const [path = ''] = paths;
    return paths.length === 1 && !flags.bool('recursive') && path !== '-' && files.kindOf(path) === 'file';
  }
  const targets = readTargets(await client.kinds(), args);
  return targets.length === 1 && targets[0]?.name !== undefined;
}
