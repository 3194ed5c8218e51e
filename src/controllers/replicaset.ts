import { StatusError } from '../apimachinery/errors';
import { clone, deepEqual } from '../apimachinery/json';
import { labelSelectorMatches } from '../apimachinery/labels';
import { controllerOf, controllerReference, keyOf } from '../apimachinery/meta';
import { type Controller, type ControllerContext, type Requeue, splitKey } from '../client/controller';
import { find } from '../client/find';
import { type ReplicaSet, type ReplicaSetStatus, names as replicasets } from '../resources/apps/replicaset';
import { isPodActive, isPodAvailable, isPodReady, names as pods, timeUntilAvailable } from '../resources/core/pod';
import type { Pod } from '../resources/core/pod-types';
import { claimObjects } from './ref-manager';

/** Keeps so many pods of a template. @upstream pkg/controller/replicaset/replica_set.go */
export const replicaSetController: Controller = {
  name: 'replicaset-controller',
  watches: {
    replicasets: ({ object }) => [keyOf(object)],
    pods: async ({ object }, client) => {
      const owner = controllerOf(object);
      const namespace = object.metadata.namespace ?? '';
      if (owner !== undefined) return owner.kind === 'ReplicaSet' ? [`${namespace}/${owner.name}`] : [];
      const { items } = await client.list(replicasets, { namespace });
      return items.filter((set) => labelSelectorMatches(set.spec.selector, object.metadata.labels)).map(keyOf);
    },
  },
  sync,
};

async function sync(key: string, context: ControllerContext): Promise<Requeue | undefined> {
  const { namespace, name } = splitKey(key);
  const set = await find(context.client, replicasets, name, namespace);
  if (set === undefined) return undefined;
  const own = await activePods(context, set);
  const retry = set.metadata.deletionTimestamp === undefined ? await manageReplicas(context, set, own) : undefined;
  return (await report(context, set)) ?? retry;
}

async function activePods({ client }: ControllerContext, set: ReplicaSet): Promise<Pod[]> {
  const claimed = await claimObjects(client, pods, { owner: set, selector: set.spec.selector, fits: isPodActive });
  return claimed.filter(isPodActive);
}

/** Pods that are made at a time; each of them has the set looked at again. @upstream pkg/controller/replicaset BurstReplicas */
const BURST = 500;

/** What was refused is tried again, but not waited for. */
const RETRY: Requeue = { after: 10_000, background: true };

async function manageReplicas(
  context: ControllerContext,
  set: ReplicaSet,
  own: readonly Pod[],
): Promise<Requeue | undefined> {
  const missing = (set.spec.replicas ?? 1) - own.length;
  for (let count = 0; count < Math.min(missing, BURST); count++) if (!(await createPod(context, set))) return RETRY;
  if (missing >= 0) return undefined;
  for (const pod of own.toSorted(byWorth).slice(0, -missing)) await deletePod(context, set, pod);
  return undefined;
}

/** Pods that are worth least come first. @upstream pkg/controller/controller_utils.go ActivePodsWithRanks */
function byWorth(left: Pod, right: Pod): number {
  const worth = (pod: Pod): number[] => [
    pod.spec.nodeName ? 1 : 0,
    pod.status.phase === 'Running' ? 1 : 0,
    isPodReady(pod) ? 1 : 0,
  ];
  const [a, b] = [worth(left), worth(right)];
  for (const [index, value] of a.entries()) if (value !== b[index]) return value - (b[index] ?? 0);
  return Number(right.metadata.resourceVersion) - Number(left.metadata.resourceVersion);
}

function podFor(set: ReplicaSet): Pod {
  const { metadata, spec } = clone(set.spec.template);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace,
      labels: metadata?.labels,
      annotations: metadata?.annotations,
      ownerReferences: [controllerReference(set)],
    },
    spec,
    status: {},
  };
}

/** @returns whether the pod could be made */
async function createPod({ client, recorder }: ControllerContext, set: ReplicaSet): Promise<boolean> {
  const record = recorder({ component: 'replicaset-controller' });
  try {
    const pod = await client.create(pods, podFor(set), { namespace: set.metadata.namespace });
    await record(set, { type: 'Normal', reason: 'SuccessfulCreate', message: `Created pod: ${pod.metadata.name}` });
    return true;
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    await record(set, { type: 'Warning', reason: 'FailedCreate', message: `Error creating: ${error.message}` });
    return false;
  }
}

async function deletePod({ client, recorder }: ControllerContext, set: ReplicaSet, pod: Pod): Promise<void> {
  await client.delete(pods, pod.metadata.name, { namespace: pod.metadata.namespace, uid: pod.metadata.uid });
  const message = `Deleted pod: ${pod.metadata.name}`;
  await recorder({ component: 'replicaset-controller' })(set, { type: 'Normal', reason: 'SuccessfulDelete', message });
}

async function report(context: ControllerContext, set: ReplicaSet): Promise<Requeue | undefined> {
  const { client, now } = context;
  const own = await activePods(context, set);
  const minReady = set.spec.minReadySeconds ?? 0;
  const templateLabels = Object.entries(set.spec.template.metadata?.labels ?? {});
  const labeled = own.filter(({ metadata }) =>
    templateLabels.every(([key, value]) => metadata.labels?.[key] === value),
  );
  const status: ReplicaSetStatus = {
    replicas: own.length,
    fullyLabeledReplicas: labeled.length || undefined,
    readyReplicas: own.filter(isPodReady).length || undefined,
    availableReplicas: own.filter((pod) => isPodAvailable(pod, minReady, now())).length || undefined,
    observedGeneration: set.metadata.generation,
  };
  if (!deepEqual(status, set.status)) {
    await client.update(replicasets, { ...set, status }, { namespace: set.metadata.namespace, subresource: 'status' });
  }
  const waits = own.map((pod) => timeUntilAvailable(pod, minReady, now())).filter((ms) => ms > 0);
  return waits.length > 0 ? { after: Math.min(...waits) } : undefined;
}
