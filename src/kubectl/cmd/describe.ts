import { isNotFound } from '../../apimachinery/errors';
import type { CommandSpec, Invocation } from '../command';
import { AggregateCommandError, CommandError } from '../command-error';
import { allNamespacesFlag, chunkSizeFlag, filenameFlags, selectorFlag } from '../common-flags';
import { describerFor } from '../describe/describers';
import type { Kubectl } from '../kubectl';
import { readTargets } from '../resource/arguments';
import { manifestPaths } from '../resource/manifest-paths';
import { type Info, type Selected, selectObjects } from '../resource/select';

export const command: CommandSpec = {
  name: 'describe',
  usage: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
  examples: ['describe pod web-0', 'describe service nginx', 'describe statefulset -l app=nginx'],
  flags: [
    ...filenameFlags,
    selectorFlag,
    allNamespacesFlag,
    chunkSizeFlag,
    {
      name: 'show-events',
      type: 'bool',
      default: 'true',
      usage: 'If true, display events related to the described object.',
    },
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  const { client, streams, now } = kubectl;
  if (args.length === 0 && manifestPaths(flags).length === 0) {
    throw new CommandError(
      `You must specify the type of resource to describe. Use "${kubectl.program} api-resources" for a complete list of supported resources.`,
    );
  }
  const { infos, errors, isByPrefix } = await select({ flags, args }, kubectl);
  const context = { client, now: now(), showEvents: flags.bool('show-events') };
  const texts: string[] = [];
  for (const { kind, object } of infos) {
    try {
      texts.push(await describerFor(kind)(object, context));
    } catch (error) {
      errors.push(error);
    }
  }
  streams.out(isByPrefix ? texts.map((text) => `${text}\n`).join('') : texts.join('\n\n'));
  if (infos.length === 0 && errors.length === 0) await printNothingFound({ flags, args }, kubectl);
  if (errors.length > 0) throw new AggregateCommandError([new AggregateCommandError(errors)]);
}

/** What is to be described; `isByPrefix` where a name was the beginning of others. */
type Described = Selected & { readonly isByPrefix?: boolean };

async function select({ flags, args }: Invocation, kubectl: Kubectl): Promise<Described> {
  const selected = await selectObjects(kubectl, {
    args,
    files: manifestPaths(flags),
    recursive: flags.bool('recursive'),
    labelSelector: flags.text('selector'),
    allNamespaces: flags.bool('all-namespaces'),
  });
  const [type = '', prefix] = args;
  const mayBePrefix = args.length === 2 && prefix !== undefined && !type.includes('/') && selected.infos.length === 0;
  if (!mayBePrefix || !selected.errors.every(isNotFound)) return selected;
  const matches = await byPrefix(kubectl, type, prefix);
  return matches.length > 0 ? { infos: matches, errors: [], isByPrefix: true } : selected;
}

/** A name that is not found may be the beginning of several. @upstream kubectl pkg/cmd/describe DescribeMatchingResources */
async function byPrefix(kubectl: Kubectl, type: string, prefix: string): Promise<Info[]> {
  const { infos } = await selectObjects(kubectl, { args: [type] });
  return infos.filter(({ name }) => name.startsWith(prefix));
}

async function printNothingFound({ flags, args }: Pick<Invocation, 'flags' | 'args'>, kubectl: Kubectl): Promise<void> {
  const targets = readTargets(await kubectl.client.kinds(), args);
  const isNamespaced = targets.every(({ kind }) => kind.namespaced) && !flags.bool('all-namespaces');
  kubectl.streams.err(
    isNamespaced ? `No resources found in ${kubectl.namespace} namespace.\n` : 'No resources found\n',
  );
}
