import { type Kind, keyOf } from '../apimachinery/meta';
import type { Client } from '../client/client';
import { type Controller, splitKey } from '../client/controller';
import { find } from '../client/find';
import { type PersistentVolume, names as persistentvolumes } from '../resources/core/persistentvolume';
import { type PersistentVolumeClaim, names as persistentvolumeclaims } from '../resources/core/persistentvolumeclaim';
import { isPodTerminal, names as pods } from '../resources/core/pod';
import type { Pod } from '../resources/core/pod-types';

const CLAIM_FINALIZER = 'kubernetes.io/pvc-protection';
const VOLUME_FINALIZER = 'kubernetes.io/pv-protection';

/** Lets a claim go once no pod uses it. @upstream pkg/controller/volume/pvcprotection */
export const claimProtectionController: Controller = {
  name: 'pvc-protection-controller',
  watches: {
    persistentvolumeclaims: ({ object }) => [keyOf(object)],
    pods: ({ object }) => claimsOf(object as Pod).map((name) => `${object.metadata.namespace}/${name}`),
  },
  async sync(key, { client }) {
    const { namespace, name } = splitKey(key);
    const claim = await find(client, persistentvolumeclaims, name, namespace);
    if (claim?.metadata.deletionTimestamp === undefined) return undefined;
    const { items } = await client.list(pods, { namespace });
    const isUsed = items.some((pod) => !isPodTerminal(pod) && claimsOf(pod).includes(name));
    if (!isUsed) await letGo(client, persistentvolumeclaims, claim, CLAIM_FINALIZER);
    return undefined;
  },
};

/** Lets a volume go once no claim is bound to it. @upstream pkg/controller/volume/pvprotection */
export const volumeProtectionController: Controller = {
  name: 'pv-protection-controller',
  watches: { persistentvolumes: ({ object }) => [keyOf(object)] },
  async sync(key, { client }) {
    const volume = await find(client, persistentvolumes, key);
    if (volume?.metadata.deletionTimestamp === undefined || volume.status.phase === 'Bound') return undefined;
    await letGo(client, persistentvolumes, volume, VOLUME_FINALIZER);
    return undefined;
  },
};

function claimsOf({ spec }: Pod): string[] {
  return (spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
}

async function letGo<T extends PersistentVolumeClaim | PersistentVolume>(
  client: Client,
  kind: Kind<T>,
  object: T,
  finalizer: string,
): Promise<void> {
  if (!object.metadata.finalizers?.includes(finalizer)) return;
  const finalizers = object.metadata.finalizers.filter((name) => name !== finalizer);
  const metadata = { ...object.metadata, finalizers: finalizers.length > 0 ? finalizers : undefined };
  await client.update(kind, { ...object, metadata }, { namespace: metadata.namespace });
}
