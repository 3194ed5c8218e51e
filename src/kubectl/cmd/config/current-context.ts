import type { CommandSpec } from '../../command';
import { CommandError } from '../../command-error';

export const command: CommandSpec = {
  name: 'config current-context',
  usage: '',
  examples: ['config current-context'],
  flags: [],
  run: async (_, { kubeconfig, streams }) => {
    const current = kubeconfig.read()['current-context'];
    if (current === '') throw new CommandError('current-context is not set');
    streams.out(`${current}\n`);
  },
};
