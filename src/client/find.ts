import { isNotFound } from '../apimachinery/errors';
import type { Kind, KubeObject } from '../apimachinery/meta';
import type { Client } from './client';

/** An object, or undefined where there is none. */
export async function find<T extends KubeObject>(
  client: Client,
  kind: Kind<T>,
  name: string,
  namespace?: string,
): Promise<T | undefined> {
  try {
    return await client.get(kind, name, namespace);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
