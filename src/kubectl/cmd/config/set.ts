import { goQuote } from '../../../apimachinery/go-value';
import type { CommandSpec, Invocation } from '../../command';
import { CommandError } from '../../command-error';
import type { Kubectl } from '../../kubectl';
import { exactly } from './help-error';
import { setProperty } from './property';
import { save } from './save';

export const command: CommandSpec = {
  name: 'config set',
  usage: 'PROPERTY_NAME PROPERTY_VALUE',
  examples: [
    'config set clusters.my-cluster.server https://1.2.3.4',
    'config set contexts.my-context.cluster my-cluster',
    'config set users.cluster-admin.client-key-data cert_data_here --set-raw-bytes=true',
  ],
  flags: [
    {
      name: 'set-raw-bytes',
      type: 'bool',
      usage: 'When writing a []byte PROPERTY_VALUE, write the given string directly without base64 decoding.',
    },
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  const [name = '', value = ''] = exactly(2, args, command.name);
  if (value === '') throw new CommandError('you cannot use set to unset a property');
  if (name === '') throw new CommandError('you must specify a property');
  const config = kubectl.kubeconfig.read();
  save(kubectl, config, setProperty(config, name, { value, isRaw: flags.bool('set-raw-bytes') }));
  kubectl.streams.out(`Property ${goQuote(name)} set.\n`);
}
