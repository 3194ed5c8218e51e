import { templateHash } from '../../apimachinery/hash';
import { clone, deepEqual } from '../../apimachinery/json';
import { controllerReference, type StringMap } from '../../apimachinery/meta';
import type { ControllerContext } from '../../client/controller';
import type { Deployment } from '../../resources/apps/deployment';
import { type ReplicaSet, names as replicasets } from '../../resources/apps/replicaset';
import type { PodTemplateSpec } from '../../resources/core/pod-types';
import { claimObjects } from '../ref-manager';

export const HASH_LABEL = 'pod-template-hash';
export const REVISION_ANNOTATION = 'deployment.kubernetes.io/revision';
const HISTORY_ANNOTATION = 'deployment.kubernetes.io/revision-history';
const DESIRED_ANNOTATION = 'deployment.kubernetes.io/desired-replicas';
const MAX_ANNOTATION = 'deployment.kubernetes.io/max-replicas';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The replica sets that a deployment controls, oldest first. */
export async function ownReplicaSets({ client }: ControllerContext, deployment: Deployment): Promise<ReplicaSet[]> {
  const own = await claimObjects(client, replicasets, { owner: deployment, selector: deployment.spec.selector });
  return own.sort((left, right) => revisionOf(left) - revisionOf(right));
}

/** The revision that a replica set was made for. */
export function revisionOf({ metadata }: ReplicaSet): number {
  return Number(metadata.annotations?.[REVISION_ANNOTATION] ?? 0);
}

/** Whether a replica set has the deployment's template. @upstream deployment_util.go EqualIgnoreHash */
export function hasTemplate(set: ReplicaSet, deployment: Deployment): boolean {
  return deepEqual(withoutHash(set.spec.template), withoutHash(deployment.spec.template));
}

function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const copy = clone(template);
  delete copy.metadata?.labels?.[HASH_LABEL];
  return copy;
}

/** The wanted number of pods of the whole deployment, as the replica set was last told; undefined where it was not. */
export function desiredReplicas({ metadata }: ReplicaSet): number | undefined {
  const text = metadata.annotations?.[DESIRED_ANNOTATION];
  return text === undefined ? undefined : Number(text);
}

/** The most pods that the whole deployment might have, as the replica set was last told. */
export function maxReplicas({ metadata }: ReplicaSet): number {
  return Number(metadata.annotations?.[MAX_ANNOTATION] ?? 0);
}

/** A new replica set for the deployment's template, with no pods yet. @upstream sync.go getNewReplicaSet */
export function newReplicaSet(deployment: Deployment, revision: number, replicas: number, surge: number): ReplicaSet {
  const { metadata, spec } = deployment;
  const template = clone(spec.template);
  const hash = templateHash(template, deployment.status.collisionCount ?? 0);
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
  template.metadata = { ...template.metadata, labels };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${metadata.name}-${hash}`,
      namespace: metadata.namespace,
      labels,
      annotations: { ...replicaSetAnnotations(deployment, revision), ...sizeAnnotations(deployment, surge) },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas,
      minReadySeconds: spec.minReadySeconds || undefined,
      selector: { ...clone(spec.selector), matchLabels: { ...spec.selector.matchLabels, [HASH_LABEL]: hash } },
      template,
    },
    status: {},
  };
}

/** What a replica set is told of its whole deployment's size. @upstream deployment_util.go SetReplicasAnnotations */
export function sizeAnnotations({ spec }: Deployment, surge: number): StringMap {
  const replicas = spec.replicas ?? 1;
  return { [DESIRED_ANNOTATION]: String(replicas), [MAX_ANNOTATION]: String(replicas + surge) };
}

const ownAnnotations = new Set([
  LAST_APPLIED,
  REVISION_ANNOTATION,
  HISTORY_ANNOTATION,
  DESIRED_ANNOTATION,
  MAX_ANNOTATION,
]);

/**
 * The annotations of the replica set of the deployment's template: the deployment's own, and the revision. Numbers
 * that it went by before are kept in its history.
 * @param known the replica set as it is; undefined for a new one
 * @upstream deployment_util.go SetNewReplicaSetAnnotations
 */
export function replicaSetAnnotations(deployment: Deployment, revision: number, known?: ReplicaSet): StringMap {
  const entries = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !ownAnnotations.has(key));
  const annotations = { ...known?.metadata.annotations, ...Object.fromEntries(entries) };
  const before = annotations[REVISION_ANNOTATION];
  if (before !== undefined && Number(before) < revision) {
    const history = annotations[HISTORY_ANNOTATION];
    annotations[HISTORY_ANNOTATION] = history ? `${history},${before}` : before;
  }
  return { ...annotations, [REVISION_ANNOTATION]: String(revision) };
}
