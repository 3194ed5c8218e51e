import { parseDuration } from '../../apimachinery/duration';
import { goQuote } from '../../apimachinery/go-value';
import { CommandError } from '../../kubectl/command-error';
import type { CliCommand } from '../command';

/** Moves the cluster's clock forward: what falls due meanwhile happens. */
export const command: CliCommand = {
  name: 'sim advance',
  usage: 'DURATION',
  examples: ['sim advance 5m', 'sim advance 1h30m'],
  flags: [],
  async run({ args }, { streams }, { cluster }) {
    const [text = ''] = args;
    const duration = parseDuration(text) ?? 0;
    if (args.length !== 1 || duration <= 0) {
      throw new CommandError(`a DURATION such as 30s, 5m or 1h30m is required, not ${goQuote(text)}`);
    }
    await cluster.advance(duration);
    streams.out(`the cluster's clock is ${text} further\n`);
  },
};
