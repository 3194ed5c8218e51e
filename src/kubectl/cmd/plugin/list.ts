import { goQuote } from '../../../apimachinery/go-value';
import type { CommandSpec, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import type { Kubectl } from '../../kubectl';
import { type PluginFile, pluginFiles } from '../../plugins';

export const command: CommandSpec = {
  name: 'plugin list',
  usage: '[flags]',
  examples: ['plugin list', 'plugin list --name-only'],
  flags: [{ name: 'name-only', type: 'bool', usage: 'Print the names of the programs without their folders.' }],
  run,
};

/** @upstream kubectl pkg/cmd/plugin/plugin.go */
async function run({ flags }: Invocation, kubectl: Kubectl): Promise<void> {
  const { streams, programs, commands } = kubectl;
  const plugins = pluginFiles(kubectl, (folder, reason) => {
    const problem = `Unable to read directory ${goQuote(folder)} from your PATH: open ${folder}: ${reason}.`;
    streams.err(`${problem} Skipping...\n`);
  });
  if (plugins.length === 0) throw new CommandError('unable to find any kubectl plugins in your PATH\n');
  streams.out('The following compatible plugins are available:\n\n');
  const executable = new Set(programs.named('kubectl-'));
  const seen = new Map<string, string>();
  let count = 0;
  for (const plugin of plugins) {
    const { path, name } = plugin;
    streams.out(`${flags.bool('name-only') ? name : path}\n`);
    const command = commandNamed(name.split('-').slice(1), commands);
    const warnings = warningsOf(plugin, { isExecutable: executable.has(path), other: seen.get(name), command });
    for (const warning of warnings) streams.err(`  - warning: ${warning}\n`);
    count += warnings.length;
    if (!seen.has(name)) seen.set(name, path);
  }
  if (count === 1) throw new CommandError('one plugin warning was found\n');
  if (count > 1) throw new CommandError(`${count} plugin warnings were found\n`);
}

/** What stands in a plugin's way: a plugin before it, a command of the same name. */
type Obstacles = { readonly isExecutable: boolean; readonly other: string | undefined; readonly command: string };

function warningsOf({ path, name }: PluginFile, { isExecutable, other, command }: Obstacles): string[] {
  return [
    ...(isExecutable ? [] : [`${path} identified as a kubectl plugin, but it is not executable`]),
    ...(other === undefined ? [] : [`${path} is overshadowed by a similarly named plugin: ${other}`]),
    ...(command === '' ? [] : [`${name} overwrites existing command: "kubectl ${command}"`]),
  ];
}

/** The command that words call, as far as they do: `create` of `create foo`. */
function commandNamed([word, ...rest]: readonly string[], commands: Kubectl['commands']): string {
  const node = commands.find(({ name, aliases = [] }) => word !== undefined && [name, ...aliases].includes(word));
  return node === undefined ? '' : `${node.name} ${commandNamed(rest, node.group?.commands ?? [])}`.trim();
}
