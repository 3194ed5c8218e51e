import { notFound } from '../../apimachinery/errors';
import { names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';

/**
 * Waits until something holds of a pod.
 * @param timeout milliseconds; 0 is for ever
 * @throws CommandError when the time is up, StatusError NotFound where the pod goes away
 * @upstream client-go tools/watch UntilWithSync
 */
export async function waitForPod(
  { client, streams }: Kubectl,
  { metadata }: Pod,
  isDone: (pod: Pod) => boolean,
  timeout: number,
): Promise<Pod> {
  const { name, namespace } = metadata;
  const signal = AbortSignal.any([streams.interrupted, ...(timeout > 0 ? [streams.after(timeout)] : [])]);
  const selection = { namespace, fieldSelector: `metadata.name=${name}` };
  const { items, resourceVersion } = await client.list(pods, selection);
  const [found] = items;
  if (found === undefined) throw notFound(pods, name);
  if (isDone(found)) return found;
  for await (const { type, object } of client.watch(pods, { ...selection, resourceVersion, signal })) {
    if (type === 'DELETED') throw notFound(pods, name);
    if (isDone(object)) return object;
  }
  throw new CommandError('timed out waiting for the condition');
}
