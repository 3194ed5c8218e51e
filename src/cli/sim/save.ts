import { writeFileSync } from 'node:fs';
import { CommandError } from '../../kubectl/command-error';
import { savedState } from '../../simulator/snapshot';
import type { CliCommand } from '../command';

/** Writes the whole state, so that `sim load` brings the cluster back as it was. */
export const command: CliCommand = {
  name: 'sim save',
  usage: 'FILE',
  examples: ['sim save before.json', 'sim save - | jq .objects'],
  flags: [],
  async run({ args }, { streams }, { cluster }) {
    const [path] = args;
    if (path === undefined || args.length > 1)
      throw new CommandError('exactly one FILE is required; - stands for the standard output');
    const text = `${JSON.stringify(savedState(cluster.store), null, 1)}\n`;
    if (path === '-') return streams.out(text);
    try {
      writeFileSync(path, text);
    } catch (error) {
      throw new CommandError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
    streams.out(`cluster saved to ${path}\n`);
  },
};
