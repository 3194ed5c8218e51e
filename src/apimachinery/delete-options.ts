/** What becomes of an object's dependants. @upstream apimachinery meta/v1 DeletionPropagation */
export type PropagationPolicy = 'Background' | 'Foreground' | 'Orphan';

/** How an object is deleted. @upstream apimachinery meta/v1 DeleteOptions */
export type DeleteOptions = {
  readonly namespace?: string;
  readonly dryRun?: boolean;
  readonly propagationPolicy?: PropagationPolicy;
  /** Seconds; 0 deletes at once. */
  readonly gracePeriodSeconds?: number;
  /** Refuse with a conflict unless the object still has this uid. */
  readonly uid?: string;
  /** Refuse with a conflict unless the object still has this version. */
  readonly resourceVersion?: string;
};
