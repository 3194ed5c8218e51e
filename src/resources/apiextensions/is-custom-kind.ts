import type { Kind, KubeObject } from '../../apimachinery/meta';
import type { Column } from '../column';
import type { Strategy } from '../strategy';
import type { DefinitionVersion } from './customresourcedefinition';
import type { JsonSchema } from './json-schema';

/** Where a custom kind says how many its objects are: plain paths such as `.spec.replicas`. */
export type CustomScale = NonNullable<NonNullable<DefinitionVersion['subresources']>['scale']>;

/** A kind that a CustomResourceDefinition defines: it brings with it what other kinds have in this room. */
export type CustomKind = Kind & {
  readonly strategy: Strategy<KubeObject>;
  readonly columns: readonly Column<KubeObject>[];
  readonly schema: JsonSchema;
  /** Paths of the fields of an object that its schema does not have. */
  readonly unknownFields: (object: KubeObject) => string[];
  readonly scale?: CustomScale;
};

/** Whether a kind is a custom one. */
export function isCustomKind(kind: object): kind is CustomKind {
  return 'strategy' in kind;
}
