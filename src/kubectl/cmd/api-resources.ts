import { compareText } from '../../apimachinery/json';
import { allVerbs, apiVersionOf, type Kind } from '../../apimachinery/meta';
import type { CommandSpec, Flags, Invocation } from '../command';
import { CommandError, UsageError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { printTable } from '../printers/table';
import { preferredKinds } from '../resource/mapper';

export const command: CommandSpec = {
  name: 'api-resources',
  usage: '',
  examples: ['api-resources', 'api-resources --namespaced=true -o name', 'api-resources --api-group=apps'],
  flags: [
    { name: 'api-group', type: 'string', usage: 'Limit to resources in the specified API group.' },
    {
      name: 'namespaced',
      type: 'bool',
      default: 'true',
      usage:
        'If false, non-namespaced resources will be returned, otherwise returning namespaced resources by default.',
    },
    { name: 'verbs', type: 'stringSlice', usage: 'Limit to resources that support the specified verbs.' },
    { name: 'categories', type: 'stringSlice', usage: 'Limit to resources that belong to the specified categories.' },
    {
      name: 'no-headers',
      type: 'bool',
      usage: "When using the default or custom-column output format, don't print headers.",
    },
    { name: 'output', short: 'o', type: 'string', usage: 'Output format. One of: (wide, name).' },
    {
      name: 'sort-by',
      type: 'string',
      usage: 'If non-empty, sort list of resources using the specified field: name or kind.',
    },
    { name: 'cached', type: 'bool', usage: 'Use the cached list of resources if available.' },
  ],
  run,
};

async function run({ flags, args }: Invocation, { client, streams }: Kubectl): Promise<void> {
  if (args.length > 0) {
    throw new UsageError(`unexpected arguments: [${args.join(' ')}]`, 'api-resources');
  }
  const output = flags.text('output');
  if (output !== '' && output !== 'wide' && output !== 'name')
    throw new CommandError(`--output ${output} is not available`);
  const sortBy = flags.text('sort-by');
  if (sortBy !== '' && sortBy !== 'name' && sortBy !== 'kind') {
    throw new CommandError('--sort-by accepts only name or kind');
  }
  const kinds = preferredKinds(await client.kinds())
    .filter((kind) => isWanted(kind, flags))
    .toSorted((left, right) => order(left, right, sortBy));
  if (output === 'name') {
    streams.out(kinds.map(({ group, plural }) => `${group === '' ? plural : `${plural}.${group}`}\n`).join(''));
    return;
  }
  const wide = output === 'wide';
  const header = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS', 'CATEGORIES'] : [])];
  const rows = kinds.map((kind) => row(kind, wide));
  streams.out(printTable(flags.bool('no-headers') ? rows : [header, ...rows]));
}

function isWanted(kind: Kind, flags: Flags): boolean {
  if (flags.has('api-group') && kind.group !== flags.text('api-group')) return false;
  if (flags.has('namespaced') && kind.namespaced !== flags.bool('namespaced')) return false;
  if (!flags.list('verbs').every((verb) => (kind.verbs ?? allVerbs).includes(verb))) return false;
  return flags.list('categories').every((category) => kind.categories.includes(category));
}

function order(left: Kind, right: Kind, sortBy: string): number {
  if (sortBy === 'name') return compareText(left.plural, right.plural);
  if (sortBy === 'kind') return compareText(left.kind, right.kind);
  return compareText(left.group, right.group) || compareText(left.plural, right.plural);
}

function row(kind: Kind, wide: boolean): string[] {
  const cells = [kind.plural, kind.shortNames.join(','), apiVersionOf(kind), String(kind.namespaced), kind.kind];
  return wide ? [...cells, (kind.verbs ?? allVerbs).join(','), kind.categories.join(',')] : cells;
}
