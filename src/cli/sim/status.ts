import { statSync } from 'node:fs';
import chalk from 'chalk';
import { humanDuration } from '../../apimachinery/time';
import { isPodReady } from '../../resources/core/pod';
import { kinds } from '../../resources/kinds';
import { faults } from '../../simulator/faults';
import type { CliCommand } from '../command';
import { refuseArguments } from '../refuse-arguments';
import { reportTable } from './report-table';

/** Says what cluster this is, where its state is, and how it fares. */
export const command: CliCommand = {
  name: 'sim status',
  usage: '',
  examples: ['sim status'],
  flags: [],
  async run({ args }, { client, streams }, { cluster, statePath, context }) {
    refuseArguments(args);
    const { profile, clock, store } = cluster;
    store.commit();
    const pods = (await client.list(kinds.pods)).items;
    const ready = pods.filter(isPodReady).length;
    const claims = (await client.list(kinds.persistentvolumeclaims)).items;
    const bound = claims.filter(({ status }) => status.phase === 'Bound').length;
    const failing = Object.entries(faults(store)).map(([pod, fault]) => `${pod} (${fault})`);
    const rows = [
      row('Profile', `${profile.name}, ${profile.nodes.length} ${profile.nodes.length === 1 ? 'node' : 'nodes'}`),
      row('Context', context),
      row('State', `${statePath} (${size(statePath)})`),
      row('Services', `${profile.serviceCidr}, DNS ${profile.dnsIP}`),
      row('Storage class', `${profile.storageClass.name} (${profile.storageClass.provisioner})`),
      row(
        'Pods',
        ready === pods.length
          ? chalk.green(`${ready}/${pods.length} ready`)
          : chalk.yellow(`${ready}/${pods.length} ready`),
      ),
      row('Claims', `${bound}/${claims.length} bound`),
      row(
        'Clock',
        clock.offset() === 0 ? 'the wall clock' : `${humanDuration(clock.offset())} ahead of the wall clock`,
      ),
      row('Faults', failing.length === 0 ? 'none' : chalk.red(failing.join(', '))),
    ];
    streams.out(reportTable(rows));
  },
};

function row(name: string, value: string): string[] {
  return [chalk.bold(name), value];
}

function size(path: string): string {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return `${Math.ceil(bytes / 1024)} KiB`;
}
