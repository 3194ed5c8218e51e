import { compareText } from '../../apimachinery/json';
import type { PersistentVolumeClaim } from '../../resources/core/persistentvolumeclaim';
import { names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import { writeClaim } from './claim';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { writeMultiline } from './metadata';
import { formatRfc1123z } from './rfc1123z';
import { type Writer, writeText } from './writer';

/** How often a pod's volumes name the claim: upstream lists the pod that often. */
function uses({ spec }: Pod, claim: PersistentVolumeClaim): number {
  const name = claim.metadata.name;
  return (spec.volumes ?? []).filter((volume) => volume.persistentVolumeClaim?.claimName === name).length;
}

/** The pods that mount a claim, and the one an ephemeral claim belongs to. @upstream describe.go getPodsForPVC */
async function usersOf(claim: PersistentVolumeClaim, { client }: DescribeContext): Promise<string[]> {
  const { items } = await client.list(pods, { namespace: claim.metadata.namespace });
  const owners = claim.metadata.ownerReferences?.filter(({ kind }) => kind === 'Pod').map(({ uid }) => uid) ?? [];
  const users = items.flatMap((pod) => {
    const owned = owners.includes(pod.metadata.uid ?? '') ? 1 : 0;
    return new Array<string>(uses(pod, claim) || owned).fill(pod.metadata.name);
  });
  return users.sort(compareText);
}

function writeConditions(w: Writer, conditions: PersistentVolumeClaim['status']['conditions']): void {
  if (!conditions?.length) return;
  w.line(0, 'Conditions:');
  w.line(1, 'Type', 'Status', 'LastProbeTime', 'LastTransitionTime', 'Reason', 'Message');
  w.line(1, '----', '------', '-----------------', '------------------', '------', '-------');
  for (const { type, status, lastProbeTime, lastTransitionTime, reason = '', message = '' } of conditions) {
    const times = [formatRfc1123z(lastProbeTime), formatRfc1123z(lastTransitionTime)];
    w.line(1, ...[type, status, ...times, reason].map((cell) => `${cell} `), message);
  }
}

/** Describes a PersistentVolumeClaim. @upstream describe.go describePersistentVolumeClaim */
export function describePersistentVolumeClaim(claim: PersistentVolumeClaim, context: DescribeContext): Promise<string> {
  return writeText(async (w) => {
    writeClaim(w, claim, context.now);
    writeMultiline(w, 'Used By', await usersOf(claim, context));
    writeConditions(w, claim.status.conditions);
    await writeEventsAbout(w, claim, context);
  });
}
