import type { Kind, KubeObject } from '../../apimachinery/meta';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';

/** An object whose deletion was asked for. */
export type Deleted = {
  readonly kind: Kind;
  readonly namespace?: string;
  readonly name: string;
  /** Undefined: whatever has the name. */
  readonly uid?: string;
};

/**
 * Waits until objects are gone, or others have taken their names.
 * @param timeout milliseconds for all of them; 0 is for ever
 * @throws CommandError when the time is up
 * @upstream kubectl pkg/cmd/wait IsDeleted
 */
export async function waitUntilGone(kubectl: Kubectl, deleted: readonly Deleted[], timeout: number): Promise<void> {
  const { streams } = kubectl;
  const signals = [streams.interrupted, ...(timeout > 0 ? [streams.after(timeout)] : [])];
  const signal = AbortSignal.any(signals);
  for (const object of deleted) {
    if (await isGone(kubectl, object, signal)) continue;
    throw new CommandError(`timed out waiting for the condition on ${object.kind.plural}/${object.name}`);
  }
}

/** Waits until an object is gone, or another has taken its name. @returns whether it came to that before the signal */
export async function isGone({ client }: Kubectl, object: Deleted, signal: AbortSignal): Promise<boolean> {
  const { kind, namespace, name, uid } = object;
  const selection = { namespace, fieldSelector: `metadata.name=${name}` };
  const { items, resourceVersion } = await client.list<KubeObject>(kind, selection);
  const isOther = ({ metadata }: KubeObject): boolean => uid !== undefined && metadata.uid !== uid;
  if (items.every(isOther)) return true;
  for await (const event of client.watch<KubeObject>(kind, { ...selection, resourceVersion, signal })) {
    if (event.type === 'DELETED' || isOther(event.object)) return true;
  }
  return false;
}
