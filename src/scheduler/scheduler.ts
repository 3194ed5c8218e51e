import { compareText, deepEqual } from '../apimachinery/json';
import { type KubeObject, keyOf } from '../apimachinery/meta';
import { formatTime } from '../apimachinery/time';
import type { Client } from '../client/client';
import { type Controller, type ControllerContext, type Requeue, splitKey } from '../client/controller';
import { find } from '../client/find';
import { isNodeReady, type Node, names as nodes } from '../resources/core/node';
import { type PersistentVolume, names as persistentvolumes } from '../resources/core/persistentvolume';
import { type PersistentVolumeClaim, names as persistentvolumeclaims } from '../resources/core/persistentvolumeclaim';
import { isPodTerminal, names as pods } from '../resources/core/pod';
import type { Pod } from '../resources/core/pod-types';
import { names as storageclasses } from '../resources/storage/storageclass';
import { refusals } from './filter';

const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const NAME = 'default-scheduler';

/** Binds pods to nodes. @upstream pkg/scheduler/schedule_one.go */
export const scheduler: Controller = {
  name: NAME,
  component: 'kube-scheduler',
  watches: {
    pods: async ({ object, deleted }, client) => (deleted ? await waitingPods(client) : [keyOf(object)]),
    nodes: (_notice, client) => waitingPods(client),
    persistentvolumeclaims: (_notice, client) => waitingPods(client),
    persistentvolumes: (_notice, client) => waitingPods(client),
  },
  sync,
};

async function waitingPods(client: Client): Promise<string[]> {
  const { items } = await client.list(pods, { fieldSelector: 'spec.nodeName=' });
  return items.map(keyOf);
}

async function sync(key: string, context: ControllerContext): Promise<Requeue | undefined> {
  const { client } = context;
  const { namespace, name } = splitKey(key);
  const pod = await find(client, pods, name, namespace);
  if (pod === undefined || pod.spec.nodeName || isPodTerminal(pod) || pod.metadata.deletionTimestamp !== undefined)
    return;
  if (pod.spec.schedulerName !== NAME || pod.spec.schedulingGates?.length) return;
  const storage = await storageOf(client, pod);
  if (storage.problem !== undefined) return await fail(context, pod, storage.problem);
  const { items } = await client.list(nodes);
  const others = (await client.list(pods)).items.filter((other) => !isPodTerminal(other));
  const reasons: string[] = [];
  const fitting: Node[] = [];
  for (const node of items) {
    const neighbours = others.filter(({ spec }) => spec.nodeName === node.metadata.name);
    const refused = isNodeReady(node)
      ? refusals({ pod, node, neighbours, volumes: storage.volumes })
      : ['node(s) had untolerated taint {node.kubernetes.io/not-ready: }'];
    if (refused.length === 0) fitting.push(node);
    reasons.push(...refused);
  }
  const [best] = fitting.sort(
    (left, right) => load(others, left) - load(others, right) || compareText(left.metadata.name, right.metadata.name),
  );
  if (best === undefined) return await fail(context, pod, noNodeMessage(items.length, reasons));
  await bind(context, pod, best, storage.unbound);
}

function load(others: readonly Pod[], node: Node): number {
  return others.filter(({ spec }) => spec.nodeName === node.metadata.name).length;
}

/** @upstream pkg/scheduler/framework FitError */
function noNodeMessage(count: number, reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const texts = [...counts].map(([reason, times]) => `${times} ${reason}`).sort(compareText);
  const head =
    texts.length === 0 ? 'no nodes available to schedule pods' : `0/${count} nodes are available: ${texts.join(', ')}.`;
  if (texts.length === 0) return head;
  return `${head} preemption: 0/${count} nodes are available: ${count} Preemption is not helpful for scheduling.`;
}

type Storage = { volumes: PersistentVolume[]; unbound: PersistentVolumeClaim[]; problem?: string };

/** The volumes of a pod's claims, and the claims that wait for its node. @upstream plugins/volumebinding */
async function storageOf(client: Client, pod: Pod): Promise<Storage> {
  const storage: Storage = { volumes: [], unbound: [] };
  for (const { persistentVolumeClaim } of pod.spec.volumes ?? []) {
    if (persistentVolumeClaim === undefined) continue;
    const { claimName } = persistentVolumeClaim;
    const claim = await find(client, persistentvolumeclaims, claimName, pod.metadata.namespace);
    if (claim === undefined)
      return { ...storage, problem: await storageProblem(client, `persistentvolumeclaim "${claimName}" not found`) };
    if (claim.metadata.deletionTimestamp !== undefined) {
      return {
        ...storage,
        problem: await storageProblem(client, `persistentvolumeclaim "${claimName}" is being deleted`),
      };
    }
    if (claim.status.phase === 'Bound') {
      const volume = await find(client, persistentvolumes, claim.spec.volumeName ?? '');
      if (volume !== undefined) storage.volumes.push(volume);
      continue;
    }
    const storageClass = await find(client, storageclasses, claim.spec.storageClassName ?? '');
    if (storageClass?.volumeBindingMode !== 'WaitForFirstConsumer') {
      return { ...storage, problem: await storageProblem(client, 'pod has unbound immediate PersistentVolumeClaims') };
    }
    storage.unbound.push(claim);
  }
  return storage;
}

async function storageProblem(client: Client, reason: string): Promise<string> {
  const count = (await client.list(nodes)).items.length;
  return `0/${count} nodes are available: ${reason}. preemption: 0/${count} nodes are available: ${count} Preemption is not helpful for scheduling.`;
}

async function bind(
  context: ControllerContext,
  pod: Pod,
  node: Node,
  unbound: readonly PersistentVolumeClaim[],
): Promise<void> {
  const { client, recorder } = context;
  const { name, namespace } = pod.metadata;
  const waiting = unbound.filter(({ metadata }) => metadata.annotations?.[SELECTED_NODE] !== node.metadata.name);
  for (const claim of waiting) {
    const annotations = { ...claim.metadata.annotations, [SELECTED_NODE]: node.metadata.name };
    await client.update(
      persistentvolumeclaims,
      { ...claim, metadata: { ...claim.metadata, annotations } },
      { namespace },
    );
  }
  if (unbound.length > 0) return;
  const target = { apiVersion: 'v1', kind: 'Node', name: node.metadata.name };
  const binding = { apiVersion: 'v1', kind: 'Binding', metadata: { name, namespace }, target };
  await client.create<KubeObject>(pods, binding, { namespace, subresource: 'binding' });
  const message = `Successfully assigned ${keyOf(pod)} to ${node.metadata.name}`;
  await recorder({ component: NAME })(pod, { type: 'Normal', reason: 'Scheduled', message });
}

async function fail({ client, recorder, now }: ControllerContext, pod: Pod, message: string): Promise<undefined> {
  const others = (pod.status.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
  const before = pod.status.conditions?.find(({ type }) => type === 'PodScheduled');
  const condition = {
    type: 'PodScheduled',
    status: 'False' as const,
    reason: 'Unschedulable',
    message,
    lastProbeTime: null,
    lastTransitionTime: before?.status === 'False' ? before.lastTransitionTime : formatTime(now()),
  };
  if (deepEqual(before, condition)) return;
  const status = { ...pod.status, conditions: [...others, condition] };
  await client.update(pods, { ...pod, status }, { namespace: pod.metadata.namespace, subresource: 'status' });
  await recorder({ component: NAME })(pod, { type: 'Warning', reason: 'FailedScheduling', message });
}
