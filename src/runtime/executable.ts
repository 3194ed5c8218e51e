import { FileError } from './files/file-error';
import type { FileSystem } from './files/file-system';
import { defaultPath } from './images/facts';

/** Where a command's program lies; or why it cannot be run. */
export type Executable = { readonly path: string } | { readonly problem: 'missing' | 'denied' | 'folder' };

function lookAt(files: FileSystem, path: string, cwd: string): Executable {
  try {
    const stat = files.stat(path, cwd);
    if (stat.type === 'folder') return { problem: 'folder' };
    return files.may(stat, 1) ? { path: stat.path } : { problem: 'denied' };
  } catch (error) {
    if (error instanceof FileError) return { problem: error.code === 'EACCES' ? 'denied' : 'missing' };
    throw error;
  }
}

/** Finds the program that a command names: a path, or a name that is looked for along the PATH. */
export function findExecutable(
  files: FileSystem,
  command: string,
  { env, cwd }: { readonly env: ReadonlyMap<string, string>; readonly cwd: string },
): Executable {
  if (command.includes('/')) return lookAt(files, command, cwd);
  let problem: 'missing' | 'denied' = 'missing';
  for (const folder of (env.get('PATH') ?? defaultPath).split(':')) {
    const found = lookAt(files, `${folder || '.'}/${command}`, cwd);
    if ('path' in found) return { path: folder === '' ? found.path : `${folder.replace(/\/$/, '')}/${command}` };
    if (found.problem === 'denied') problem = 'denied';
  }
  return { problem };
}
