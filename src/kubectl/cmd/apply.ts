import { isNotFound, StatusError } from '../../apimachinery/errors';
import type { JsonObject } from '../../apimachinery/json';
import { matchesSelector, parseSelector } from '../../apimachinery/labels';
import { type Kind, type KubeObject, qualifiedKind } from '../../apimachinery/meta';
import { schemaFor } from '../../apimachinery/patch/merge-keys';
import { createThreeWayJsonMergePatch, createThreeWayStrategicPatch } from '../../apimachinery/patch/three-way';
import type { Patch } from '../../client/client';
import type { CommandSpec, Flags, Invocation } from '../command';
import { CommandError, throwAll, UsageError } from '../command-error';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags, selectorFlag, validateFlag } from '../common-flags';
import { type DryRun, dryRunOf, dryRunSuffix, validationOf } from '../dry-run';
import type { Kubectl } from '../kubectl';
import { lastAppliedOf, withLastApplied } from '../last-applied';
import { type Printer, printerFor } from '../printers/printer';
import { type ManifestObject, namespaceOf, readManifests } from '../resource/manifest';
import { addSource, placed } from '../resource/source-error';
import { writeOptions } from '../write-options';

export const command: CommandSpec = {
  name: 'apply',
  usage: '(-f FILENAME | -k DIRECTORY)',
  examples: ['apply -f service.yaml', 'apply -f manifests/ -R', 'cat web.yaml | kubectl apply -f -'],
  flags: [
    ...printFlags,
    ...filenameFlags,
    selectorFlag,
    dryRunFlag,
    validateFlag,
    fieldManagerFlag('kubectl-client-side-apply'),
    {
      name: 'overwrite',
      type: 'bool',
      default: 'true',
      usage: 'Automatically resolve conflicts between the modified and live configuration.',
    },
    {
      name: 'force',
      type: 'bool',
      usage: 'If true, immediately remove resources from API and bypass graceful deletion.',
    },
    {
      name: 'grace-period',
      type: 'int',
      default: '-1',
      usage: 'Period of time in seconds given to the resource to terminate gracefully.',
    },
    {
      name: 'timeout',
      type: 'duration',
      default: '0s',
      usage: 'The length of time to wait before giving up on a delete.',
    },
    { name: 'wait', type: 'bool', usage: 'If true, wait for resources to be gone before returning.' },
    { name: 'server-side', type: 'bool', usage: 'If true, apply runs in the server instead of the client.' },
    {
      name: 'force-conflicts',
      type: 'bool',
      usage: 'If true, server-side apply will force the changes against conflicts.',
    },
    { name: 'openapi-patch', type: 'bool', default: 'true', usage: 'If true, use openapi to calculate diff.' },
    {
      name: 'cascade',
      type: 'string',
      default: 'background',
      noOptDefault: 'background',
      usage: 'Must be "background", "orphan", or "foreground".',
    },
    { name: 'all', type: 'bool', usage: 'Select all resources in the namespace of the specified resource types.' },
  ],
  run,
};

type Applied = {
  readonly kind: Kind;
  readonly object: KubeObject;
  readonly outcome: 'created' | 'configured' | 'unchanged' | 'serverside-applied';
};

async function run(invocation: Invocation, kubectl: Kubectl): Promise<void> {
  const { flags, args } = invocation;
  const files = flags.list('filename');
  if (flags.has('kustomize') && files.length > 0) throw new CommandError('only one of -f or -k can be specified');
  if (args.length > 0) throw new UsageError(`Unexpected args: [${args.join(' ')}]`, 'apply');
  if (files.length === 0) throw new CommandError('must specify one of -f and -k');
  const dryRun = dryRunOf(flags, kubectl.streams.err);
  refuseConflicting(flags, dryRun);
  const print = await printerFor(flags, kubectl);
  const errors: unknown[] = [];
  const selector = parseSelector(flags.text('selector'));
  const manifests = (await readManifests(kubectl, files, { recursive: flags.bool('recursive'), errors })).filter(
    ({ object }) => matchesSelector(selector, object.metadata.labels),
  );
  if (manifests.length === 0 && errors.length === 0) throw new CommandError('no objects passed to apply');
  const applied: Applied[] = [];
  for (const manifest of manifests) {
    try {
      const result = await applyOne(manifest, flags, kubectl, dryRun);
      applied.push(result);
      if (print === undefined) kubectl.streams.out(answer(result, dryRun));
    } catch (error) {
      errors.push(error);
    }
  }
  if (print !== undefined) printAll(applied, print, flags, kubectl);
  throwAll(errors);
}

/** @upstream kubectl pkg/cmd/apply ApplyOptions.Validate, ApplyFlags.ToOptions */
function refuseConflicting(flags: Flags, dryRun: DryRun): void {
  const isServerSide = flags.bool('server-side');
  if (isServerSide && dryRun === 'client') {
    throw new CommandError("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
  }
  if (flags.bool('force-conflicts') && !isServerSide) {
    throw new CommandError('--force-conflicts only works with --server-side');
  }
  if (flags.bool('force') && isServerSide) throw new CommandError('--force cannot be used with --server-side');
}

function answer({ kind, object, outcome }: Applied, dryRun: DryRun): string {
  return `${qualifiedKind(kind)}/${object.metadata.name} ${outcome}${dryRunSuffix(dryRun)}\n`;
}

function printAll(applied: readonly Applied[], print: Printer, flags: Flags, { streams }: Kubectl): void {
  const [only] = applied;
  if (flags.text('output') === 'name' || applied.length === 1) {
    for (const { kind, object } of applied) streams.out(print(object, kind));
  } else if (only !== undefined) {
    const items = applied.map(({ object }) => object);
    streams.out(print({ kind: 'List', apiVersion: 'v1', metadata: {}, items }, undefined, true));
  }
}

async function applyOne(manifest: ManifestObject, flags: Flags, kubectl: Kubectl, dryRun: DryRun): Promise<Applied> {
  const { kind, source } = manifest;
  const { client } = kubectl;
  const namespace = namespaceOf(kubectl, kind, manifest.object);
  const object = placed(manifest.object, namespace);
  const { name } = object.metadata;
  if (name === '')
    throw new CommandError(
      `${retrievalWords(kind, object)}\nfrom server for: ${JSON.stringify(source)}: resource name may not be empty`,
    );
  const options = { ...writeOptions(kubectl, flags, dryRun, namespace), fieldValidation: validationOf(flags) };
  if (flags.bool('server-side')) {
    const { applyServerSide } = await import('./apply-server-side');
    return { kind, object: await applyServerSide(kind, object, flags, client, options), outcome: 'serverside-applied' };
  }
  const modified = withLastApplied(object);
  let current: KubeObject;
  try {
    current = await client.get<KubeObject>(kind, name, namespace);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    try {
      const created = dryRun === 'client' ? modified : await client.create(kind, modified, options);
      return { kind, object: created, outcome: 'created' };
    } catch (refusal) {
      throw addSource(refusal, 'creating', source);
    }
  }
  return await patchOne({ kind, current, modified, source, flags, kubectl, dryRun });
}

type PatchJob = {
  readonly kind: Kind;
  readonly current: KubeObject;
  readonly modified: KubeObject;
  readonly source: string;
  readonly flags: Flags;
  readonly kubectl: Kubectl;
  readonly dryRun: DryRun;
};

async function patchOne(job: PatchJob): Promise<Applied> {
  const { kind, current, modified, flags, kubectl, dryRun } = job;
  if (dryRun === 'client') return { kind, object: modified, outcome: 'configured' };
  const last = lastAppliedOf(current);
  if (last === undefined) warnMissing(job);
  const patch = threeWayPatch(job, last);
  if (Object.keys(patch.body as JsonObject).length === 0) return { kind, object: current, outcome: 'unchanged' };
  const { name, namespace } = current.metadata;
  const options = { ...writeOptions(kubectl, flags, dryRun, namespace), fieldValidation: validationOf(flags) };
  try {
    const object = await kubectl.client.patch(kind, name, patch, options);
    return { kind, object, outcome: 'configured' };
  } catch (error) {
    throw patchRefusal(job, patch, error);
  }
}

function threeWayPatch({ kind, current, modified, flags }: PatchJob, last: JsonObject | undefined): Patch {
  const schema = schemaFor(modified.apiVersion, kind.kind);
  if (schema === undefined) {
    return { type: 'merge', body: createThreeWayJsonMergePatch(last ?? {}, modified, current) };
  }
  const overwrite = flags.bool('overwrite');
  return {
    type: 'strategic',
    body: createThreeWayStrategicPatch(last ?? {}, modified, current, schema, { overwrite }),
  };
}

function warnMissing({ kind, current, kubectl }: PatchJob): void {
  const what = `${kind.plural}/${current.metadata.name}`;
  kubectl.streams.err(
    `Warning: resource ${what} is missing the kubectl.kubernetes.io/last-applied-configuration annotation which is required by ${kubectl.program} apply. ${kubectl.program} apply should only be used on resources created declaratively by either ${kubectl.program} create --save-config or ${kubectl.program} apply. The missing annotation will be patched automatically.\n`,
  );
}

function retrievalWords(kind: Kind, object: KubeObject): string {
  return `error when retrieving current configuration of:\n${infoText(kind, object)}`;
}

/** @upstream cli-runtime pkg/resource Info.String */
function infoText(kind: Kind, { metadata, apiVersion }: KubeObject): string {
  const group = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
  return [
    `Resource: "${group}, Resource=${kind.plural}", GroupVersionKind: "${group}, Kind=${kind.kind}"`,
    `Name: ${JSON.stringify(metadata.name)}, Namespace: ${JSON.stringify(metadata.namespace ?? '')}`,
  ].join('\n');
}

/** @upstream kubectl pkg/cmd/apply Patcher.patchSimple, applyOneObject */
function patchRefusal({ kind, current, source }: PatchJob, patch: Patch, error: unknown): unknown {
  const refusal = addSource(error, 'patching', source);
  if (!(refusal instanceof StatusError)) return refusal;
  const message = `error when applying patch:\n${JSON.stringify(patch.body)}\nto:\n${infoText(kind, current)}\nfor: ${JSON.stringify(source)}: ${refusal.message}`;
  return new StatusError(refusal.reason, message, refusal.causes);
}
