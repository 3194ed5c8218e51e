import { basename } from 'node:path';
import { isPluginName, pluginFiles, pluginSummary, pluginWords } from '../kubectl/plugins';
import type { CliNode } from './commands';
import { userFiles } from './files';
import { userPrograms } from './programs';

/**
 * Runs the plugin that words call, with the words that are left: `kubectl-foo-bar` for `foo bar`, else `kubectl-foo`.
 * @param least how many words a plugin's name must have
 * @returns its exit code; undefined where there is no such plugin
 * @upstream kubectl pkg/cmd HandlePluginCommand
 */
export async function runPlugin(words: readonly string[], least = 1): Promise<number | undefined> {
  const end = words.findIndex((word) => word.startsWith('-'));
  const names = words.slice(0, end < 0 ? words.length : end).map((word) => word.replaceAll('-', '_'));
  const programs = names.length < least ? [] : userPrograms.named('kubectl-');
  for (let count = names.length; count >= least; count--) {
    const wanted = `kubectl-${names.slice(0, count).join('-')}`;
    const found = programs.find((path) => basename(path) === wanted && isPluginName(wanted));
    if (found !== undefined) return await userPrograms.interact([found, ...words.slice(count)]);
  }
  return undefined;
}

/** The first words of all plugins that this program has no command for, as commands. */
export function pluginNodes(commands: readonly CliNode[]): Pick<CliNode, 'name' | 'summary'>[] {
  const known = new Set(commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]));
  return pluginFiles({ files: userFiles, programs: userPrograms })
    .map((file) => pluginWords(file)[0] ?? '')
    .filter((name) => !known.has(name))
    .map((name) => ({ name, summary: pluginSummary(name) }));
}
