import type { KubeObject } from '../../apimachinery/meta';
import { CommandError } from '../command-error';
import { propagationPolicy } from '../delete-flags';
import { waitUntilGone } from '../resource/wait-deleted';
import type { PatchJob } from './patch-job';

/**
 * Deletes an object that cannot be changed so, and makes it anew; where that is refused, the old one comes back.
 * @throws what the server refused
 * @upstream kubectl pkg/cmd/apply/patcher.go deleteAndCreate
 */
export async function replaceByForce({
  kind,
  current,
  modified,
  flags,
  kubectl,
  options,
}: PatchJob): Promise<KubeObject> {
  const { client } = kubectl;
  const { name, namespace, uid } = current.metadata;
  const seconds = flags.int('grace-period');
  await client.delete(kind, name, {
    namespace,
    propagationPolicy: propagationPolicy(flags),
    gracePeriodSeconds: seconds < 0 ? undefined : seconds,
  });
  if (!kubectl.isSettled) await waitUntilGone(kubectl, [{ kind, namespace, name, uid }], flags.duration('timeout'));
  try {
    return await client.create(kind, modified, options);
  } catch (refusal) {
    const { resourceVersion: _, ...metadata } = current.metadata;
    await client.create<KubeObject>(kind, { ...current, metadata }, options).catch((error: unknown) => {
      throw new CommandError(
        `An error occurred force-replacing the existing object with the newly provided one:\n\n${messageOf(refusal)}.\n\nAdditionally, an error occurred attempting to restore the original object:\n\n${messageOf(error)}`,
      );
    });
    throw refusal;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
