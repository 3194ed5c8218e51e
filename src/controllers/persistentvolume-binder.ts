import { deepEqual } from '../apimachinery/json';
import { labelSelectorMatches } from '../apimachinery/labels';
import { keyOf, type StringMap } from '../apimachinery/meta';
import { compareQuantities, parseQuantity } from '../apimachinery/quantity';
import { formatTime } from '../apimachinery/time';
import type { Client } from '../client/client';
import { type Controller, type ControllerContext, splitKey } from '../client/controller';
import { find } from '../client/find';
import { type PersistentVolume, names as persistentvolumes } from '../resources/core/persistentvolume';
import { type PersistentVolumeClaim, names as persistentvolumeclaims } from '../resources/core/persistentvolumeclaim';
import { type StorageClass, names as storageclasses } from '../resources/storage/storageclass';

const BOUND = 'pv.kubernetes.io/bind-completed';
const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller';
const PROVISIONERS = ['volume.beta.kubernetes.io/storage-provisioner', 'volume.kubernetes.io/storage-provisioner'];
/** Names the node of a claim's first pod. The scheduler writes it. */
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const VOLUME_KEY = 'volume';

/** Binds claims to volumes, asks for new ones, and releases volumes. @upstream pkg/controller/volume/persistentvolume/pv_controller.go */
export const persistentVolumeBinder: Controller = {
  name: 'persistentvolume-binder',
  watches: {
    persistentvolumeclaims: ({ object }) => [`claim/${keyOf(object)}`, ...volumeKeys(object as PersistentVolumeClaim)],
    persistentvolumes: async ({ object }, client) => {
      const { items } = await client.list(persistentvolumeclaims);
      const pending = items.filter(({ status }) => status.phase !== 'Bound').map((claim) => `claim/${keyOf(claim)}`);
      return [`${VOLUME_KEY}/${object.metadata.name}`, ...pending];
    },
    storageclasses: async (_notice, client) => {
      const { items } = await client.list(persistentvolumeclaims);
      return items.filter(({ status }) => status.phase !== 'Bound').map((claim) => `claim/${keyOf(claim)}`);
    },
  },
  async sync(key, context) {
    const { namespace: kind, name } = splitKey(key);
    if (kind === VOLUME_KEY) await syncVolume(name, context);
    else await syncClaim(name, context);
    return undefined;
  },
};

function volumeKeys({ spec }: PersistentVolumeClaim): string[] {
  return spec.volumeName ? [`${VOLUME_KEY}/${spec.volumeName}`] : [];
}

async function syncClaim(key: string, context: ControllerContext): Promise<void> {
  const { client } = context;
  const { namespace, name } = splitKey(key);
  const claim = await find(client, persistentvolumeclaims, name, namespace);
  if (claim === undefined || claim.metadata.deletionTimestamp !== undefined) return;
  if (claim.status.phase === 'Bound') return await checkVolumeExists(client, claim);
  const volume = await findVolume(client, claim);
  if (volume !== undefined) return await bind(context, claim, volume);
  if (!claim.spec.volumeName) await askForVolume(context, claim);
}

/** A bound claim whose volume is gone is lost. */
async function checkVolumeExists(client: Client, claim: PersistentVolumeClaim): Promise<void> {
  const volume = await find(client, persistentvolumes, claim.spec.volumeName ?? '');
  if (volume !== undefined) return;
  const status = { ...claim.status, phase: 'Lost' as const };
  await client.update(
    persistentvolumeclaims,
    { ...claim, status },
    { namespace: claim.metadata.namespace, subresource: 'status' },
  );
}

/** The smallest free volume that fits. @upstream pkg/volume persistentvolume/index.go findBestMatchForClaim */
async function findVolume(client: Client, claim: PersistentVolumeClaim): Promise<PersistentVolume | undefined> {
  const { items } = await client.list(persistentvolumes);
  const reserved = items.find(({ spec }) => isFor(spec.claimRef, claim));
  if (reserved !== undefined) return reserved;
  const free = items.filter((volume) => fits(volume, claim));
  return free.sort((left, right) => compareQuantities(capacity(left), capacity(right))).at(0);
}

function capacity({ spec }: PersistentVolume) {
  return parseQuantity(spec.capacity?.storage ?? '0');
}

function isFor(reference: PersistentVolume['spec']['claimRef'], { metadata }: PersistentVolumeClaim): boolean {
  if (reference?.name !== metadata.name || reference?.namespace !== metadata.namespace) return false;
  return !reference.uid || reference.uid === metadata.uid;
}

function fits(volume: PersistentVolume, { spec: claim }: PersistentVolumeClaim): boolean {
  const { spec, metadata } = volume;
  return (
    spec.claimRef === undefined &&
    metadata.deletionTimestamp === undefined &&
    (!claim.volumeName || claim.volumeName === metadata.name) &&
    (spec.storageClassName ?? '') === (claim.storageClassName ?? '') &&
    (spec.volumeMode ?? 'Filesystem') === (claim.volumeMode ?? 'Filesystem') &&
    (claim.accessModes ?? []).every((mode) => spec.accessModes?.includes(mode)) &&
    (claim.selector === undefined || labelSelectorMatches(claim.selector, metadata.labels)) &&
    compareQuantities(capacity(volume), parseQuantity(claim.resources?.requests?.storage ?? '0')) >= 0
  );
}

async function bind(
  { client, now }: ControllerContext,
  claim: PersistentVolumeClaim,
  volume: PersistentVolume,
): Promise<void> {
  const { namespace } = claim.metadata;
  await setPhase(client, await reserve(client, claim, volume), 'Bound', now());
  const byController: StringMap = claim.spec.volumeName ? {} : { [BOUND_BY_CONTROLLER]: 'yes' };
  const annotations = { ...claim.metadata.annotations, [BOUND]: 'yes', ...byController };
  const bound = await client.update(
    persistentvolumeclaims,
    {
      ...claim,
      metadata: { ...claim.metadata, annotations },
      spec: { ...claim.spec, volumeName: volume.metadata.name },
    },
    { namespace },
  );
  const status = { phase: 'Bound' as const, accessModes: volume.spec.accessModes, capacity: volume.spec.capacity };
  await client.update(persistentvolumeclaims, { ...bound, status }, { namespace, subresource: 'status' });
}

/** Writes the claim into the volume; people may have named it there before it existed. @upstream GetBindVolumeToClaim */
async function reserve(
  client: Client,
  claim: PersistentVolumeClaim,
  volume: PersistentVolume,
): Promise<PersistentVolume> {
  const { name, namespace, uid, resourceVersion } = claim.metadata;
  if (volume.spec.claimRef?.uid === uid) return volume;
  const claimRef = { kind: 'PersistentVolumeClaim', namespace, name, uid, apiVersion: 'v1', resourceVersion };
  const byController: StringMap = volume.spec.claimRef === undefined ? { [BOUND_BY_CONTROLLER]: 'yes' } : {};
  const annotations = { ...volume.metadata.annotations, ...byController };
  return await client.update(persistentvolumes, {
    ...volume,
    metadata: { ...volume.metadata, annotations: Object.keys(annotations).length > 0 ? annotations : undefined },
    spec: { ...volume.spec, claimRef },
  });
}

async function setPhase(
  client: Client,
  volume: PersistentVolume,
  phase: PersistentVolume['status']['phase'],
  now: number,
): Promise<void> {
  if (volume.status.phase === phase) return;
  const status = { ...volume.status, phase, lastPhaseTransitionTime: formatTime(now) };
  await client.update(persistentvolumes, { ...volume, status }, { subresource: 'status' });
}

async function askForVolume({ client, recorder }: ControllerContext, claim: PersistentVolumeClaim): Promise<void> {
  const record = recorder({ component: 'persistentvolume-controller' });
  const className = claim.spec.storageClassName ?? '';
  const storageClass = className === '' ? undefined : await find(client, storageclasses, className);
  if (storageClass === undefined) {
    const message =
      className === ''
        ? 'no persistent volumes available for this claim and no storage class is set'
        : `storageclass.storage.k8s.io "${className}" not found`;
    const type = className === '' ? 'Normal' : 'Warning';
    const reason = className === '' ? 'FailedBinding' : 'ProvisioningFailed';
    await record(claim, { type, reason, message });
    return;
  }
  if (isWaiting(claim, storageClass)) {
    const message = 'waiting for first consumer to be created before binding';
    return await record(claim, { type: 'Normal', reason: 'WaitForFirstConsumer', message });
  }
  const wanted = Object.fromEntries(PROVISIONERS.map((key) => [key, storageClass.provisioner]));
  const annotations = { ...claim.metadata.annotations, ...wanted };
  if (deepEqual(annotations, claim.metadata.annotations)) return;
  await client.update(
    persistentvolumeclaims,
    { ...claim, metadata: { ...claim.metadata, annotations } },
    { namespace: claim.metadata.namespace },
  );
  const message = `Waiting for a volume to be created either by the external provisioner '${storageClass.provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
  await record(claim, { type: 'Normal', reason: 'ExternalProvisioning', message });
}

function isWaiting({ metadata }: PersistentVolumeClaim, { volumeBindingMode }: StorageClass): boolean {
  return volumeBindingMode === 'WaitForFirstConsumer' && metadata.annotations?.[SELECTED_NODE] === undefined;
}

async function syncVolume(name: string, { client, now }: ControllerContext): Promise<void> {
  const volume = await find(client, persistentvolumes, name);
  if (volume === undefined) return;
  const { claimRef } = volume.spec;
  if (claimRef === undefined) return await setPhase(client, volume, 'Available', now());
  const claim = await find(client, persistentvolumeclaims, claimRef.name ?? '', claimRef.namespace);
  if (!claimRef.uid || claim?.metadata.uid === claimRef.uid) return;
  await setPhase(client, volume, 'Released', now());
  const isGoing = volume.metadata.deletionTimestamp !== undefined;
  if (volume.spec.persistentVolumeReclaimPolicy === 'Delete' && !isGoing) await client.delete(persistentvolumes, name);
}
