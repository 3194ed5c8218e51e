import { compareText } from '../../apimachinery/json';
import { apiVersionOf } from '../../apimachinery/meta';
import type { CommandSpec } from '../command';
import { UsageError } from '../command-error';

/** @upstream kubectl pkg/cmd/apiresources/apiversions.go */
export const command: CommandSpec = {
  name: 'api-versions',
  usage: '',
  examples: ['api-versions'],
  flags: [],
  async run({ args }, { client, streams }) {
    if (args.length > 0) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`, command.name);
    const versions = new Set((await client.kinds()).map(apiVersionOf));
    streams.out(
      [...versions]
        .sort(compareText)
        .map((version) => `${version}\n`)
        .join(''),
    );
  },
};
