import type { Kind, KubeObject } from '../apimachinery/meta';

/** A kind in a version that is not the one it is stored in. */
export type VersionedKind = Kind & {
  readonly stored: Kind;
  /** The object as it is stored. */
  readonly toStored: (object: KubeObject) => KubeObject;
  readonly fromStored: (object: KubeObject) => KubeObject;
};

/** Whether a kind is read and written in another version than it is stored in. */
export function isVersionedKind(kind: object): kind is VersionedKind {
  return 'stored' in kind;
}
