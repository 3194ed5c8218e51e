import { isNotFound } from '../apimachinery/errors';
import { deepEqual } from '../apimachinery/json';
import { keyOf } from '../apimachinery/meta';
import type { Client } from '../client/client';
import { type Controller, type ControllerContext, type Requeue, splitKey } from '../client/controller';
import { find } from '../client/find';
import { isNodeReady, type Node, names as nodes } from '../resources/core/node';
import { isPodTerminal, names as pods } from '../resources/core/pod';
import type { Pod } from '../resources/core/pod-types';
import { sizeOf } from './images';
import type { KubeletRuntime } from './runtime';
import type { Step } from './stage';
import { join, stages } from './stages';

/** The kubelets of all nodes: each sync takes one pod one stage further. @upstream pkg/kubelet, and kwok's stages */
export function kubelet(runtime: KubeletRuntime): Controller {
  return {
    name: 'kubelet',
    component: 'kubelet',
    watches: {
      pods: ({ object, deleted }) => (deleted || !(object as Pod).spec.nodeName ? [] : [keyOf(object)]),
      configmaps: ({ added, object }, client) => (added ? waitingPods(client, object.metadata.namespace) : []),
      secrets: ({ added, object }, client) => (added ? waitingPods(client, object.metadata.namespace) : []),
    },
    sync: (key, context) => sync(key, context, runtime),
  };
}

async function waitingPods(client: Client, namespace: string | undefined): Promise<string[]> {
  const { items } = await client.list(pods, { namespace });
  return items.filter(({ status, spec }) => spec.nodeName && status.phase === 'Pending').map(keyOf);
}

async function sync(key: string, context: ControllerContext, runtime: KubeletRuntime): Promise<Requeue | undefined> {
  const { client } = context;
  const { namespace, name } = splitKey(key);
  const pod = await find(client, pods, name, namespace);
  if (pod === undefined || !pod.spec.nodeName) return undefined;
  if (isPodTerminal(pod) && pod.metadata.deletionTimestamp === undefined) return undefined;
  const node = await find(client, nodes, pod.spec.nodeName);
  if (node === undefined || !isNodeReady(node)) return undefined;
  const facts = { pod, node, now: context.now(), runtime, context };
  const aside = await join.next(facts);
  if (aside?.status !== undefined) return await take(aside, pod, node, context);
  let later = aside?.requeue;
  for (const stage of stages) {
    const step = await stage.next(facts);
    if (step?.goesOn) later = soonest(step.requeue, later);
    else if (step !== undefined) return soonest(await take(step, pod, node, context), later);
  }
  return later;
}

/** Of two times to look again the first; what is waited for goes before what is not. */
function soonest(one: Requeue | undefined, other: Requeue | undefined): Requeue | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.background !== other.background) return one.background ? other : one;
  return one.after <= other.after ? one : other;
}

async function take(
  step: Step,
  pod: Pod,
  node: Node,
  { client, recorder }: ControllerContext,
): Promise<Requeue | undefined> {
  const record = recorder({ component: 'kubelet', host: node.metadata.name });
  const { namespace } = pod.metadata;
  for (const note of step.notes ?? []) await record(pod, note);
  if (step.remove) await removePod(client, pod);
  else if (step.status !== undefined && !deepEqual(step.status, pod.status)) {
    await rememberImages(client, pod, step, node);
    await client.update(pods, { ...pod, status: step.status }, { namespace, subresource: 'status' });
  }
  return step.requeue;
}

async function removePod(client: Client, { metadata }: Pod): Promise<void> {
  try {
    await client.delete(pods, metadata.name, {
      namespace: metadata.namespace,
      uid: metadata.uid,
      gracePeriodSeconds: 0,
    });
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

/** Images that containers were started from are present on the node from now on. */
async function rememberImages(client: Client, { spec }: Pod, { status }: Step, node: Node): Promise<void> {
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = status ?? {};
  const statuses = [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses];
  const running = new Set(statuses.filter(({ state }) => state?.running !== undefined).map(({ name }) => name));
  const { containers, initContainers = [], ephemeralContainers = [] } = spec;
  const started = [...containers, ...initContainers, ...ephemeralContainers].filter(({ name }) => running.has(name));
  const known = new Set(node.status.images?.flatMap(({ names }) => names));
  const fresh = [...new Set(started.map(({ image }) => image))].filter((image) => !known.has(image));
  if (fresh.length === 0) return;
  const images = [
    ...(node.status.images ?? []),
    ...fresh.map((image) => ({ names: [image], sizeBytes: sizeOf(image) })),
  ];
  await client.update(nodes, { ...node, status: { ...node.status, images } }, { subresource: 'status' });
}
