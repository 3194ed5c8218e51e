import type { Kind, KubeObject } from '../../apimachinery/meta';
import type { WriteOptions } from '../../client/client';
import type { Flags } from '../command';
import type { DryRun } from '../dry-run';
import type { Kubectl } from '../kubectl';

/** What was applied, and how it came out. */
export type Applied = {
  readonly kind: Kind;
  readonly object: KubeObject;
  readonly outcome: 'created' | 'configured' | 'unchanged' | 'serverside-applied';
};

/** An object of a file that the server has already. */
export type PatchJob = {
  readonly kind: Kind;
  readonly current: KubeObject;
  /** The file's object, with itself in the annotation. */
  readonly modified: KubeObject;
  readonly source: string;
  readonly options: WriteOptions;
  readonly flags: Flags;
  readonly kubectl: Kubectl;
  readonly dryRun: DryRun;
};
