import { deepEqual } from '../../apimachinery/json';
import { controllerOf, isControlledBy, keyOf } from '../../apimachinery/meta';
import { type Controller, type ControllerContext, splitKey } from '../../client/controller';
import { find } from '../../client/find';
import { type Deployment, names as deployments } from '../../resources/apps/deployment';
import { type ReplicaSet, names as replicasets } from '../../resources/apps/replicaset';
import { isPodTerminal, names as pods } from '../../resources/core/pod';
import { limitsOf, planEmptying, planScaling } from './plan';
import {
  desiredReplicas,
  hasTemplate,
  newReplicaSet,
  ownReplicaSets,
  REVISION_ANNOTATION,
  replicaSetAnnotations,
  revisionOf,
  sizeAnnotations,
} from './replica-sets';
import { planResize } from './resize';
import { statusOf } from './status';

/** Rolls deployments out through replica sets. @upstream pkg/controller/deployment/deployment_controller.go */
export const deploymentController: Controller = {
  name: 'deployment-controller',
  watches: {
    deployments: ({ object }) => [keyOf(object)],
    replicasets: ({ object }) => {
      const owner = controllerOf(object);
      return owner?.kind === 'Deployment' ? [`${object.metadata.namespace}/${owner.name}`] : [];
    },
    pods: async ({ object, deleted }, client) => {
      const owner = controllerOf(object);
      if (!deleted || owner?.kind !== 'ReplicaSet') return [];
      const set = await find(client, replicasets, owner.name, object.metadata.namespace);
      const deployment = set && controllerOf(set);
      return deployment?.kind === 'Deployment' ? [`${object.metadata.namespace}/${deployment.name}`] : [];
    },
  },
  sync,
};

async function sync(key: string, context: ControllerContext): Promise<undefined> {
  const { namespace, name } = splitKey(key);
  const deployment = await find(context.client, deployments, name, namespace);
  if (deployment === undefined || deployment.metadata.deletionTimestamp !== undefined) return;
  const own = await ownReplicaSets(context, deployment);
  const resizes = deployment.spec.paused === true || wasResized(deployment, own);
  const waits = !resizes && (await waitsForOldPods(context, deployment, own));
  const current = await reconcileCurrent(context, deployment, own, !resizes && !waits);
  const old = own.filter((set) => set.metadata.uid !== current?.metadata.uid);
  const plan = resizes ? planResize : waits ? planEmptying : planScaling;
  for (const { set, replicas } of plan(deployment, current, old)) await scale(context, deployment, set, replicas);
  await report(context, deployment, current);
}

/** Under Recreate the pods of earlier templates are gone before the first new one is made. @upstream recreate.go oldPodsRunning */
async function waitsForOldPods(
  { client }: ControllerContext,
  deployment: Deployment,
  own: readonly ReplicaSet[],
): Promise<boolean> {
  if (deployment.spec.strategy?.type !== 'Recreate') return false;
  const old = own.filter((set) => !hasTemplate(set, deployment));
  if (old.some((set) => (set.spec.replicas ?? 0) > 0)) return true;
  const { items } = await client.list(pods, { namespace: deployment.metadata.namespace });
  return items.some((pod) => !isPodTerminal(pod) && old.some((set) => isControlledBy(pod, set)));
}

/** Whether the wanted number changed since the replica sets were last told of it. @upstream isScalingEvent */
function wasResized({ spec }: Deployment, own: readonly ReplicaSet[]): boolean {
  return own.some((set) => {
    const desired = desiredReplicas(set);
    return (set.spec.replicas ?? 0) > 0 && desired !== undefined && desired !== (spec.replicas ?? 1);
  });
}

/** Finds the replica set of the deployment's template, or makes it if that is asked for. */
async function reconcileCurrent(
  context: ControllerContext,
  deployment: Deployment,
  own: readonly ReplicaSet[],
  mayCreate: boolean,
): Promise<ReplicaSet | undefined> {
  const { client } = context;
  const namespace = deployment.metadata.namespace;
  const found = own.find((set) => hasTemplate(set, deployment));
  if (found === undefined && !mayCreate) return undefined;
  const highest = Math.max(0, ...own.filter((set) => set !== found).map(revisionOf));
  const revision = found !== undefined && revisionOf(found) > highest ? revisionOf(found) : highest + 1;
  await annotateRevision(context, deployment, revision);
  if (found === undefined) return await createReplicaSet(context, deployment, own, revision);
  const annotations = replicaSetAnnotations(deployment, revision, found);
  const minReadySeconds = deployment.spec.minReadySeconds || undefined;
  const changed = { ...found, metadata: { ...found.metadata, annotations }, spec: { ...found.spec, minReadySeconds } };
  return deepEqual(changed, found) ? found : await client.update(replicasets, changed, { namespace });
}

async function createReplicaSet(
  context: ControllerContext,
  deployment: Deployment,
  own: readonly ReplicaSet[],
  revision: number,
): Promise<ReplicaSet> {
  const { surge } = limitsOf(deployment);
  const size = initialSize(deployment, own);
  const wanted = newReplicaSet(deployment, revision, size, surge);
  const created = await context.client.create(replicasets, wanted, { namespace: deployment.metadata.namespace });
  await recordScaling(context, deployment, created, 0, size);
  return created;
}

function initialSize(deployment: Deployment, own: readonly ReplicaSet[]): number {
  const wanted = deployment.spec.replicas ?? 1;
  const others = own.reduce((sum, set) => sum + (set.spec.replicas ?? 0), 0);
  return Math.max(0, Math.min(wanted, wanted + limitsOf(deployment).surge - others));
}

async function annotateRevision(
  { client }: ControllerContext,
  deployment: Deployment,
  revision: number,
): Promise<void> {
  const value = String(revision);
  if (deployment.metadata.annotations?.[REVISION_ANNOTATION] === value) return;
  const patch = { metadata: { annotations: { [REVISION_ANNOTATION]: value } } };
  const { name, namespace } = deployment.metadata;
  await client.patch(deployments, name, { type: 'merge', body: patch }, { namespace });
}

async function scale(
  context: ControllerContext,
  deployment: Deployment,
  set: ReplicaSet,
  replicas: number,
): Promise<void> {
  const fresh = await find(context.client, replicasets, set.metadata.name, set.metadata.namespace);
  if (fresh === undefined) return;
  const annotations = { ...fresh.metadata.annotations, ...sizeAnnotations(deployment, limitsOf(deployment).surge) };
  const changed = { ...fresh, metadata: { ...fresh.metadata, annotations }, spec: { ...fresh.spec, replicas } };
  await context.client.update(replicasets, changed, { namespace: set.metadata.namespace });
  await recordScaling(context, deployment, set, set.spec.replicas ?? 0, replicas);
}

async function recordScaling(
  { recorder }: ControllerContext,
  deployment: Deployment,
  set: ReplicaSet,
  from: number,
  to: number,
): Promise<void> {
  if (from === to) return;
  const direction = to > from ? 'up' : 'down';
  await recorder({ component: 'deployment-controller' })(deployment, {
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message: `Scaled ${direction} replica set ${set.metadata.name} from ${from} to ${to}`,
  });
}

async function report(
  context: ControllerContext,
  deployment: Deployment,
  current: ReplicaSet | undefined,
): Promise<void> {
  const { client, now } = context;
  const { name, namespace } = deployment.metadata;
  const all = await ownReplicaSets(context, deployment);
  const newest = all.find((set) => set.metadata.uid === current?.metadata.uid);
  const fresh = await client.get(deployments, name, namespace);
  const status = statusOf(fresh, newest, all, now());
  if (!deepEqual(status, fresh.status)) {
    await client.update(deployments, { ...fresh, status }, { namespace, subresource: 'status' });
  }
  const old = all.filter((set) => set !== newest);
  await cleanUp(context, deployment, old);
}

/** Deletes empty replica sets beyond the revision history limit, oldest first. @upstream cleanupDeployment */
async function cleanUp(
  { client }: ControllerContext,
  deployment: Deployment,
  old: readonly ReplicaSet[],
): Promise<void> {
  const surplus = old.slice(0, Math.max(0, old.length - (deployment.spec.revisionHistoryLimit ?? 10)));
  for (const { metadata, spec, status } of surplus) {
    const isEmpty = spec.replicas === 0 && (status.replicas ?? 0) === 0;
    if (isEmpty) await client.delete(replicasets, metadata.name, { namespace: metadata.namespace });
  }
}
