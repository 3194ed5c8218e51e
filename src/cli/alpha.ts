import type { CliCommand } from './command';

/** @upstream kubectl pkg/cmd NewCmdAlpha */
export const command: CliCommand = {
  name: 'alpha',
  usage: '',
  flags: [],
  run: async (_, { streams }) => streams.err('No alpha commands are available in this version of kubectl\n'),
};
