import type { CommandSpec } from '../../command';

export const command: CommandSpec = {
  name: 'config get-clusters',
  usage: '',
  examples: ['config get-clusters'],
  flags: [],
  run: async (_, { kubeconfig, streams }) => {
    streams.out(['NAME', ...kubeconfig.read().clusters.map(({ name }) => name), ''].join('\n'));
  },
};
