import type { DeleteOptions } from '../../apimachinery/delete-options';
import { isNotFound } from '../../apimachinery/errors';
import { goQuote } from '../../apimachinery/go-value';
import { qualifiedKind } from '../../apimachinery/meta';
import type { Flags } from '../command';
import { CommandError, throwAll } from '../command-error';
import { propagationPolicy } from '../delete-flags';
import type { Kubectl } from '../kubectl';
import { type ManifestObject, namespaceOf } from '../resource/manifest';
import { addSource } from '../resource/source-error';
import { type Deleted, waitUntilGone } from '../resource/wait-deleted';

/** How long objects may take to go, where --timeout says nothing. */
const PATIENCE = 5 * 60_000;

/**
 * Deletes the objects that files name, so that they can be made anew, and waits until they are gone; those that are
 * not there are passed over.
 * @param unread what was wrong with the files
 * @throws what the server refuses; CommandError when the time is up
 * @upstream kubectl pkg/cmd/replace forceReplace, pkg/cmd/delete DeleteResult
 */
export async function deleteManifests(
  manifests: readonly ManifestObject[],
  flags: Flags,
  kubectl: Kubectl,
  unread: readonly unknown[],
): Promise<void> {
  const { streams } = kubectl;
  const errors: unknown[] = [];
  const deleted: Deleted[] = [];
  for (const manifest of manifests) {
    try {
      deleted.push(await deleteOne(manifest, flags, kubectl));
      const what = qualifiedKind(manifest.kind);
      const { name } = manifest.object.metadata;
      streams.out(flags.text('output') === 'name' ? `${what}/${name}\n` : `${what} ${goQuote(name)} deleted\n`);
    } catch (error) {
      if (!isNotFound(error)) errors.push(addSource(error, 'deleting', manifest.source));
    }
  }
  throwAll([...errors, ...unread]);
  if (manifests.length === 0) streams.out('No resources found\n');
  if (!kubectl.isSettled) await waitForAll(deleted, flags, kubectl);
}

async function deleteOne({ kind, object }: ManifestObject, flags: Flags, kubectl: Kubectl): Promise<Deleted> {
  const namespace = namespaceOf(kubectl, kind, object);
  const { name } = object.metadata;
  const seconds = flags.int('grace-period');
  const options: DeleteOptions = {
    namespace,
    propagationPolicy: propagationPolicy(flags),
    // Deletion at once would lose data: the least grace is a second.
    gracePeriodSeconds: seconds < 0 ? undefined : Math.max(seconds, 1),
  };
  const { metadata } = await kubectl.client.delete(kind, name, options);
  return { kind, namespace, name, uid: metadata.uid };
}

async function waitForAll(deleted: readonly Deleted[], flags: Flags, kubectl: Kubectl): Promise<void> {
  const timeout = flags.duration('timeout');
  kubectl.streams.flush();
  try {
    await waitUntilGone(kubectl, deleted, timeout === 0 ? PATIENCE : timeout);
  } catch (error) {
    const isWaitedFor = flags.bool('wait') || flags.int('grace-period') === 0;
    throw error instanceof CommandError && !isWaitedFor
      ? new CommandError('timed out waiting for the condition')
      : error;
  }
}
