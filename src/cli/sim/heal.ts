import { goQuote } from '../../apimachinery/go-value';
import { CommandError } from '../../kubectl/command-error';
import { faults } from '../../simulator/faults';
import type { CliCommand } from '../command';

/** Lets pods recover. */
export const command: CliCommand = {
  name: 'sim heal',
  usage: '(POD | --all)',
  examples: ['sim heal web-1', 'sim heal --all'],
  flags: [{ name: 'all', type: 'bool', usage: 'Heal every pod of the cluster.' }],
  async run({ args, flags }, { namespace, streams }, { cluster }) {
    const named = args.map((name) => `${namespace}/${name.replace(/^(pods?|po)\//, '')}`);
    if (named.length === 0 && !flags.bool('all')) throw new CommandError('exactly one POD is required, or --all');
    const failing = Object.keys(faults(cluster.store));
    for (const key of flags.bool('all') ? failing : named) {
      if (!failing.includes(key)) throw new CommandError(`pod ${goQuote(key)} does not fail`);
      await cluster.fail(key, undefined);
      streams.out(`pod/${key.split('/')[1]} healed\n`);
    }
  },
};
