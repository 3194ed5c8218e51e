import { goQuote } from '../../../apimachinery/go-value';
import type { CommandSpec, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import type { Kubectl } from '../../kubectl';
import { exactly } from './help-error';
import { setProperty } from './property';
import { save } from './save';

export const command: CommandSpec = {
  name: 'config unset',
  usage: 'PROPERTY_NAME',
  examples: ['config unset current-context', 'config unset contexts.foo.namespace'],
  flags: [],
  run,
};

async function run({ args }: Invocation, kubectl: Kubectl): Promise<void> {
  const [name = ''] = exactly(1, args, command.name);
  if (name === '') throw new CommandError('you must specify a property');
  const config = kubectl.kubeconfig.read();
  save(kubectl, config, setProperty(config, name, 'unset'));
  kubectl.streams.out(`Property ${goQuote(name)} unset.\n`);
}
