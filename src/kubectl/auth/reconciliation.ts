import { deepEqual } from '../../apimachinery/json';
import type { ObjectMeta, StringMap } from '../../apimachinery/meta';
import type { PolicyRule, Subject } from '../../resources/rbac/rules';

/** What has to be done so that an object is as it is expected. */
export type Reconciliation<T> = {
  readonly operation: 'create' | 'update' | 'recreate' | 'none';
  /** As it then is. */
  readonly object: T;
  readonly missingRules?: readonly PolicyRule[];
  readonly extraRules?: readonly PolicyRule[];
  readonly missingSubjects?: readonly Subject[];
  readonly extraSubjects?: readonly Subject[];
  /** Whether the object says that it wants to be left alone. */
  readonly isProtected?: boolean;
};

type Named = { readonly metadata: ObjectMeta };

/** Whether an object says that it is not to be reconciled. @upstream k8s.io/api/rbac/v1 AutoUpdateAnnotationKey */
export function protectedFromUpdates({ metadata }: Named): boolean {
  return metadata.annotations?.['rbac.authorization.kubernetes.io/autoupdate'] === 'false';
}

/** An object's metadata with the labels and annotations that it lacks. */
export function merged({ metadata: expected }: Named, { metadata: existing }: Named) {
  const metadata = {
    ...existing,
    labels: union(expected.labels, existing.labels),
    annotations: union(expected.annotations, existing.annotations),
  };
  const isChanged =
    !deepEqual(metadata.labels, existing.labels) || !deepEqual(metadata.annotations, existing.annotations);
  return { metadata, isChanged };
}

function union(expected: StringMap | undefined, existing: StringMap | undefined): StringMap | undefined {
  return expected === undefined ? existing : { ...expected, ...existing };
}
