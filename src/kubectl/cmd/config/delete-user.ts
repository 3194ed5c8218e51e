import type { CommandSpec, Invocation } from '../../command';
import { CommandError, UsageError } from '../../command-error';
import type { Kubectl } from '../../kubectl';
import { findEntry, save, withoutEntry } from './save';

export const command: CommandSpec = {
  name: 'config delete-user',
  usage: 'NAME',
  examples: ['config delete-user minikube'],
  flags: [],
  run,
};

async function run({ args }: Invocation, kubectl: Kubectl): Promise<void> {
  const { path, read } = kubectl.kubeconfig;
  const config = read();
  if (args.length !== 1) throw new UsageError('user to delete is required', command.name);
  const [name = ''] = args;
  if (findEntry(config.users, name) === undefined) {
    throw new CommandError(`cannot delete user ${name}, not in ${path}`);
  }
  save(kubectl, config, { ...config, users: withoutEntry(config.users, name) });
  kubectl.streams.out(`deleted user ${name} from ${path}\n`);
}
