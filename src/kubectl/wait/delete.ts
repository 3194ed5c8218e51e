import { isNotFound } from '../../apimachinery/errors';
import type { KubeObject } from '../../apimachinery/meta';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import type { Info } from '../resource/select';
import { isGone } from '../resource/wait-deleted';
import { type Deadline, notMet, timedOut } from './deadline';

/**
 * Waits until an object is gone.
 * @returns the object as it was
 * @throws CommandError when the time is up
 * @upstream kubectl pkg/cmd/wait IsDeleted
 */
export async function waitForDeletion(kubectl: Kubectl, info: Info, { isOnce, signal }: Deadline): Promise<KubeObject> {
  const { client, streams } = kubectl;
  // The words of the client that kubectl asks with: it makes no request when the time is up.
  if (signal.aborted) throw new CommandError('client rate limiter Wait returned an error: context deadline exceeded');
  try {
    const object = await client.get<KubeObject>(info.kind, info.name, info.namespace);
    if (isOnce) throw notMet(info);
    kubectl.commit();
    streams.flush();
    if (await isGone(kubectl, info, signal)) return object;
    throw timedOut(info);
  } catch (error) {
    if (isNotFound(error)) return info.object;
    throw error;
  }
}
