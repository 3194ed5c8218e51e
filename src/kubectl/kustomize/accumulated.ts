import type { Variable } from './kustomization';
import type { ResourceMap } from './resource-map';

/** What a kustomization and those below it came to. */
export type Accumulated = { readonly map: ResourceMap; readonly variables: Map<string, Variable> };
