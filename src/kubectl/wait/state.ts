import { notFound } from '../../apimachinery/errors';
import type { KubeObject } from '../../apimachinery/meta';
import type { Kubectl } from '../kubectl';
import type { Info } from '../resource/select';
import { type Deadline, notMet, timedOut } from './deadline';
import type { IsMet } from './is-met';

/**
 * Waits until something holds of an object.
 * @returns the object of which it holds
 * @throws CommandError when the time is up, StatusError NotFound where there is no such object
 * @upstream kubectl pkg/cmd/wait getObjAndCheckCondition
 */
export async function waitForState(
  kubectl: Kubectl,
  info: Info,
  isMet: IsMet,
  { isOnce, signal }: Deadline,
): Promise<KubeObject> {
  const { kind, namespace, name } = info;
  const { client, streams } = kubectl;
  if (isOnce) {
    const object = await client.get<KubeObject>(kind, name, namespace);
    if (isMet(object)) return object;
    throw notMet(info);
  }
  if (signal.aborted) throw timedOut(info);
  const selection = { namespace, fieldSelector: `metadata.name=${name}` };
  const { items, resourceVersion } = await client.list<KubeObject>(kind, selection);
  const [found] = items;
  if (found === undefined) throw notFound(kind, name);
  if (isMet(found)) return found;
  kubectl.commit();
  streams.flush();
  for await (const { type, object } of client.watch<KubeObject>(kind, { ...selection, resourceVersion, signal })) {
    if (type !== 'DELETED' && isMet(object)) return object;
  }
  throw timedOut(info);
}
