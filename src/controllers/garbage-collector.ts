import { isNotFound } from '../apimachinery/errors';
import { allows, type Kind, type KubeObject } from '../apimachinery/meta';
import type { Client } from '../client/client';
import { type Controller, type ControllerContext, splitKey } from '../client/controller';

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';

type Dependent = { readonly kind: Kind; readonly object: KubeObject };

/** Takes dependants along when their owners go. Keys are `namespace/uid` of owners. @upstream pkg/controller/garbagecollector */
export const garbageCollector: Controller = {
  name: 'garbage-collector-controller',
  watches: {
    '*': ({ object, added, deleted }) => {
      const isEnding = deleted || object.metadata.deletionTimestamp !== undefined;
      if (object.kind === 'Event' || !(added || isEnding)) return [];
      const owners = (object.metadata.ownerReferences ?? []).map(({ uid }) => uid);
      const uids = isEnding ? [object.metadata.uid ?? '', ...owners] : owners;
      return uids.map((uid) => `${object.metadata.namespace ?? ''}/${uid}`);
    },
  },
  sync,
};

async function sync(key: string, context: ControllerContext): Promise<undefined> {
  const { client } = context;
  const { name: uid } = splitKey(key);
  const everything = await allObjects(client);
  const owner = everything.find(({ object }) => object.metadata.uid === uid);
  const dependents = everything.filter(({ object }) =>
    object.metadata.ownerReferences?.some((reference) => reference.uid === uid),
  );
  if (owner === undefined) {
    const alive = new Set(everything.map(({ object }) => object.metadata.uid));
    for (const dependent of dependents) await deleteUnlessOwned(client, dependent, alive);
    return;
  }
  if (owner.object.metadata.deletionTimestamp === undefined) return;
  if (owner.object.metadata.finalizers?.includes(ORPHAN)) await orphan(client, owner, dependents);
  else if (owner.object.metadata.finalizers?.includes(FOREGROUND)) await deleteInForeground(client, owner, dependents);
}

async function allObjects(client: Client): Promise<Dependent[]> {
  const found: Dependent[] = [];
  for (const kind of await client.kinds()) {
    if (kind.plural === 'events' || !allows(kind, 'delete')) continue;
    const { items } = await client.list(kind);
    for (const object of items) found.push({ kind, object });
  }
  return found;
}

/** An object that another living owner holds only loses the reference to the dead one. */
async function deleteUnlessOwned(
  client: Client,
  { kind, object }: Dependent,
  alive: ReadonlySet<string | undefined>,
): Promise<void> {
  const { name, namespace, ownerReferences = [], uid } = object.metadata;
  const living = ownerReferences.filter((reference) => alive.has(reference.uid));
  if (living.length > 0) {
    await client.update(kind, { ...object, metadata: { ...object.metadata, ownerReferences: living } }, { namespace });
  } else {
    await ignoreNotFound(client.delete(kind, name, { namespace, uid, propagationPolicy: policyOf(object) }));
  }
}

function policyOf({ metadata }: KubeObject): 'Orphan' | 'Foreground' | 'Background' {
  if (metadata.finalizers?.includes(ORPHAN)) return 'Orphan';
  return metadata.finalizers?.includes(FOREGROUND) ? 'Foreground' : 'Background';
}

async function orphan(client: Client, owner: Dependent, dependents: readonly Dependent[]): Promise<void> {
  for (const { kind, object } of dependents) {
    const left = object.metadata.ownerReferences?.filter(({ uid }) => uid !== owner.object.metadata.uid);
    const metadata = { ...object.metadata, ownerReferences: left?.length ? left : undefined };
    await client.update(kind, { ...object, metadata }, { namespace: metadata.namespace });
  }
  await removeFinalizer(client, owner, ORPHAN);
}

async function deleteInForeground(client: Client, owner: Dependent, dependents: readonly Dependent[]): Promise<void> {
  const blocking = dependents.filter(({ object }) =>
    object.metadata.ownerReferences?.some(
      ({ uid, blockOwnerDeletion }) => uid === owner.object.metadata.uid && blockOwnerDeletion,
    ),
  );
  if (blocking.length === 0) return await removeFinalizer(client, owner, FOREGROUND);
  for (const { kind, object } of dependents) {
    if (object.metadata.deletionTimestamp !== undefined) continue;
    const { name, namespace, uid } = object.metadata;
    await ignoreNotFound(client.delete(kind, name, { namespace, uid, propagationPolicy: 'Foreground' }));
  }
}

async function removeFinalizer(client: Client, { kind, object }: Dependent, finalizer: string): Promise<void> {
  const finalizers = object.metadata.finalizers?.filter((name) => name !== finalizer);
  const metadata = { ...object.metadata, finalizers: finalizers?.length ? finalizers : undefined };
  await client.update(kind, { ...object, metadata }, { namespace: metadata.namespace });
}

async function ignoreNotFound(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
