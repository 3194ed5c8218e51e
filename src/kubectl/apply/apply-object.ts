import { isNotFound } from '../../apimachinery/errors';
import { goQuote } from '../../apimachinery/go-value';
import { isObject, type Json } from '../../apimachinery/json';
import type { Kind, KubeObject } from '../../apimachinery/meta';
import type { WriteOptions } from '../../client/client';
import type { Flags } from '../command';
import { CommandError } from '../command-error';
import { type DryRun, validationOf } from '../dry-run';
import type { Kubectl } from '../kubectl';
import { withLastApplied } from '../last-applied';
import { type ManifestObject, namespaceOf } from '../resource/manifest';
import { addSource, placed } from '../resource/source-error';
import { subresourceOf } from '../subresource';
import { writeOptions } from '../write-options';
import { infoText } from './info-text';
import { patchCurrent } from './patch-current';
import type { Applied } from './patch-job';
import type { Visited } from './prune';

/** What all objects of a run share. */
export type Applying = {
  readonly flags: Flags;
  readonly kubectl: Kubectl;
  readonly dryRun: DryRun;
  readonly visited: Visited;
};

/**
 * Applies one object of a file.
 * @throws StatusError, CommandError with what was being done
 * @upstream kubectl pkg/cmd/apply/apply.go applyOneObject
 */
export async function applyObject(manifest: ManifestObject, applying: Applying): Promise<Applied> {
  const { flags, kubectl, dryRun, visited } = applying;
  const { kind } = manifest;
  const namespace = namespaceOf(kubectl, kind, manifest.object);
  if (namespace !== undefined) visited.namespaces.add(namespace);
  const { generateName, name } = manifest.object.metadata;
  if (name === '' && generateName) throw new CommandError(`from ${generateName}: cannot use generate name with apply`);
  const options = {
    ...writeOptions(kubectl, flags, dryRun, namespace),
    fieldValidation: validationOf(flags),
    subresource: subresourceOf(flags),
  };
  const object = placed(manifest.object, namespace);
  const applied = flags.bool('server-side')
    ? await applyOnServer(kind, object, options, applying)
    : await applyHere({ ...manifest, object }, options, applying);
  visited.add(namespace, applied.object);
  const { deletionTimestamp } = applied.object.metadata;
  if (deletionTimestamp && applied.outcome !== 'created') {
    kubectl.streams.err(`Warning: Detected changes to resource ${name} which is currently being deleted.\n`);
  }
  return applied;
}

async function applyOnServer(
  kind: Kind,
  object: KubeObject,
  options: WriteOptions,
  { flags, kubectl }: Applying,
): Promise<Applied> {
  const { applyServerSide } = await import('../cmd/apply-server-side');
  const applied = await applyServerSide(kind, object, flags, kubectl.client, options);
  return { kind, object: applied, outcome: 'serverside-applied' };
}

async function applyHere(manifest: ManifestObject, options: WriteOptions, applying: Applying): Promise<Applied> {
  const { kind, object, source } = manifest;
  const { client } = applying.kubectl;
  const modified = withLastApplied(object);
  const current = await currentOf(manifest, applying);
  if (current !== undefined) {
    applying.visited.add(options.namespace, current);
    return await patchCurrent({ kind, current, modified, source, options, ...applying });
  }
  try {
    const wanted = withoutNulls(modified) as KubeObject;
    const created = applying.dryRun === 'client' ? wanted : await client.create(kind, wanted, options);
    return { kind, object: created, outcome: 'created' };
  } catch (error) {
    throw addSource(error, 'creating', source);
  }
}

async function currentOf(
  { kind, object, source }: ManifestObject,
  { kubectl }: Applying,
): Promise<KubeObject | undefined> {
  const { name, namespace } = object.metadata;
  const reading = `retrieving current configuration of:\n${infoText(kind, object)}\nfrom server for:`;
  if (name === '') {
    throw new CommandError(`error when ${reading} ${goQuote(source)}: resource name may not be empty`);
  }
  try {
    return await kubectl.client.get<KubeObject>(kind, name, namespace);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw addSource(error, reading, source);
  }
}

/** Fields that are null mean nothing to a patch: nor shall they to what is made. @upstream pruneNullsFromMap */
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return Object.fromEntries(fields.map(([name, field]) => [name, withoutNulls(field as Json)]));
}
