import { notFound } from '../apimachinery/errors';
import { type Kind, type KubeObject, keyPrefix, qualifiedResource } from '../apimachinery/meta';
import type { Random } from '../apimachinery/random';
import { type Store, storeKey } from '../store/store';

/** What the registry needs of the world. */
export type RegistryWorld = { readonly store: Store; readonly random: Random; readonly now: () => number };

/** The key of an object in the store. */
export function objectKey(kind: Kind, namespace: string | undefined, name: string): string {
  return storeKey(qualifiedResource(kind), kind.namespaced ? namespace : undefined, name);
}

/** @throws StatusError NotFound */
export function getObject(
  { store }: RegistryWorld,
  kind: Kind,
  namespace: string | undefined,
  name: string,
): KubeObject {
  const object = store.get(objectKey(kind, namespace, name));
  if (object === undefined) throw notFound(kind, name);
  return object;
}

/** The objects of a kind, by namespace, then by name. */
export function listObjects({ store }: RegistryWorld, kind: Kind, namespace?: string): KubeObject[] {
  return store.range(keyPrefix(kind, namespace));
}
