import type { Kubectl } from './kubectl';

/** A file on the PATH that is named like a plugin: `kubectl-foo`. */
export type PluginFile = { readonly path: string; readonly name: string };

const PREFIX = 'kubectl-';

/** Whether a program's name is a plugin's. The real kubectl may take this program for one; it is none of its own. */
export function isPluginName(name: string): boolean {
  return name.startsWith(PREFIX) && name !== 'kubectl-lite';
}

/**
 * The files on the PATH that are named like plugins, in the PATH's order.
 * @param skipped told of folders that cannot be read
 * @upstream kubectl pkg/cmd/plugin ListPlugins
 */
export function pluginFiles(
  { files, programs }: Pick<Kubectl, 'files' | 'programs'>,
  skipped: (folder: string, reason: string) => void = () => {},
): PluginFile[] {
  const namesIn = (folder: string): readonly string[] => {
    try {
      if (files.kindOf(folder) === 'folder') return files.list(folder);
      skipped(folder, 'no such file or directory');
    } catch {
      skipped(folder, 'permission denied');
    }
    return [];
  };
  return [...new Set(programs.folders())].flatMap((folder) =>
    namesIn(folder)
      .filter(isPluginName)
      .map((name) => ({ name, path: `${folder.replace(/\/+$/, '')}/${name}` }))
      .filter(({ path }) => files.kindOf(path) !== 'folder'),
  );
}

/** The words that call a plugin: `foo-bar` and `baz` for `kubectl-foo_bar-baz`. */
export function pluginWords({ name }: PluginFile): string[] {
  return name
    .slice(PREFIX.length)
    .split('-')
    .map((word) => word.replaceAll('_', '-'));
}

/** What help and completion say of a plugin. */
export function pluginSummary(word: string): string {
  return `The command ${word} is a plugin installed by the user`;
}
