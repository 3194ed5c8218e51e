import type { CommandSpec, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import type { Kubectl } from '../../kubectl';
import { HelpError } from './help-error';
import { findEntry, save, withoutEntry } from './save';

export const command: CommandSpec = {
  name: 'config delete-cluster',
  usage: 'NAME',
  examples: ['config delete-cluster minikube'],
  flags: [],
  run,
};

async function run({ args }: Invocation, kubectl: Kubectl): Promise<void> {
  const { path, read } = kubectl.kubeconfig;
  const config = read();
  if (args.length !== 1) throw new HelpError('', command.name, 0);
  const [name = ''] = args;
  if (findEntry(config.clusters, name) === undefined) {
    throw new CommandError(`cannot delete cluster ${name}, not in ${path}`);
  }
  save(kubectl, config, { ...config, clusters: withoutEntry(config.clusters, name) });
  kubectl.streams.out(`deleted cluster ${name} from ${path}\n`);
}
