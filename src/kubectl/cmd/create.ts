import { matchesSelector, parseSelector } from '../../apimachinery/labels';
import { qualifiedKind } from '../../apimachinery/meta';
import type { CommandSpec, Invocation } from '../command';
import { CommandError, throwAll, UsageError } from '../command-error';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags, selectorFlag, validateFlag } from '../common-flags';
import { dryRunOf, dryRunSuffix, validationOf } from '../dry-run';
import type { Kubectl } from '../kubectl';
import { withLastApplied } from '../last-applied';
import { printerFor } from '../printers/printer';
import { refuseWithRaw, sendRaw } from '../raw-request';
import { type ManifestObject, namespaceOf, readManifests } from '../resource/manifest';
import { manifestPaths } from '../resource/manifest-paths';
import { addSource, placed } from '../resource/source-error';
import { writeOptions } from '../write-options';

export const command: CommandSpec = {
  name: 'create',
  usage: '-f FILENAME',
  examples: ['create -f statefulset.yaml', 'create namespace dev'],
  flags: [
    ...printFlags,
    ...filenameFlags,
    selectorFlag,
    dryRunFlag,
    validateFlag,
    fieldManagerFlag('kubectl-create'),
    { name: 'save-config', type: 'bool', usage: 'Save the configuration in the annotation that apply reads.' },
    { name: 'edit', type: 'bool', usage: 'Edit the API resource before creating.' },
    { name: 'raw', type: 'string', usage: 'Raw URI to POST to the server.' },
    { name: 'windows-line-endings', type: 'bool', usage: 'Only relevant if --edit=true.' },
  ],
  run,
};

async function run({ flags, args }: Invocation, kubectl: Kubectl): Promise<void> {
  const files = manifestPaths(flags);
  if (files.length === 0) {
    if (args.length > 0) throw new UsageError(`Unexpected args: [${args.join(' ')}]`, 'create');
    throw new CommandError('must specify one of -f and -k');
  }
  if (flags.has('raw')) {
    if (flags.bool('edit')) throw new CommandError('--raw and --edit are mutually exclusive');
    refuseWithRaw(flags);
  }
  if (args.length > 0) throw new UsageError(`Unexpected args: [${args.join(' ')}]`, 'create');
  if (flags.has('raw')) return await sendRaw(kubectl, 'POST', flags.text('raw'), files[0] ?? '');
  if (flags.bool('edit')) {
    const { createEdited } = await import('../edit/create-edited');
    return await createEdited(files, flags, kubectl);
  }
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const print = await printerFor(flags, kubectl);
  const unread: unknown[] = [];
  const selector = parseSelector(flags.text('selector'));
  const manifests = (
    await readManifests(kubectl, files, { recursive: flags.bool('recursive'), errors: unread })
  ).filter(({ object }) => matchesSelector(selector, object.metadata.labels));
  const errors: unknown[] = [];
  for (const manifest of manifests) {
    try {
      const created = await createOne(manifest, { flags, args }, kubectl, dryRun);
      const text = `${qualifiedKind(manifest.kind)}/${created.metadata.name} created${dryRunSuffix(dryRun)}\n`;
      kubectl.streams.out(print?.(created, manifest.kind) ?? text);
    } catch (error) {
      errors.push(addSource(error, 'creating', manifest.source));
    }
  }
  if (manifests.length === 0 && unread.length === 0) throw new CommandError('no objects passed to create');
  throwAll([...errors, ...unread]);
}

async function createOne(
  { kind, object }: ManifestObject,
  { flags }: Invocation,
  kubectl: Kubectl,
  dryRun: ReturnType<typeof dryRunOf>,
) {
  const namespace = namespaceOf(kubectl, kind, object);
  const wanted = flags.bool('save-config') ? withLastApplied(placed(object, namespace)) : placed(object, namespace);
  if (dryRun === 'client') return wanted;
  const options = { ...writeOptions(kubectl, flags, dryRun, namespace), fieldValidation: validationOf(flags) };
  return await kubectl.client.create(kind, wanted, options);
}
