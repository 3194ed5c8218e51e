import { CommandError } from '../../kubectl/command-error';
import type { CliCommand } from '../command';

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Moves the cluster's clock forward: what falls due meanwhile happens. */
export const command: CliCommand = {
  name: 'sim advance',
  usage: 'DURATION',
  examples: ['sim advance 5m', 'sim advance 1h30m'],
  flags: [],
  async run({ args }, { streams }, { cluster }) {
    const [text = ''] = args;
    const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
    const duration = parts.reduce((sum, [, number, unit = 's']) => sum + Number(number) * (units[unit] ?? 0), 0);
    if (args.length !== 1 || duration <= 0 || parts.map(([part]) => part).join('') !== text) {
      throw new CommandError(`a DURATION such as 30s, 5m or 1h30m is required, not ${JSON.stringify(text)}`);
    }
    await cluster.advance(duration);
    streams.out(`the cluster's clock is ${text} further\n`);
  },
};
