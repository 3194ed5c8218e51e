import type { CommandSpec, Invocation } from '../../command';
import { CommandError, throwAll } from '../../command-error';
import type { Kubeconfig, NamedContext } from '../../kubeconfig';
import type { Kubectl } from '../../kubectl';
import { alignColumns } from '../../printers/table';
import { findEntry } from './save';

export const command: CommandSpec = {
  name: 'config get-contexts',
  usage: '[(-o|--output=)name)]',
  examples: ['config get-contexts', 'config get-contexts my-context'],
  flags: [
    { name: 'no-headers', type: 'bool', usage: "Don't print headers." },
    { name: 'output', short: 'o', type: 'string', usage: 'Output format. One of: (name).' },
  ],
  run,
};

const header = 'CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE';

/** @upstream kubectl pkg/cmd/config/get_contexts.go RunGetContexts */
async function run({ flags, args }: Invocation, { kubeconfig, streams }: Kubectl): Promise<void> {
  const output = flags.text('output');
  if (output !== '' && output !== 'name') {
    throw new CommandError(
      `--output ${output} is not available in kubectl config get-contexts; resetting to default output format`,
    );
  }
  const config = kubeconfig.read();
  const wanted = args.length === 0 ? config.contexts.map(({ name }) => name) : args.toSorted();
  const found = wanted.flatMap((name) => findEntry(config.contexts, name) ?? []);
  const rows = output === 'name' ? found.map(({ name }) => name) : found.map((context) => contextRow(context, config));
  const headers = output === 'name' || flags.bool('no-headers') ? [] : [header];
  streams.out(alignColumns([...headers, ...rows, ''].join('\n')));
  const missing = args.filter((name) => findEntry(config.contexts, name) === undefined);
  throwAll(missing.map((name) => new CommandError(`context ${name} not found`, 1, missing.length === 1)));
}

function contextRow({ name, context }: NamedContext, config: Kubeconfig): string {
  const current = name === config['current-context'] ? '*' : ' ';
  return [current, name, context.cluster, context.user, context.namespace ?? ''].join('\t');
}
