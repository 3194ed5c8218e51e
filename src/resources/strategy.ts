import type { FieldError } from '../apimachinery/errors';
import type { KubeObject } from '../apimachinery/meta';
import { dns1123SubdomainProblems } from '../apimachinery/names';

/**
 * What the API server decides for one kind; the functions change the object they are given, which is the caller's own.
 * @upstream pkg/registry/<group>/<kind>/strategy.go
 */
export type Strategy<T extends KubeObject> = {
  /** Fills in what the API's version defaults. */
  readonly setDefaults?: (object: T) => void;
  /** Clears what a creator cannot set. */
  readonly prepareForCreate?: (object: T) => void;
  /** Keeps what a writer of the main resource cannot change. */
  readonly prepareForUpdate?: (object: T, old: T) => void;
  readonly validate?: (object: T) => FieldError[];
  /** What is wrong with a new object only. */
  readonly validateCreate?: (object: T) => FieldError[];
  readonly validateUpdate?: (object: T, old: T) => FieldError[];
  /** What is checked in place of `validateUpdate` where a subresource writes a part that others must leave alone. */
  readonly subresources?: Readonly<Record<string, (object: T, old: T) => FieldError[]>>;
  /** What is wrong with a name; RFC 1123 subdomains unless said otherwise. */
  readonly nameProblems?: (name: string) => string[];
  /** Whether status is written through its own subresource only. */
  readonly hasStatus?: boolean;
  /** Whether metadata.generation counts changes of the spec. */
  readonly hasGeneration?: boolean;
  /** Seconds a deleted object stays for its agent to let go; undefined deletes at once. */
  readonly gracePeriodSeconds?: (object: T) => number | undefined;
  /** Fields that lists may be selected by, besides metadata.name and metadata.namespace. */
  readonly selectableFields?: readonly string[];
  /** What happens to dependants when a deleter does not say. */
  readonly defaultPropagation?: 'Background' | 'Orphan';
};

/** The name check of a kind. */
export function nameProblemsOf<T extends KubeObject>(strategy: Strategy<T>): (name: string) => string[] {
  return strategy.nameProblems ?? dns1123SubdomainProblems;
}
