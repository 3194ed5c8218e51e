import { StatusError } from '../../apimachinery/errors';
import type { KubeObject } from '../../apimachinery/meta';
import type { Client, ListOptions } from '../../client/client';

/** Objects of a core or named group's kind that the server may not hold; none where it does not. */
export async function listOtherKind(
  client: Client,
  group: string,
  kindName: string,
  options: ListOptions,
): Promise<KubeObject[]> {
  const kind = (await client.kinds()).find((candidate) => candidate.group === group && candidate.kind === kindName);
  if (kind === undefined) return [];
  try {
    return (await client.list(kind, options)).items;
  } catch (error) {
    if (error instanceof StatusError && error.reason === 'NotFound') return [];
    throw error;
  }
}
