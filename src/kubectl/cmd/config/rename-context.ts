import { goQuote } from '../../../apimachinery/go-value';
import type { CommandSpec, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import type { Kubectl } from '../../kubectl';
import { exactly } from './help-error';
import { findEntry, save, withEntry, withoutEntry } from './save';

export const command: CommandSpec = {
  name: 'config rename-context',
  usage: 'CONTEXT_NAME NEW_NAME',
  examples: ['config rename-context old-name new-name'],
  flags: [],
  run,
};

/** @upstream kubectl pkg/cmd/config/rename_context.go RunRenameContext */
async function run({ args }: Invocation, kubectl: Kubectl): Promise<void> {
  const [name = '', newName = ''] = exactly(2, args, command.name);
  if (newName === '') throw new CommandError('You must specify a new non-empty context name');
  const { path, read } = kubectl.kubeconfig;
  const config = read();
  const context = findEntry(config.contexts, name);
  const refusal = `cannot rename the context ${goQuote(name)},`;
  if (context === undefined) throw new CommandError(`${refusal} it's not in ${path}`);
  if (findEntry(config.contexts, newName) !== undefined) {
    throw new CommandError(`${refusal} the context ${goQuote(newName)} already exists in ${path}`);
  }
  const current = config['current-context'];
  save(kubectl, config, {
    ...config,
    contexts: withEntry(withoutEntry(config.contexts, name), { ...context, name: newName }),
    'current-context': current === name ? newName : current,
  });
  kubectl.streams.out(`Context ${goQuote(name)} renamed to ${goQuote(newName)}.\n`);
}
