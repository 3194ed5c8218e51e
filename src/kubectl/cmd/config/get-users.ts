import type { CommandSpec } from '../../command';

export const command: CommandSpec = {
  name: 'config get-users',
  usage: '',
  examples: ['config get-users'],
  flags: [],
  run: async (_, { kubeconfig, streams }) => {
    streams.out(['NAME', ...kubeconfig.read().users.map(({ name }) => name), ''].join('\n'));
  },
};
