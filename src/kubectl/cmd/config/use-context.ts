import { goQuote } from '../../../apimachinery/go-value';
import type { CommandSpec, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import type { Kubectl } from '../../kubectl';
import { exactly } from './help-error';
import { findEntry, save } from './save';

export const command: CommandSpec = {
  name: 'config use-context',
  usage: 'CONTEXT_NAME',
  examples: ['config use-context minikube'],
  flags: [],
  run,
};

async function run({ args }: Invocation, kubectl: Kubectl): Promise<void> {
  const [name = ''] = exactly(1, args, command.name);
  const config = kubectl.kubeconfig.read();
  if (name === '') throw new CommandError('empty context names are not allowed');
  if (findEntry(config.contexts, name) === undefined) {
    throw new CommandError(`no context exists with the name: ${goQuote(name)}`);
  }
  save(kubectl, config, { ...config, 'current-context': name });
  kubectl.streams.out(`Switched to context ${goQuote(name)}.\n`);
}
