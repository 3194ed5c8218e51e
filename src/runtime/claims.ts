import { parseQuantity, quantityValue } from '../apimachinery/quantity';
import type { Client } from '../client/client';
import { find } from '../client/find';
import { names as persistentvolumes } from '../resources/core/persistentvolume';
import { names as persistentvolumeclaims } from '../resources/core/persistentvolumeclaim';
import type { Pod } from '../resources/core/pod-types';
import type { ClaimVolume } from './volumes';

function claimNames({ metadata, spec }: Pod): string[] {
  return (spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    if (persistentVolumeClaim !== undefined) return [persistentVolumeClaim.claimName];
    return ephemeral === undefined ? [] : [`${metadata.name}-${name}`];
  });
}

const PROVISIONED = 'pv.kubernetes.io/provisioned-by';

/** The volumes that a pod's claims are bound to, by the claims' names. */
export async function loadClaims(client: Client, pod: Pod): Promise<Map<string, ClaimVolume>> {
  const volumes = new Map<string, ClaimVolume>();
  for (const name of claimNames(pod)) {
    const claim = await find(client, persistentvolumeclaims, name, pod.metadata.namespace);
    const volume = claim?.spec.volumeName && (await find(client, persistentvolumes, claim.spec.volumeName));
    if (!volume) continue;
    const isOwn = volume.metadata.annotations?.[PROVISIONED] !== undefined;
    const { capacity, hostPath } = volume.spec as { capacity?: { storage?: string }; hostPath?: { path: string } };
    volumes.set(name, {
      name: volume.metadata.name,
      capacity: quantityValue(parseQuantity(capacity?.storage ?? '0')),
      hostPath: isOwn ? undefined : hostPath?.path,
    });
  }
  return volumes;
}
