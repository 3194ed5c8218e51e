import { apiVersionOf, type Kind, type KubeObject } from '../apimachinery/meta';
import { isCustomKind } from '../resources/apiextensions/is-custom-kind';
import { isVersionedKind } from '../resources/versioned-kind';

/** An object as a kind's version has it: it is stored in one, and read in any. */
export function inVersion(kind: Kind, object: KubeObject): KubeObject {
  if (isVersionedKind(kind)) return kind.fromStored(object);
  return isCustomKind(kind) ? { ...object, apiVersion: apiVersionOf(kind) } : object;
}
