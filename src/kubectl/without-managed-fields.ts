import type { KubeObject } from '../apimachinery/meta';

/** An object without the account of whose its fields are. */
export function withoutManagedFields(object: KubeObject): KubeObject {
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
