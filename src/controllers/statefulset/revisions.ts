import { canonicalJson, templateHash } from '../../apimachinery/hash';
import { deepEqual, type JsonObject } from '../../apimachinery/json';
import { controllerReference } from '../../apimachinery/meta';
import type { Client } from '../../client/client';
import { find } from '../../client/find';
import { type ControllerRevision, names as controllerrevisions } from '../../resources/apps/controllerrevision';
import type { StatefulSet } from '../../resources/apps/statefulset';
import type { Pod, PodTemplateSpec } from '../../resources/core/pod-types';
import { claimObjects } from '../ref-manager';
import { REVISION_LABEL } from './identity';

const HASH_LABEL = 'controller.kubernetes.io/hash';

/** The revisions of a set: the one its pods came from and the one they are to reach. */
export type Revisions = {
  readonly all: readonly ControllerRevision[];
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
};

/**
 * A revision's data: a strategic patch that puts the template back. Its fields are sorted, as Go writes maps: kubectl
 * compares the bytes to learn whether a rollback would change anything.
 * @upstream stateful_set_utils.go getPatch
 */
function revisionData(set: StatefulSet): JsonObject {
  return JSON.parse(canonicalJson({ spec: { template: { ...set.spec.template, $patch: 'replace' } } }));
}

/** The pod template that a revision recorded. */
export function templateOf(revision: ControllerRevision): PodTemplateSpec {
  const { $patch: _, ...template } = (revision.data as { spec: { template: PodTemplateSpec & { $patch?: string } } })
    .spec.template;
  return template;
}

/**
 * Finds or makes the revision of the set's template; a template that was seen before gets its old revision back
 * under a new number. Orphaned revisions of an earlier set are taken in.
 * @upstream stateful_set_control.go getStatefulSetRevisions
 */
export async function reconcileRevisions(client: Client, set: StatefulSet): Promise<Revisions> {
  const namespace = set.metadata.namespace;
  const own = await claimObjects(client, controllerrevisions, { owner: set, selector: set.spec.selector });
  const known = own.sort((a, b) => a.revision - b.revision);
  const data = revisionData(set);
  const next = (known.at(-1)?.revision ?? 0) + 1;
  const equal = known.findLast((revision) => deepEqual(revision.data, data));
  let update = equal;
  if (update === undefined) {
    const wanted = newRevision(set, data, next);
    update =
      (await find(client, controllerrevisions, wanted.metadata.name, namespace)) ??
      (await client.create(controllerrevisions, wanted, { namespace }));
    known.push(update);
  } else if (update !== known.at(-1)) {
    update = await client.update(controllerrevisions, { ...update, revision: next }, { namespace });
  }
  const current = known.find((revision) => revision.metadata.name === set.status.currentRevision) ?? update;
  return { all: known, current, update };
}

function newRevision(set: StatefulSet, data: JsonObject, revision: number): ControllerRevision {
  const hash = templateHash(data, set.status.collisionCount ?? 0);
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${set.metadata.name}-${hash}`,
      namespace: set.metadata.namespace,
      labels: { ...set.spec.template.metadata?.labels, [HASH_LABEL]: hash },
      annotations: set.metadata.annotations,
      ownerReferences: [controllerReference(set)],
    },
    data,
    revision,
  };
}

/** Deletes the oldest revisions that nobody uses beyond the set's limit. @upstream truncateHistory */
export async function truncateHistory(
  client: Client,
  set: StatefulSet,
  pods: readonly Pod[],
  { all, current, update }: Revisions,
): Promise<void> {
  const live = new Set([current.metadata.name, update.metadata.name]);
  for (const pod of pods) live.add(pod.metadata.labels?.[REVISION_LABEL] ?? '');
  const unused = all.filter(({ metadata }) => !live.has(metadata.name));
  const surplus = unused.slice(0, Math.max(0, unused.length - (set.spec.revisionHistoryLimit ?? 10)));
  for (const { metadata } of surplus) {
    await client.delete(controllerrevisions, metadata.name, { namespace: metadata.namespace });
  }
}
