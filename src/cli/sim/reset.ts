import { existsSync, renameSync } from 'node:fs';
import { StateError } from '../../store/store';
import type { CliCommand } from '../command';
import { refuseArguments } from '../refuse-arguments';

/** Starts the cluster anew, as its profile says; a state that cannot be read is kept beside. */
export const command: CliCommand = {
  name: 'sim reset',
  usage: '',
  examples: ['sim reset'],
  flags: [],
  async run({ args }, { streams }, { cluster, statePath }) {
    refuseArguments(args);
    try {
      cluster.store.refresh();
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      const copy = freeName(`${statePath}.broken`);
      renameSync(statePath, copy);
      streams.err(`The state could not be read: it is kept as ${copy}\n`);
      cluster.store.refresh();
    }
    const { name, nodes } = cluster.profile;
    await cluster.create(name, nodes.length);
    cluster.store.commit();
    streams.out(`${name} cluster started anew\n`);
  },
};

function freeName(path: string): string {
  for (let count = 0; ; count++) {
    const name = count === 0 ? path : `${path}.${count}`;
    if (!existsSync(name)) return name;
  }
}
