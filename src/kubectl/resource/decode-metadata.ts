import { isObject, type Json, type JsonObject, jsonType } from '../../apimachinery/json';

type GoType = 'string' | 'int64' | 'map[string]string' | '[]string' | '[]v1.OwnerReference';

const types: Record<string, GoType> = {
  name: 'string',
  generateName: 'string',
  namespace: 'string',
  uid: 'string',
  resourceVersion: 'string',
  generation: 'int64',
  labels: 'map[string]string',
  annotations: 'map[string]string',
  finalizers: '[]string',
  ownerReferences: '[]v1.OwnerReference',
};

/**
 * What is wrong with the types of an object's metadata, which kubectl reads before it sends anything.
 * @returns the decoder's words, undefined where nothing is wrong
 * @upstream apimachinery pkg/apis/meta/v1/unstructured metadataOnlyObject
 */
export function metadataProblem({ apiVersion, metadata }: JsonObject): string | undefined {
  if (apiVersion !== undefined && apiVersion !== null && typeof apiVersion !== 'string') {
    return mismatch(apiVersion, 'metadataOnlyObject.apiVersion', 'string');
  }
  if (metadata === undefined || metadata === null) return undefined;
  if (!isObject(metadata)) return mismatch(metadata, 'metadataOnlyObject.metadata', 'v1.ObjectMeta');
  for (const [field, value] of Object.entries(metadata)) {
    const problem = fieldProblem(`ObjectMeta.metadata.${field}`, value, types[field]);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function fieldProblem(place: string, value: Json | undefined, type: GoType | undefined): string | undefined {
  if (value === undefined || value === null || type === undefined) return undefined;
  switch (type) {
    case 'string':
      return typeof value === 'string' ? undefined : mismatch(value, place, type);
    case 'int64':
      return Number.isInteger(value) ? undefined : mismatch(value, place, type);
    case 'map[string]string':
      return isObject(value) ? firstNoText(Object.values(value), place) : mismatch(value, place, type);
    case '[]string':
      return Array.isArray(value) ? firstNoText(value, place) : mismatch(value, place, type);
    case '[]v1.OwnerReference':
      return Array.isArray(value) ? undefined : mismatch(value, place, type);
  }
}

function firstNoText(values: readonly (Json | undefined)[], place: string): string | undefined {
  const other = values.find((value) => value !== undefined && value !== null && typeof value !== 'string');
  return other === undefined || other === null ? undefined : mismatch(other, place, 'string');
}

function mismatch(value: Json, place: string, type: string): string {
  return `json: cannot unmarshal ${jsonType(value)} into Go struct field ${place} of type ${type}`;
}
