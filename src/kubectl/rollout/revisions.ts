import { isControlledBy, type KubeObject } from '../../apimachinery/meta';
import { schemaFor } from '../../apimachinery/patch/merge-keys';
import { applyStrategicMergePatch } from '../../apimachinery/patch/strategic';
import type { Client } from '../../client/client';
import { type ControllerRevision, names as controllerRevisions } from '../../resources/apps/controllerrevision';
import type { DaemonSet } from '../../resources/apps/daemonset';
import type { Deployment } from '../../resources/apps/deployment';
import type { ReplicaSet } from '../../resources/apps/replicaset';
import type { StatefulSet } from '../../resources/apps/statefulset';
import { findReplicaSets } from '../describe/replica-sets';
import { labelSelectorText } from '../describe/selectors';
import { asTyped } from '../typed/as-typed';

export const REVISION_ANNOTATION = 'deployment.kubernetes.io/revision';

/** A workload whose earlier templates ControllerRevisions keep. */
export type RevisionedSet = StatefulSet | DaemonSet;

/** The number that a Deployment or one of its ReplicaSets goes by: 0 without one, NaN where it is no number. */
export function revisionOf({ metadata }: KubeObject): number {
  const text = metadata.annotations?.[REVISION_ANNOTATION] ?? '0';
  return /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** Whether the number is one, and what Go says where it is not. @upstream strconv ParseInt */
export function revisionProblem(object: KubeObject): string | undefined {
  if (!Number.isNaN(revisionOf(object))) return undefined;
  const text = JSON.stringify(object.metadata.annotations?.[REVISION_ANNOTATION]);
  return `strconv.ParseInt: parsing ${text}: invalid syntax`;
}

/** The ReplicaSets of a Deployment, that of its template last. @upstream history.go getDeploymentReplicaSets */
export async function replicaSetsOf(client: Client, deployment: Deployment): Promise<ReplicaSet[]> {
  const { newSet, oldSets } = await findReplicaSets(deployment, { client });
  return newSet === undefined ? oldSets : [...oldSets, newSet];
}

/** The ControllerRevisions of a workload. @upstream kubectl pkg/polymorphichelpers/history.go controlledHistory */
export async function revisionsOf(client: Client, workload: RevisionedSet): Promise<ControllerRevision[]> {
  const { namespace } = workload.metadata;
  const labelSelector = labelSelectorText(workload.spec.selector);
  const { items } = await client.list(controllerRevisions, { namespace, labelSelector });
  return items.filter((revision) => isControlledBy(revision, workload));
}

/** A workload with the template that a revision keeps. @upstream history.go applyStatefulSetHistory */
export function restored(workload: RevisionedSet, { data = {} }: ControllerRevision): RevisionedSet {
  const schema = schemaFor(workload.apiVersion, workload.kind) ?? {};
  return asTyped(applyStrategicMergePatch(asTyped(workload), data, schema) as RevisionedSet);
}
