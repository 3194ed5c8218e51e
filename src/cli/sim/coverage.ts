import { apiVersionOf } from '../../apimachinery/meta';
import { kinds } from '../../resources/kinds';
import { notSimulated } from '../../resources/not-simulated';
import type { CliCommand } from '../command';
import { reportTable } from './report-table';

/** Lists the kinds that the cluster holds, and the fields of each that are kept without having an effect. */
export const command: CliCommand = {
  name: 'sim coverage',
  usage: '',
  examples: ['sim coverage'],
  flags: [],
  async run(_, { streams }) {
    const rows = Object.entries(kinds).map(([plural, kind]) => {
      const fields = notSimulated[plural as keyof typeof notSimulated] ?? [];
      return [kind.kind, apiVersionOf(kind), fields.join('\n') || '-'];
    });
    streams.out(reportTable([['KIND', 'VERSION', 'STORED WITHOUT EFFECT'], ...rows]));
  },
};
