import { clone, deepEqual } from '../../apimachinery/json';
import { controllerReference, type OwnerReference } from '../../apimachinery/meta';
import type { Client } from '../../client/client';
import { find } from '../../client/find';
import type { EventRecorder } from '../../client/recorder';
import type { StatefulSet } from '../../resources/apps/statefulset';
import {
  type PersistentVolumeClaim,
  names as persistentvolumeclaims,
} from '../../resources/core/persistentvolumeclaim';
import type { Pod } from '../../resources/core/pod-types';
import { claimsFor } from './identity';

function existing(client: Client, { metadata }: PersistentVolumeClaim): Promise<PersistentVolumeClaim | undefined> {
  return find(client, persistentvolumeclaims, metadata.name, metadata.namespace);
}

/** Makes the claims that a pod will mount and that do not exist yet. @upstream stateful_pod_control.go createPersistentVolumeClaims */
export async function createClaims(
  client: Client,
  record: EventRecorder,
  set: StatefulSet,
  ordinal: number,
): Promise<void> {
  for (const claim of claimsFor(set, ordinal)) {
    if ((await existing(client, claim)) !== undefined) continue;
    claim.metadata.ownerReferences = wantedOwners(set, undefined, []);
    await client.create(persistentvolumeclaims, claim, { namespace: set.metadata.namespace });
    await record(set, {
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: `create Claim ${claim.metadata.name} Pod ${set.metadata.name}-${ordinal} in StatefulSet ${set.metadata.name} success`,
    });
  }
}

/** Whether a claim still waits to be taken away with an earlier pod: no new pod may use it. @upstream PodClaimIsStale */
export async function hasStaleClaim(client: Client, set: StatefulSet, ordinal: number): Promise<boolean> {
  for (const claim of claimsFor(set, ordinal)) {
    if ((await existing(client, claim))?.metadata.deletionTimestamp !== undefined) return true;
  }
  return false;
}

/**
 * Hands claims to whoever is to take them along when it goes, as the retention policy says.
 * @param condemned the pod that scaling takes away, when it is that
 * @upstream stateful_set_utils.go updateClaimOwnerRefForSetAndPod
 */
export async function applyRetentionPolicy(
  client: Client,
  set: StatefulSet,
  ordinal: number,
  condemned?: Pod,
): Promise<void> {
  for (const template of claimsFor(set, ordinal)) {
    const claim = await existing(client, template);
    if (claim === undefined || claim.metadata.deletionTimestamp !== undefined) continue;
    if (hasStaleOwner(claim, set, ordinal, condemned)) continue;
    const owners = wantedOwners(set, condemned, claim.metadata.ownerReferences ?? []);
    if (deepEqual(owners, claim.metadata.ownerReferences)) continue;
    const changed = clone(claim);
    changed.metadata.ownerReferences = owners;
    await client.update(persistentvolumeclaims, changed, { namespace: claim.metadata.namespace });
  }
}

function wantedOwners(
  set: StatefulSet,
  condemned: Pod | undefined,
  owners: readonly OwnerReference[],
): OwnerReference[] | undefined {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  const goesWithPod = whenScaled === 'Delete' && condemned !== undefined;
  const goesWithSet = whenDeleted === 'Delete' && !goesWithPod;
  const others = owners.filter(({ kind, name }) => !isOwnKind(set, kind, name));
  const wanted = [
    ...others,
    ...(goesWithSet ? [controllerReference(set)] : []),
    ...(goesWithPod ? [controllerReference(condemned)] : []),
  ];
  return wanted.length === 0 ? undefined : wanted;
}

function isOwnKind(set: StatefulSet, kind: string, name: string): boolean {
  return (kind === 'StatefulSet' && name === set.metadata.name) || kind === 'Pod';
}

/** A claim that an earlier set or pod of the same name holds is left to the garbage collector. @upstream hasStaleOwnerRef */
function hasStaleOwner(
  { metadata }: PersistentVolumeClaim,
  set: StatefulSet,
  ordinal: number,
  condemned?: Pod,
): boolean {
  const podName = `${set.metadata.name}-${ordinal}`;
  return (metadata.ownerReferences ?? []).some(({ kind, name, uid }) => {
    if (kind === 'StatefulSet') return name === set.metadata.name && uid !== set.metadata.uid;
    return kind === 'Pod' && name === podName && condemned !== undefined && uid !== condemned.metadata.uid;
  });
}
