import { CommandError } from '../command-error';
import { visitField } from './field-spec';
import { replicaFields } from './field-specs';
import { gvkText, isSelected } from './resource-id';
import type { ResourceMap } from './resource-map';

/**
 * Sets how many pods a workload has that is, or was, called so.
 * @throws CommandError where there is none
 * @upstream kustomize api/internal/builtins/ReplicaCountTransformer.go
 */
export function setReplicas({ resources }: ResourceMap, name: string, count: number): void {
  let isFound = false;
  for (const spec of replicaFields) {
    for (const resource of resources) {
      const ids = [...resource.previousIds, resource.id];
      if (!ids.some((id) => id.name === name && isSelected(id, spec))) continue;
      isFound = true;
      visitField(resource, spec, { make: 'scalar', visit: (slot) => slot.set(count) });
    }
  }
  if (isFound) return;
  const kinds = replicaFields.map(gvkText).join(' ');
  throw new CommandError(`resource with name ${name} does not match a config with the following GVK [${kinds}]`);
}
