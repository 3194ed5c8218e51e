import { labelSelectorMatches } from '../apimachinery/labels';
import {
  controllerOf,
  controllerReference,
  isControlledBy,
  type Kind,
  type KubeObject,
  type LabelSelector,
} from '../apimachinery/meta';
import type { Client } from '../client/client';

type Claim<T extends KubeObject> = {
  readonly owner: KubeObject;
  readonly selector: LabelSelector;
  /** What else an orphan must be, to be taken in. */
  readonly fits?: (object: T) => boolean;
};

/**
 * The objects of a kind that an owner controls: matching orphans are taken in, its own that match no longer are let go.
 * @upstream pkg/controller/controller_ref_manager.go ClaimPods
 */
export async function claimObjects<T extends KubeObject>(client: Client, kind: Kind<T>, claim: Claim<T>): Promise<T[]> {
  const { owner, selector, fits = () => true } = claim;
  const namespace = owner.metadata.namespace;
  const { items } = await client.list(kind, { namespace });
  const claimed: T[] = [];
  for (const object of items) {
    const matches = labelSelectorMatches(selector, object.metadata.labels) && fits(object);
    if (isControlledBy(object, owner)) {
      if (matches) claimed.push(object);
      else if (owner.metadata.deletionTimestamp === undefined) await release(client, kind, object, owner);
    } else if (matches && mayAdopt(object, owner)) {
      claimed.push(await adopt(client, kind, object, owner));
    }
  }
  return claimed;
}

function mayAdopt(object: KubeObject, owner: KubeObject): boolean {
  const isLasting = object.metadata.deletionTimestamp === undefined && owner.metadata.deletionTimestamp === undefined;
  return isLasting && controllerOf(object) === undefined;
}

async function adopt<T extends KubeObject>(client: Client, kind: Kind<T>, object: T, owner: KubeObject): Promise<T> {
  const ownerReferences = [...(object.metadata.ownerReferences ?? []), controllerReference(owner)];
  return await setOwners(client, kind, object, ownerReferences);
}

async function release<T extends KubeObject>(
  client: Client,
  kind: Kind<T>,
  object: T,
  owner: KubeObject,
): Promise<void> {
  const ownerReferences = object.metadata.ownerReferences?.filter(({ uid }) => uid !== owner.metadata.uid);
  await setOwners(client, kind, object, ownerReferences);
}

async function setOwners<T extends KubeObject>(
  client: Client,
  kind: Kind<T>,
  object: T,
  owners: KubeObject['metadata']['ownerReferences'],
): Promise<T> {
  const ownerReferences = owners?.length ? owners : undefined;
  const changed = { ...object, metadata: { ...object.metadata, ownerReferences } };
  return await client.update(kind, changed, { namespace: object.metadata.namespace });
}
