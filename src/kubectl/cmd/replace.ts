import { isNotFound } from '../../apimachinery/errors';
import { type KubeObject, qualifiedKind } from '../../apimachinery/meta';
import type { WriteOptions } from '../../client/client';
import type { CommandSpec, Flags, Invocation } from '../command';
import { CommandError, throwAll } from '../command-error';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags, validateFlag } from '../common-flags';
import { deleteFlags, propagationPolicy } from '../delete-flags';
import { type DryRun, dryRunOf, dryRunSuffix, validationOf } from '../dry-run';
import type { Kubectl } from '../kubectl';
import { withLastApplied } from '../last-applied';
import { type Printer, printerFor } from '../printers/printer';
import { refuseWithRaw, sendRaw } from '../raw-request';
import { type ManifestObject, namespaceOf, readManifests } from '../resource/manifest';
import { requireFiles } from '../resource/require-files';
import { addSource, placed } from '../resource/source-error';
import { subresourceOf } from '../subresource';
import { writeOptions } from '../write-options';

export const command: CommandSpec = {
  name: 'replace',
  usage: '-f FILENAME',
  examples: ['replace -f web.yaml', 'replace --force -f web.yaml'],
  flags: [
    ...printFlags,
    ...filenameFlags,
    ...deleteFlags,
    dryRunFlag,
    validateFlag,
    fieldManagerFlag('kubectl-replace'),
    { name: 'save-config', type: 'bool', usage: 'Save the configuration in the annotation that apply reads.' },
    { name: 'raw', type: 'string', usage: 'Raw URI to PUT to the server.' },
    { name: 'subresource', type: 'string', usage: 'If specified, replace this subresource of the object.' },
  ],
  run,
};

/** What all objects of a run share. */
type Replacing = {
  readonly flags: Flags;
  readonly kubectl: Kubectl;
  readonly dryRun: DryRun;
  readonly print: Printer | undefined;
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags, args } = invocation;
  const { fieldValidation, ...replacing } = await complete(flags, kubectl);
  const files = requireFiles(flags);
  refuseConflicting(flags, replacing.dryRun);
  if (flags.has('raw')) return await sendRaw(kubectl, 'PUT', flags.text('raw'), files[0] ?? '');
  if (flags.bool('force') && args.length > 0) {
    throw new CommandError('resource/name arguments cannot be provided when a path is specified');
  }
  const unread: unknown[] = [];
  const manifests = await readManifests(kubectl, files, { recursive: flags.bool('recursive'), errors: unread });
  if (flags.bool('force')) {
    const { deleteManifests } = await import('../replace/delete-manifests');
    await deleteManifests(manifests, flags, kubectl, unread);
    if (manifests.length === 0) throw new CommandError('no objects passed to replace');
  }
  const errors: unknown[] = [];
  for (const manifest of manifests) {
    try {
      await replaceOne(manifest, replacing, fieldValidation);
    } catch (error) {
      errors.push(flags.bool('force') ? error : addSource(error, 'replacing', manifest.source));
    }
  }
  throwAll([...errors, ...unread]);
}

async function complete(flags: Flags, kubectl: Kubectl): Promise<Replacing & Pick<WriteOptions, 'fieldValidation'>> {
  const fieldValidation = validationOf(flags);
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  const print = await printerFor(flags, kubectl);
  propagationPolicy(flags);
  return { flags, kubectl, dryRun, print, fieldValidation };
}

/** @upstream kubectl pkg/cmd/replace ReplaceOptions.Validate */
function refuseConflicting(flags: Flags, dryRun: DryRun): void {
  const isForced = flags.bool('force');
  if (flags.int('grace-period') >= 0 && !isForced) throw new CommandError('--grace-period must have --force specified');
  if (flags.duration('timeout') !== 0 && !isForced) throw new CommandError('--timeout must have --force specified');
  if (isForced && dryRun !== 'none') throw new CommandError('--dry-run can not be used when --force is set');
  if (flags.has('raw')) refuseWithRaw(flags);
}

async function replaceOne(
  { kind, object }: ManifestObject,
  { flags, kubectl, dryRun, print }: Replacing,
  fieldValidation: WriteOptions['fieldValidation'],
): Promise<void> {
  const { client, streams } = kubectl;
  const namespace = namespaceOf(kubectl, kind, object);
  const own = placed(object, namespace);
  const wanted = flags.bool('save-config') ? withLastApplied(own) : own;
  const subresource = subresourceOf(flags);
  const options = { ...writeOptions(kubectl, flags, dryRun, namespace), fieldValidation };
  const send = async (): Promise<KubeObject> => {
    if (dryRun === 'client') return wanted;
    if (flags.bool('force')) return await client.create(kind, wanted, options);
    return await client.update(kind, await versioned(wanted), { ...options, subresource });
  };
  const replaced = await send();
  const answer = `${qualifiedKind(kind)}/${replaced.metadata.name} replaced${dryRunSuffix(dryRun)}\n`;
  streams.out(print?.(replaced, kind) ?? answer);

  /** The object with the server's version, where it has none. @upstream cli-runtime pkg/resource Helper.Replace */
  async function versioned(object: KubeObject): Promise<KubeObject> {
    if (object.metadata.resourceVersion) return object;
    try {
      const { metadata } = await client.get<KubeObject>(kind, object.metadata.name, namespace);
      return { ...object, metadata: { ...object.metadata, resourceVersion: metadata.resourceVersion } };
    } catch (error) {
      if (isNotFound(error)) return object;
      throw error;
    }
  }
}
