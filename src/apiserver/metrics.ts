import { notFound } from '../apimachinery/errors';
import { fnv32a } from '../apimachinery/hash';
import type { Kind, KubeObject } from '../apimachinery/meta';
import { parseQuantity } from '../apimachinery/quantity';
import { formatTime } from '../apimachinery/time';
import { getObject, listObjects, type RegistryWorld } from '../registry/objects';
import { isNodeReady, type Node, names as nodes } from '../resources/core/node';
import { names as pods } from '../resources/core/pod';
import type { Container, Pod } from '../resources/core/pod-types';
import { type NodeMetrics, names as nodemetrics } from '../resources/metrics/nodemetrics';
import type { PodMetrics } from '../resources/metrics/podmetrics';

/** How often usage is measured, in milliseconds; the figures stay the same in between. */
const SCRAPE = 15_000;
const WINDOW = '15s';

/** CPU in cores, memory in bytes. */
type Amounts = { readonly cpu: number; readonly memory: number };

/** What a container is taken to ask for that asks for nothing. */
const SMALL: Amounts = { cpu: 0.01, memory: 24 * 2 ** 20 };

/**
 * The metrics of all nodes, or of the pods of a namespace: what was loaded with a snapshot, else figures that are made
 * up from what the containers ask for, the same for the same object at the same time.
 * @upstream kubernetes-sigs/metrics-server pkg/api
 */
export function listMetrics(world: RegistryWorld, kind: Kind, namespace?: string): KubeObject[] {
  const stored = listObjects(world, kind);
  if (stored.length > 0) return listObjects(world, kind, namespace);
  if (kind === nodemetrics) {
    const all = listObjects(world, pods) as Pod[];
    return (listObjects(world, nodes) as Node[]).filter(isNodeReady).map((node) => nodeMetrics(node, all, world.now()));
  }
  return (listObjects(world, pods, namespace) as Pod[]).filter(isMeasured).map((pod) => podMetrics(pod, world.now()));
}

/** @throws StatusError NotFound */
export function getMetrics(world: RegistryWorld, kind: Kind, namespace: string | undefined, name: string): KubeObject {
  const found = listMetrics(world, kind, namespace).find(({ metadata }) => metadata.name === name);
  if (found !== undefined) return found;
  // Of what is not there at all it is the pod or the node that is missed.
  getObject(world, kind === nodemetrics ? nodes : pods, namespace, name);
  const resource = { group: kind.group, plural: kind.singular };
  throw notFound(resource, kind.namespaced ? `${namespace}/${name}` : name);
}

function isMeasured({ status }: Pod): boolean {
  return status.phase === 'Running' && runningContainers(status).size > 0;
}

function runningContainers({ containerStatuses = [], initContainerStatuses = [] }: Pod['status']): Set<string> {
  const running = [...containerStatuses, ...initContainerStatuses].filter(({ state }) => state?.running !== undefined);
  return new Set(running.map(({ name }) => name));
}

function podMetrics(pod: Pod, now: number): PodMetrics {
  const { name, namespace, labels } = pod.metadata;
  return {
    kind: 'PodMetrics',
    apiVersion: 'metrics.k8s.io/v1beta1',
    metadata: { name, namespace, creationTimestamp: formatTime(now), labels },
    timestamp: formatTime(scrapeBefore(now)),
    window: WINDOW,
    containers: usedBy(pod, now).map(({ container, used }) => ({ name: container.name, usage: usageOf(used) })),
  };
}

function nodeMetrics({ metadata, status }: Node, all: readonly Pod[], now: number): NodeMetrics {
  const { name, labels, uid = name } = metadata;
  const capacity = status.capacity ?? {};
  // The kubelet, the container runtime and the system are there whatever the pods do.
  const system = {
    cpu: inUnits(capacity.cpu) * between(0.01, 0.03, `${uid}/cpu/${scrapeBefore(now)}`),
    memory: inUnits(capacity.memory) * between(0.06, 0.08, uid),
  };
  const mine = all.filter((pod) => pod.spec.nodeName === name && isMeasured(pod));
  const used = mine.flatMap((pod) => usedBy(pod, now)).reduce((sum, part) => add(sum, part.used), system);
  return {
    kind: 'NodeMetrics',
    apiVersion: 'metrics.k8s.io/v1beta1',
    metadata: { name, creationTimestamp: formatTime(now), labels },
    timestamp: formatTime(scrapeBefore(now)),
    window: WINDOW,
    usage: usageOf(used),
  };
}

function add(left: Amounts, right: Amounts): Amounts {
  return { cpu: left.cpu + right.cpu, memory: left.memory + right.memory };
}

function scrapeBefore(now: number): number {
  return now - (now % SCRAPE);
}

/** What each running container uses. */
function usedBy({ metadata, spec, status }: Pod, now: number): { container: Container; used: Amounts }[] {
  const running = runningContainers(status);
  return [...spec.containers, ...(spec.initContainers ?? [])]
    .filter(({ name }) => running.has(name))
    .map((container) => ({
      container,
      used: usedByContainer(container, `${metadata.uid}/${container.name}`, scrapeBefore(now)),
    }));
}

/**
 * Memory stays near one level, CPU comes and goes: parts of what is requested, which is never more than the limits;
 * little without a request.
 */
function usedByContainer({ resources }: Container, seed: string, time: number): Amounts {
  const cpu = inUnits(resources?.requests?.cpu) || SMALL.cpu;
  const memory = inUnits(resources?.requests?.memory) || SMALL.memory;
  const level = between(0.5, 0.8, `${seed}/memory`) * between(0.98, 1.02, `${seed}/memory/${time}`);
  return { cpu: cpu * between(0.05, 0.4, `${seed}/cpu/${time}`), memory: memory * level };
}

/** A number that always is the same for the same seed. */
function between(low: number, high: number, seed: string): number {
  return low + ((high - low) * fnv32a(seed)) / 2 ** 32;
}

function inUnits(quantity: string | undefined): number {
  return quantity === undefined ? 0 : Number(parseQuantity(quantity).nanos) / 1e9;
}

/** In the units in which metrics-server tells them. */
function usageOf({ cpu, memory }: Amounts): { cpu: string; memory: string } {
  return { cpu: `${Math.round(cpu * 1e9)}n`, memory: `${Math.round(memory / 1024)}Ki` };
}
