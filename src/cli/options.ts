import type { CliCommand } from './command';
import { flagsText } from './flags-help';
import { globalFlags } from './global-flags';

/** @upstream kubectl pkg/cmd/options */
export const command: CliCommand = {
  name: 'options',
  usage: '',
  examples: ['options'],
  flags: [],
  async run(_, { streams }) {
    const flags = globalFlags.filter(({ name }) => name !== 'help');
    streams.out(`The following options can be passed to any command:\n\n${flagsText(flags)}\n\n`);
  },
};
