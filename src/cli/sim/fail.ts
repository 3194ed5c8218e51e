import { CommandError } from '../../kubectl/command-error';
import type { CliCommand } from '../command';

const faults = ['unready', 'crash', 'image-pull'] as const;

/** Makes a pod fail; a pod that comes back under the name fails too, until it is healed. */
export const command: CliCommand = {
  name: 'sim fail',
  usage: 'POD [--fault unready|crash|image-pull]',
  examples: ['sim fail web-1', 'sim fail web-0 --fault crash'],
  flags: [
    {
      name: 'fault',
      type: 'string',
      default: 'unready',
      usage:
        'unready: it runs, but is not ready; crash: its containers end with code 1; image-pull: its image cannot be had.',
    },
  ],
  async run({ args, flags }, { namespace, streams }, { cluster }) {
    const [name] = args;
    if (name === undefined || args.length > 1) throw new CommandError('exactly one POD is required');
    const pod = name.replace(/^(pods?|po)\//, '');
    const fault = faults.find((known) => known === flags.text('fault'));
    if (fault === undefined) throw new CommandError(`--fault must be one of ${faults.join(', ')}`);
    await cluster.fail(`${namespace}/${pod}`, fault);
    streams.out(`pod/${pod} fails (${fault})\n`);
  },
};
