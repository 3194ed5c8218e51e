import { type FieldError, forbiddenField } from '../../apimachinery/errors';
import { goQuote } from '../../apimachinery/go-value';
import { clone, deepEqual } from '../../apimachinery/json';
import type { Kind } from '../../apimachinery/meta';
import { age, parseTime } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';
import { setPodDefaults } from './pod-defaults';
import { type PodSummary, podSummary } from './pod-summary';
import type { Container, ContainerStatus, Pod, PodSpec, PodStatus } from './pod-types';
import { validatePodSpec } from './pod-validation';

export const names: Kind<Pod> = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  singular: 'pod',
  shortNames: ['po'],
  categories: ['all'],
  namespaced: true,
};

const MAX_UPDATE_HINT =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

export const strategy: Strategy<Pod> = {
  setDefaults(pod) {
    setPodDefaults(pod.spec);
  },
  prepareForCreate(pod) {
    pod.metadata.generation = 1;
    pod.status = { phase: 'Pending', qosClass: qosClass(pod.spec) };
  },
  prepareForUpdate(pod, old) {
    pod.status = old.status;
  },
  validate: (pod) => validatePodSpec(pod.spec, 'spec'),
  validateCreate: ({ spec }) =>
    spec.ephemeralContainers?.length ? [forbiddenField('spec.ephemeralContainers', 'cannot be set on create')] : [],
  validateUpdate: (pod, old) => validatePodUpdate(pod, old),
  subresources: { ephemeralcontainers: validateEphemeralContainersUpdate },
  hasStatus: true,
  hasGeneration: true,
  gracePeriodSeconds: (pod) => pod.spec.terminationGracePeriodSeconds ?? 30,
  selectableFields: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.podIPs',
    'status.nominatedNodeName',
  ],
};

/** @upstream pkg/apis/core/validation ValidatePodUpdate */
function validatePodUpdate(pod: Pod, old: Pod): FieldError[] {
  const munged = clone(pod.spec);
  for (const kind of ['containers', 'initContainers'] as const) {
    munged[kind]?.forEach((container, index) => {
      container.image = old.spec[kind]?.[index]?.image ?? container.image;
    });
  }
  munged.activeDeadlineSeconds = old.spec.activeDeadlineSeconds;
  munged.tolerations = old.spec.tolerations;
  munged.nodeName ??= old.spec.nodeName;
  return deepEqual(munged, old.spec) ? [] : [forbiddenField('spec', MAX_UPDATE_HINT)];
}

/** Ephemeral containers come, and stay as they are. @upstream pkg/apis/core/validation ValidatePodEphemeralContainersUpdate */
function validateEphemeralContainersUpdate({ metadata, spec }: Pod, old: Pod): FieldError[] {
  const path = 'spec.ephemeralContainers';
  const isStatic = metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined;
  const errors = isStatic ? [forbiddenField('', 'static pods do not support ephemeral containers')] : [];
  for (const before of old.spec.ephemeralContainers ?? []) {
    const after = spec.ephemeralContainers?.find(({ name }) => name === before.name);
    const what = `existing ephemeral containers ${goQuote(before.name)}`;
    if (after === undefined) errors.push(forbiddenField(path, `${what} may not be removed\n`));
    else if (!deepEqual(after, before)) errors.push(forbiddenField(path, `${what} may not be changed\n`));
  }
  return errors;
}

/** @upstream pkg/apis/core/v1/helper/qos ComputePodQOS */
export function qosClass(spec: PodSpec): string {
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  const amounts = containers.flatMap(({ resources }) => [resources?.requests ?? {}, resources?.limits ?? {}]);
  const compute = amounts.map(({ cpu, memory }) => ({ cpu, memory }));
  if (compute.every(({ cpu, memory }) => cpu === undefined && memory === undefined)) return 'BestEffort';
  const guaranteed = containers.every(({ resources }) =>
    ['cpu', 'memory'].every((name) => {
      const limit = resources?.limits?.[name];
      return limit !== undefined && limit === (resources?.requests?.[name] ?? limit);
    }),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

export const columns: readonly Column<Pod>[] = [
  { name: 'Name', cell: (pod) => pod.metadata.name },
  { name: 'Ready', cell: (pod) => podSummary(pod).ready },
  { name: 'Status', cell: (pod) => podSummary(pod).status },
  { name: 'Restarts', cell: (pod, now) => restartsText(podSummary(pod), now) },
  { name: 'Age', cell: (pod, now) => age(pod.metadata.creationTimestamp, now) },
  { name: 'IP', wide: true, cell: ({ status }) => status.podIPs?.[0]?.ip ?? status.podIP ?? '<none>' },
  { name: 'Node', wide: true, cell: ({ spec }) => spec.nodeName || '<none>' },
  { name: 'Nominated Node', wide: true, cell: ({ status }) => status.nominatedNodeName || '<none>' },
  { name: 'Readiness Gates', wide: true, cell: readinessGatesText },
];

function restartsText({ restarts, lastRestart }: PodSummary, now: number): string {
  return restarts > 0 && lastRestart !== undefined ? `${restarts} (${age(lastRestart, now)} ago)` : String(restarts);
}

function readinessGatesText({ spec, status }: Pod): string {
  const gates = spec.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const open = gates.filter(({ conditionType }) => hasCondition(status, conditionType));
  return `${open.length}/${gates.length}`;
}

/** Whether a condition of the pod is True. */
export function hasCondition(status: PodStatus, type: string): boolean {
  return status.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
}

/** Whether the pod is Ready. */
export function isPodReady(pod: Pod): boolean {
  return hasCondition(pod.status, 'Ready');
}

/** Whether the pod has been ready for so many seconds. @upstream pkg/api/v1/pod IsPodAvailable */
export function isPodAvailable(pod: Pod, minReadySeconds: number, now: number): boolean {
  const ready = pod.status.conditions?.find((condition) => condition.type === 'Ready');
  if (ready?.status !== 'True') return false;
  return minReadySeconds === 0 || parseTime(ready.lastTransitionTime) + minReadySeconds * 1000 <= now;
}

/** Milliseconds until a ready pod counts as available; 0 for one that does or is not ready. */
export function timeUntilAvailable(pod: Pod, minReadySeconds: number, now: number): number {
  if (!isPodReady(pod) || isPodAvailable(pod, minReadySeconds, now)) return 0;
  const ready = pod.status.conditions?.find((condition) => condition.type === 'Ready');
  return parseTime(ready?.lastTransitionTime) + minReadySeconds * 1000 - now;
}

/** Whether the pod has ended for good. */
export function isPodTerminal(pod: Pod): boolean {
  return pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
}

/** Whether the pod is neither ended nor being deleted. */
export function isPodActive(pod: Pod): boolean {
  return !isPodTerminal(pod) && pod.metadata.deletionTimestamp === undefined;
}

/** A container of a pod, of whichever sort it is. */
export function containerOf({ spec }: Pod, container: string): Container | undefined {
  const { containers, initContainers = [], ephemeralContainers = [] } = spec;
  return [...containers, ...initContainers, ...ephemeralContainers].find(({ name }) => name === container);
}

/** What is known of a container, of whichever sort it is. */
export function containerStatusOf({ status }: Pod, container: string): ContainerStatus | undefined {
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = status;
  return [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses].find(
    ({ name }) => name === container,
  );
}

/** Whether a container's process runs. */
export function isContainerRunning(pod: Pod, container: string): boolean {
  return containerStatusOf(pod, container)?.state?.running !== undefined;
}

export const notSimulated = [
  'spec.affinity.podAffinity',
  'spec.affinity.podAntiAffinity',
  'spec.topologySpreadConstraints',
  'spec.containers[*].lifecycle',
  'spec.containers[*].livenessProbe',
  'spec.containers[*].resources.limits',
];
