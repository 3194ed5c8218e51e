import { isNotFound } from '../../../apimachinery/errors';
import { canonicalJson } from '../../../apimachinery/hash';
import { type KubeObject, qualifiedKind } from '../../../apimachinery/meta';
import { infoText } from '../../apply/info-text';
import type { CommandSpec, Invocation } from '../../command';
import { CommandError, throwAll } from '../../command-error';
import { dryRunFlag, filenameFlags, printFlags } from '../../common-flags';
import { dryRunOf, dryRunSuffix } from '../../dry-run';
import type { Kubectl } from '../../kubectl';
import { lastAppliedOf, lastAppliedPatch } from '../../last-applied';
import { printerFor } from '../../printers/printer';
import { type ManifestObject, namespaceOf, readManifests } from '../../resource/manifest';
import { addSource, placed } from '../../resource/source-error';

export const command: CommandSpec = {
  name: 'apply set-last-applied',
  usage: '-f FILENAME',
  examples: ['apply set-last-applied -f deploy.yaml', 'apply set-last-applied -f deploy.yaml --create-annotation=true'],
  flags: [
    ...printFlags,
    ...filenameFlags.filter(({ name }) => name === 'filename'),
    dryRunFlag,
    {
      name: 'create-annotation',
      type: 'bool',
      usage: "Will create 'last-applied-configuration' annotations if current objects doesn't have one",
    },
  ],
  run,
};

type Change = { readonly manifest: ManifestObject; readonly object: KubeObject; readonly current: KubeObject };

/** @upstream kubectl pkg/cmd/apply/apply_set_last_applied.go */
async function run({ flags }: Invocation, kubectl: Kubectl): Promise<void> {
  const { client, streams } = kubectl;
  const dryRun = dryRunOf(flags, streams.err);
  const print = await printerFor(flags, kubectl);
  const changes = await findChanges(flags.list('filename'), flags.bool('create-annotation'), kubectl);
  for (const { manifest, object, current } of changes) {
    const { kind } = manifest;
    const patch = { type: 'merge', body: lastAppliedPatch(object) } as const;
    const patched =
      dryRun === 'client'
        ? current
        : await client.patch<KubeObject>(kind, object.metadata.name, patch, {
            namespace: object.metadata.namespace,
            dryRun: dryRun === 'server',
          });
    const answer = `${qualifiedKind(kind)}/${patched.metadata.name} configured${dryRunSuffix(dryRun)}\n`;
    streams.out(print?.(patched, kind) ?? answer);
  }
}

/** The objects whose configuration is another one than their file's. @throws what keeps the first of them from being read */
async function findChanges(files: readonly string[], createsAnnotation: boolean, kubectl: Kubectl): Promise<Change[]> {
  const unread: unknown[] = [];
  const manifests = await readManifests(kubectl, files, { recursive: false, errors: unread });
  const changes: Change[] = [];
  for (const manifest of manifests) {
    const object = placed(manifest.object, namespaceOf(kubectl, manifest.kind, manifest.object));
    const current = await currentOf(manifest, object, kubectl);
    const applied = lastAppliedOf(current);
    const { name } = object.metadata;
    if (applied === undefined && !createsAnnotation) {
      throw new CommandError(
        `no last-applied-configuration annotation found on resource: ${name}, to create the annotation, run the command with --create-annotation`,
      );
    }
    if (canonicalJson(applied) !== canonicalJson(object)) changes.push({ manifest, object, current });
    else kubectl.streams.out(`set-last-applied ${name}: no changes required.\n`);
  }
  throwAll(unread);
  return changes;
}

async function currentOf({ kind, source }: ManifestObject, object: KubeObject, { client }: Kubectl) {
  try {
    return await client.get<KubeObject>(kind, object.metadata.name, object.metadata.namespace);
  } catch (error) {
    if (isNotFound(error)) throw error;
    throw addSource(error, `retrieving current configuration of:\n${infoText(kind, object)}\nfrom server for:`, source);
  }
}
