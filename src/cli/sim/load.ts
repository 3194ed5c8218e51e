import { goQuote } from '../../apimachinery/go-value';
import { readYamlDocuments } from '../../apimachinery/yaml/read';
import { CommandError } from '../../kubectl/command-error';
import { loadSnapshot, readSnapshot } from '../../simulator/snapshot';
import type { CliCommand } from '../command';

/** Replaces the cluster by what a file holds. */
export const command: CliCommand = {
  name: 'sim load',
  usage: 'FILE [--verbatim]',
  examples: ['sim load before.json', 'sim load dump.json', 'sim load --verbatim list.yaml'],
  flags: [
    {
      name: 'verbatim',
      type: 'bool',
      usage: 'Store the objects as they are: no defaults, no allocation, no controllers.',
    },
  ],
  async run({ args, flags }, { files, streams }, { cluster }) {
    const [path] = args;
    if (path === undefined || args.length > 1)
      throw new CommandError('exactly one FILE is required; - stands for the standard input');
    if (path !== '-' && files.kindOf(path) !== 'file')
      throw new CommandError(`the path ${goQuote(path)} does not exist`);
    const text = path === '-' ? await streams.readInput() : files.read(path);
    const snapshot = readSnapshot(readYamlDocuments(text).documents.map(({ json }) => json));
    cluster.store.refresh();
    try {
      await loadSnapshot(cluster, snapshot, flags.bool('verbatim'));
    } catch (error) {
      cluster.store.abandon();
      throw error;
    }
    cluster.store.commit();
    const count = cluster.store.range('').length;
    streams.out(`${count} objects loaded from ${path}\n`);
  },
};
