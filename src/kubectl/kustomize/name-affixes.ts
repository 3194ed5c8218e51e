import type { Resource } from './resource';
import { isSelected } from './resource-id';
import type { ResourceMap } from './resource-map';

/** Kinds whose names are meant as they stand. @upstream kustomize PrefixTransformer.go prefixFieldSpecsToSkip */
const skipped = [
  { kind: 'CustomResourceDefinition' },
  { kind: 'APIService', group: 'apiregistration.k8s.io' },
  { kind: 'Namespace' },
];

/** Puts a prefix before all names and a suffix behind them. @upstream kustomize PrefixTransformer.go, SuffixTransformer.go */
export function addPrefix(map: ResourceMap, prefix: string): void {
  for (const resource of renamed(map)) {
    resource.addPrefix(prefix);
    rename(resource, `${prefix}${resource.name}`);
  }
}

/** The same behind all names. */
export function addSuffix(map: ResourceMap, suffix: string): void {
  for (const resource of renamed(map)) {
    resource.addSuffix(suffix);
    rename(resource, `${resource.name}${suffix}`);
  }
}

function renamed({ resources }: ResourceMap): Resource[] {
  return resources.filter(({ originalId }) => !skipped.some((gvk) => isSelected(originalId, gvk)));
}

function rename(resource: Resource, name: string): void {
  resource.rememberId();
  resource.name = name;
}
