import { CommandError } from '../command-error';
import type { Resource } from './resource';
import { goIdText, idText, isSameId, type ResourceId } from './resource-id';

/**
 * The resources of a build in the order in which they came; no two may be called the same.
 * @upstream kustomize api/resmap/reswrangler.go
 */
export class ResourceMap {
  constructor(private list: Resource[] = []) {}

  get resources(): readonly Resource[] {
    return this.list;
  }

  /** @throws CommandError where one is called the same */
  append(resource: Resource): void {
    const { id } = resource;
    if (this.list.some((other) => isSameId(other.id, id))) {
      throw new CommandError(`may not add resource with an already registered id: ${idText(id)}`);
    }
    this.list.push(resource);
  }

  appendAll(resources: readonly Resource[]): void {
    for (const resource of resources) this.append(resource);
  }

  /** Takes in a generated resource: as a new one, or into the one that is there, as its behavior says. */
  absorb(resource: Resource): void {
    const { id } = resource;
    const [old, ...others] = this.list.filter((other) => other.wasEver(id));
    if (old === undefined) {
      if (resource.behavior === 'create') return this.append(resource);
      throw new CommandError(`id ${goIdText(id)} does not exist; cannot merge or replace`);
    }
    if (others.length > 0) {
      throw new CommandError(
        `found multiple objects [${[old, ...others].map(({ object }) => JSON.stringify(object)).join(' ')}] that could accept merge of ${idText(id)}`,
      );
    }
    if (resource.behavior === 'create') {
      throw new CommandError(`id ${goIdText(id)} exists; behavior must be merge or replace`);
    }
    resource.takePlaceOf(old);
    if (resource.behavior === 'merge') mergeData(resource, old);
    this.list[this.list.indexOf(old)] = resource;
  }

  /** The one resource that is, or was before, what an id means. @throws CommandError where there is none or several */
  find(id: ResourceId): Resource {
    const [found, ...others] = this.list.filter((resource) => resource.wasEver(id));
    const problem = found === undefined ? 'no' : 'multiple';
    if (found === undefined || others.length > 0) {
      throw new CommandError(
        `${problem} matches for Id ${idText(id)}; failed to find unique target for patch ${idText(id)}`,
      );
    }
    return found;
  }

  /** Leaves out what a patch left nothing of, and sees to it that no two are called the same. */
  settle(): void {
    const resources = this.list.filter((resource) => !resource.isEmpty);
    this.list = [];
    this.appendAll(resources);
  }

  /** Leaves out what patches left nothing of. */
  dropEmpty(): void {
    this.replaceAll(this.list.filter((resource) => !resource.isEmpty));
  }

  /** Puts other resources, or these in another order, in the place of all. */
  replaceAll(resources: readonly Resource[]): void {
    this.list = [...resources];
  }
}

function mergeData(resource: Resource, old: Resource): void {
  for (const field of ['data', 'binaryData']) {
    const merged = { ...dataOf(old, field), ...dataOf(resource, field) };
    if (Object.keys(merged).length === 0) delete resource.object[field];
    else resource.object[field] = merged;
  }
}

function dataOf({ object }: Resource, field: string): object {
  const data = object[field];
  return typeof data === 'object' && data !== null ? data : {};
}
