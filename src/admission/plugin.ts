import type { Kind, KubeObject } from '../apimachinery/meta';
import type { Random } from '../apimachinery/random';

/** What a plugin may look at. */
export type AdmissionContext = {
  readonly kind: Kind;
  readonly operation: 'CREATE' | 'UPDATE';
  readonly random: Random;
  readonly get: (kind: Kind, namespace: string | undefined, name: string) => KubeObject | undefined;
  readonly list: (kind: Kind, namespace?: string) => KubeObject[];
};

/** Changes or refuses an object before it is validated. @throws StatusError */
export type AdmissionPlugin = (object: KubeObject, context: AdmissionContext) => void;
