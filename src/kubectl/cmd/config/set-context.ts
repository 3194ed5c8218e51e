import { goQuote } from '../../../apimachinery/go-value';
import type { CommandSpec, Flags, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import type { Context, Kubeconfig } from '../../kubeconfig';
import type { Kubectl } from '../../kubectl';
import { HelpError } from './help-error';
import { findEntry, save, withEntry } from './save';

export const command: CommandSpec = {
  name: 'config set-context',
  usage: '[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]',
  examples: ['config set-context gce --user=cluster-admin', 'config set-context --current --namespace=web'],
  flags: [
    { name: 'current', type: 'bool', usage: 'Modify the current context' },
    { name: 'cluster', type: 'string', usage: 'cluster for the context entry in kubeconfig' },
    { name: 'user', type: 'string', usage: 'user for the context entry in kubeconfig' },
    { name: 'namespace', type: 'string', usage: 'namespace for the context entry in kubeconfig' },
  ],
  run,
};

/** @upstream kubectl pkg/cmd/config/set_context.go run */
async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  if (args.length > 1) throw new HelpError(`Unexpected args: [${args.join(' ')}]`, command.name);
  const [given = ''] = args;
  const isCurrent = flags.bool('current');
  if (given === '' && !isCurrent) throw new CommandError('you must specify a non-empty context name or --current');
  if (given !== '' && isCurrent) throw new CommandError('you cannot specify both a context name and --current');
  const config = kubectl.kubeconfig.read();
  const name = isCurrent ? currentContext(config) : given;
  const existing = findEntry(config.contexts, name);
  const context = modified(existing?.context ?? { cluster: '', user: '' }, flags);
  save(kubectl, config, { ...config, contexts: withEntry(config.contexts, { name, context }) });
  kubectl.streams.out(`Context ${goQuote(name)} ${existing === undefined ? 'created' : 'modified'}.\n`);
}

function currentContext(config: Kubeconfig): string {
  if (config['current-context'] === '') throw new CommandError('no current context is set');
  return config['current-context'];
}

function modified(context: Context, flags: Flags): Context {
  const typed = (['cluster', 'user', 'namespace'] as const).filter((flag) => flags.has(flag));
  return { ...context, ...Object.fromEntries(typed.map((flag) => [flag, flags.text(flag)])) };
}
