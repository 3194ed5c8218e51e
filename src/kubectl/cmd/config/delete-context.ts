import type { CommandSpec, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import type { Kubectl } from '../../kubectl';
import { HelpError } from './help-error';
import { findEntry, save, withoutEntry } from './save';

export const command: CommandSpec = {
  name: 'config delete-context',
  usage: 'NAME',
  examples: ['config delete-context minikube'],
  flags: [],
  run,
};

async function run({ args }: Invocation, kubectl: Kubectl): Promise<void> {
  const { path, read } = kubectl.kubeconfig;
  const config = read();
  if (args.length !== 1) throw new HelpError('', command.name, 0);
  const [name = ''] = args;
  if (findEntry(config.contexts, name) === undefined) {
    throw new CommandError(`cannot delete context ${name}, not in ${path}`);
  }
  if (config['current-context'] === name) {
    kubectl.streams.err(
      'warning: this removed your active context, use "kubectl config use-context" to select a different one\n',
    );
  }
  save(kubectl, config, { ...config, contexts: withoutEntry(config.contexts, name) });
  kubectl.streams.out(`deleted context ${name} from ${path}\n`);
}
