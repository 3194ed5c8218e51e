import type { Flags } from '../command';
import { CommandError } from '../command-error';
import { manifestPaths } from './manifest-paths';

/** The files that -f or -k names, where a command needs some. @upstream cli-runtime pkg/resource RequireFilenameOrKustomize */
export function requireFiles(flags: Flags): string[] {
  const files = manifestPaths(flags);
  if (files.length === 0) throw new CommandError('must specify one of -f and -k');
  return files;
}
