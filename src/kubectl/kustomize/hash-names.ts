import { isObject, type JsonObject } from '../../apimachinery/json';
import { nameHash } from '../generate/name-hash';
import type { Resource } from './resource';
import type { ResourceMap } from './resource-map';

/** Ends the names of generated resources in a hash of what they hold. @upstream kustomize HashTransformer.go */
export async function hashNames({ resources }: ResourceMap): Promise<void> {
  for (const resource of resources.filter(({ needsHash }) => needsHash)) {
    const hash = await nameHash(contentOf(resource));
    resource.rememberId();
    resource.name = `${resource.name}-${hash}`;
  }
}

/** What is hashed: the name is not, although it has a place. @upstream kustomize api/hasher/hasher.go */
function contentOf({ object, kind }: Resource): JsonObject {
  const { data = '', type = '', binaryData, stringData } = object;
  if (kind === 'Secret') return { kind, type, name: '', data, ...(isObject(stringData) ? { stringData } : {}) };
  if (kind === 'ConfigMap') return { kind, name: '', data, ...(isObject(binaryData) ? { binaryData } : {}) };
  return object;
}
