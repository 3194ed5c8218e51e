import type { Pod } from '../../resources/core/pod-types';

/** A pod as it was found, and the cluster's version then. */
export type FoundPod = { readonly pod: Pod; readonly version: number };
