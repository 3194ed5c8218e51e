import { isNotFound } from '../../apimachinery/errors';
import type { Kind, KubeObject } from '../../apimachinery/meta';
import type { Client } from '../../client/client';
import { names as namespaces } from '../../resources/core/namespace';

/**
 * An object by its name; where there is none, a namespace that is missing as well is told instead.
 * @throws StatusError
 * @upstream cli-runtime pkg/resource Info.Get
 */
export async function getObject<T extends KubeObject>(
  client: Client,
  kind: Kind<T>,
  name: string,
  namespace: string | undefined,
  subresource?: string,
): Promise<T> {
  try {
    return await client.get(kind, name, namespace, subresource);
  } catch (error) {
    if (isNotFound(error) && namespace !== undefined && namespace !== 'default')
      await requireNamespace(client, namespace);
    throw error;
  }
}

async function requireNamespace(client: Client, name: string): Promise<void> {
  try {
    await client.get(namespaces, name);
  } catch (error) {
    if (isNotFound(error)) throw error;
  }
}
