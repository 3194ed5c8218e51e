import type { Flags } from '../command';
import { CommandError } from '../command-error';

/** How a folder that -k names stands among the paths of -f. */
const mark = '-k ';

/**
 * The files that -f names, or the folder that -k names; both are read as manifests.
 * @throws CommandError where flags do not go together
 * @upstream cli-runtime pkg/resource FilenameOptions.validate
 */
export function manifestPaths(flags: Flags): string[] {
  const files = flags.list('filename');
  const folder = flags.text('kustomize');
  if (folder === '') return files;
  const problems: string[] = [];
  if (files.length > 0) problems.push('only one of -f or -k can be specified');
  if (flags.bool('recursive')) problems.push("the -k flag can't be used with -f or -R");
  if (problems[0] !== undefined) throw new CommandError(problems[0]);
  return [`${mark}${folder}`];
}

/** The folder of a path that -k named; undefined for those of -f. */
export function kustomizationFolder(path: string): string | undefined {
  return path.startsWith(mark) ? path.slice(mark.length) : undefined;
}
