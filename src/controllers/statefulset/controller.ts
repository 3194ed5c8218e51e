import { StatusError } from '../../apimachinery/errors';
import { deepEqual } from '../../apimachinery/json';
import { controllerOf, keyOf } from '../../apimachinery/meta';
import { type Controller, type ControllerContext, type Requeue, splitKey } from '../../client/controller';
import { find } from '../../client/find';
import type { EventRecorder } from '../../client/recorder';
import { type StatefulSet, names as statefulsets } from '../../resources/apps/statefulset';
import { names as pods, timeUntilAvailable } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import { claimObjects } from '../ref-manager';
import { applyRetentionPolicy, createClaims, hasStaleClaim } from './claims';
import { ordinalOf, podFor } from './identity';
import { type Action, needsCurrentRevision, plan } from './plan';
import { type Revisions, reconcileRevisions, templateOf, truncateHistory } from './revisions';
import { statusOf } from './status';

/** Keeps the pods of StatefulSets: ordered, stable, each with its claims. @upstream pkg/controller/statefulset/stateful_set.go */
export const statefulSetController: Controller = {
  name: 'statefulset-controller',
  watches: {
    statefulsets: ({ object }) => [keyOf(object)],
    pods: async ({ object }, client) => {
      const owner = controllerOf(object);
      const namespace = object.metadata.namespace ?? '';
      if (owner !== undefined) return owner.kind === 'StatefulSet' ? [`${namespace}/${owner.name}`] : [];
      const { items } = await client.list(statefulsets, { namespace });
      return items.filter((set) => ordinalOf(set, object) !== undefined).map(keyOf);
    },
    persistentvolumeclaims: async ({ object, deleted }, client) => {
      if (!deleted) return [];
      const { items } = await client.list(statefulsets, { namespace: object.metadata.namespace });
      return items.filter((set) => object.metadata.name.includes(`-${set.metadata.name}-`)).map(keyOf);
    },
  },
  sync,
};

async function sync(key: string, context: ControllerContext): Promise<Requeue | undefined> {
  const { namespace, name } = splitKey(key);
  const set = await find(context.client, statefulsets, name, namespace);
  if (set === undefined || set.metadata.deletionTimestamp !== undefined) return undefined;
  const own = await ownPods(context, set);
  const revisions = await reconcileRevisions(context.client, set);
  await keepClaims(context, set, own);
  const actions = plan({ set, pods: own, updateRevision: revisions.update.metadata.name, now: context.now() });
  for (const action of actions) await execute(context, set, revisions, action);
  return await report(context, set, revisions);
}

async function ownPods({ client }: ControllerContext, set: StatefulSet): Promise<Pod[]> {
  const fits = (pod: Pod) => ordinalOf(set, pod) !== undefined;
  return await claimObjects(client, pods, { owner: set, selector: set.spec.selector, fits });
}

/** Claims follow the retention policy, and a pod that waits for a claim gets it. */
async function keepClaims(
  { client, recorder }: ControllerContext,
  set: StatefulSet,
  own: readonly Pod[],
): Promise<void> {
  if (!set.spec.volumeClaimTemplates?.length) return;
  const record = recorder({ component: 'statefulset-controller' });
  for (const pod of own) {
    const ordinal = ordinalOf(set, pod) ?? 0;
    if (pod.metadata.deletionTimestamp !== undefined) continue;
    if (pod.status.phase === 'Pending') await createClaims(client, record, set, ordinal);
    await applyRetentionPolicy(client, set, ordinal, isWanted(set, ordinal) ? undefined : pod);
  }
}

function isWanted({ spec }: StatefulSet, ordinal: number): boolean {
  const start = spec.ordinals?.start ?? 0;
  return ordinal >= start && ordinal < start + (spec.replicas ?? 1);
}

async function execute(
  context: ControllerContext,
  set: StatefulSet,
  revisions: Revisions,
  action: Action,
): Promise<void> {
  const record = context.recorder({ component: 'statefulset-controller' });
  if (action.type === 'create') await createPod(context, record, set, revisions, action.ordinal);
  else await deletePod(context, record, set, action.pod);
}

async function createPod(
  { client }: ControllerContext,
  record: EventRecorder,
  set: StatefulSet,
  { current, update }: Revisions,
  ordinal: number,
): Promise<void> {
  if (await hasStaleClaim(client, set, ordinal)) return;
  const revision = needsCurrentRevision(set, ordinal) ? current : update;
  const pod = podFor(set, templateOf(revision), revision.metadata.name, ordinal);
  try {
    await createClaims(client, record, set, ordinal);
    await client.create(pods, pod, { namespace: set.metadata.namespace });
    await record(set, noteOf('create', pod, set));
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    if (error.reason !== 'AlreadyExists') await record(set, noteOf('create', pod, set, error));
  }
}

async function deletePod(
  { client }: ControllerContext,
  record: EventRecorder,
  set: StatefulSet,
  pod: Pod,
): Promise<void> {
  await client.delete(pods, pod.metadata.name, { namespace: pod.metadata.namespace, uid: pod.metadata.uid });
  await record(set, noteOf('delete', pod, set));
}

/** @upstream stateful_pod_control.go recordPodEvent */
function noteOf(verb: 'create' | 'delete', pod: Pod, set: StatefulSet, error?: StatusError) {
  const what = `${verb} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
  const action = verb === 'create' ? 'Create' : 'Delete';
  if (error === undefined)
    return { type: 'Normal', reason: `Successful${action}`, message: `${what} successful` } as const;
  return { type: 'Warning', reason: `Failed${action}`, message: `${what} failed error: ${error.message}` } as const;
}

async function report(
  context: ControllerContext,
  set: StatefulSet,
  revisions: Revisions,
): Promise<Requeue | undefined> {
  const { client, now } = context;
  const own = await ownPods(context, set);
  const status = statusOf(set, own, revisions, now());
  if (!deepEqual(status, set.status)) {
    await client.update(statefulsets, { ...set, status }, { namespace: set.metadata.namespace, subresource: 'status' });
  }
  await truncateHistory(client, set, own, revisions);
  const waits = own.map((pod) => timeUntilAvailable(pod, set.spec.minReadySeconds ?? 0, now())).filter((ms) => ms > 0);
  return waits.length > 0 ? { after: Math.min(...waits) } : undefined;
}
