import type { DeleteOptions } from '../../apimachinery/delete-options';
import { isNotFound } from '../../apimachinery/errors';
import { goQuote } from '../../apimachinery/go-value';
import { type Kind, type KubeObject, qualifiedKind } from '../../apimachinery/meta';
import type { CommandSpec, Flags, Invocation } from '../command';
import { CommandError, throwAll } from '../command-error';
import {
  allNamespacesFlag,
  dryRunFlag,
  fieldSelectorFlag,
  filenameFlags,
  outputFlag,
  selectorFlag,
} from '../common-flags';
import { deleteFlags, propagationPolicy } from '../delete-flags';
import { type DryRun, dryRunOf, dryRunSuffix } from '../dry-run';
import type { Kubectl } from '../kubectl';
import { readTargets, requireResources } from '../resource/arguments';
import { namespaceOf, readManifests } from '../resource/manifest';
import { manifestPaths } from '../resource/manifest-paths';
import { selectObjects } from '../resource/select';
import { addSource } from '../resource/source-error';
import { type Deleted, waitUntilGone } from '../resource/wait-deleted';

export const command: CommandSpec = {
  name: 'delete',
  usage: '([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])',
  examples: [
    'delete pod web-0',
    'delete -f web.yaml',
    'delete pods -l app=nginx',
    'delete statefulset web --cascade=orphan',
  ],
  flags: [
    ...filenameFlags,
    selectorFlag,
    fieldSelectorFlag,
    allNamespacesFlag,
    outputFlag,
    dryRunFlag,
    ...deleteFlags.map((flag) => (flag.name === 'wait' ? { ...flag, default: 'true' } : flag)),
    { name: 'all', type: 'bool', usage: 'Delete all resources, in the namespace of the specified resource types.' },
    { name: 'ignore-not-found', type: 'bool', usage: 'Treat "resource not found" as a successful delete.' },
    {
      name: 'now',
      type: 'bool',
      usage: 'If true, resources are signaled for immediate shutdown (same as --grace-period=1).',
    },
    { name: 'interactive', short: 'i', type: 'bool', usage: 'If true, delete resource only when user confirms.' },
    { name: 'raw', type: 'string', usage: 'Raw URI to DELETE to the server.' },
  ],
  run,
};

type Doomed = { readonly kind: Kind; readonly namespace?: string; readonly name: string; readonly source?: string };

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  validate(flags, args);
  const { streams } = kubectl;
  const output = flags.text('output');
  if (output !== '' && output !== 'name') {
    throw new CommandError(`unexpected -o output mode: ${output}. We only support '-o name'`);
  }
  const dryRun = dryRunOf(flags, streams.err);
  const policy = propagationPolicy(flags);
  const isForced = flags.bool('force');
  if (isForced) {
    streams.err(
      'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n',
    );
  }
  const errors: unknown[] = [];
  const unread: unknown[] = [];
  const doomed = await findDoomed({ flags, args }, kubectl, unread);
  const ignoresMissing = flags.bool('ignore-not-found') || flags.bool('all') || flags.text('selector') !== '';
  const deleted: Deleted[] = [];
  await kubectl.together(async () => {
    for (const one of doomed) await tryToDelete(one);
  });
  if (doomed.length === 0 && unread.length === 0) streams.out('No resources found\n');
  throwAll([...errors, ...unread]);
  if (!kubectl.isSettled && flags.bool('wait') && dryRun === 'none') {
    streams.flush();
    await waitUntilGone(kubectl, deleted, flags.duration('timeout'));
  }

  async function tryToDelete(one: Doomed): Promise<void> {
    try {
      const gone = await deleteOne(
        one,
        kubectl,
        { propagationPolicy: policy, gracePeriodSeconds: gracePeriod(flags), dryRun: dryRun === 'server' },
        dryRun,
      );
      deleted.push({ ...one, uid: gone?.metadata.uid });
      streams.out(answer(one, flags, dryRun));
    } catch (error) {
      if (!(isNotFound(error) && ignoresMissing))
        errors.push(one.source === undefined ? error : addSource(error, 'deleting', one.source));
    }
  }
}

function validate(flags: Flags, args: readonly string[]): void {
  if (flags.bool('all') && (flags.text('selector') !== '' || flags.text('field-selector') !== '')) {
    throw new CommandError("setting 'all' parameter but found a non empty selector. ");
  }
  if (flags.bool('force') && flags.int('grace-period') > 0) {
    throw new CommandError('--force and --grace-period greater than 0 cannot be specified together');
  }
  if (flags.bool('now') && flags.int('grace-period') !== -1)
    throw new CommandError('--now and --grace-period cannot be specified together');
  requireResources(args, manifestPaths(flags));
}

function gracePeriod(flags: Flags): number | undefined {
  if (flags.bool('now')) return 1;
  const seconds = flags.int('grace-period');
  if (seconds >= 0) return seconds === 0 && !flags.bool('force') ? 1 : seconds;
  return flags.bool('force') ? 0 : undefined;
}

async function findDoomed({ flags, args }: Invocation, kubectl: Kubectl, errors: unknown[]): Promise<Doomed[]> {
  const files = manifestPaths(flags);
  if (files.length > 0) {
    const manifests = await readManifests(kubectl, files, { recursive: flags.bool('recursive'), errors });
    return manifests.map(({ kind, object, source }) => ({
      kind,
      namespace: namespaceOf(kubectl, kind, object),
      name: object.metadata.name,
      source,
    }));
  }
  const targets = readTargets(await kubectl.client.kinds(), args);
  const hasSelector = flags.bool('all') || flags.text('selector') !== '' || flags.text('field-selector') !== '';
  if (targets.some(({ name }) => name !== undefined)) {
    if (hasSelector) throw new CommandError('name cannot be provided when a selector is specified');
    return targets.map(({ kind, name = '' }) => ({
      kind,
      name,
      namespace: kind.namespaced ? kubectl.namespace : undefined,
    }));
  }
  if (!hasSelector) throw new CommandError('resource(s) were provided, but no name was specified');
  const selected = await selectObjects(kubectl, {
    args,
    labelSelector: flags.text('selector'),
    fieldSelector: flags.text('field-selector'),
    allNamespaces: flags.bool('all-namespaces'),
  });
  errors.push(...selected.errors);
  return selected.infos;
}

async function deleteOne(
  { kind, name, namespace }: Doomed,
  { client }: Kubectl,
  options: DeleteOptions,
  dryRun: DryRun,
): Promise<KubeObject | undefined> {
  return dryRun === 'client' ? undefined : await client.delete(kind, name, { ...options, namespace });
}

function answer({ kind, name }: Doomed, flags: Flags, dryRun: DryRun): string {
  if (flags.text('output') === 'name') return `${qualifiedKind(kind)}/${name}\n`;
  const verb = flags.bool('force') ? 'force deleted' : 'deleted';
  return `${qualifiedKind(kind)} ${goQuote(name)} ${verb}${dryRunSuffix(dryRun)}\n`;
}
