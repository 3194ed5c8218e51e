import { type FieldError, forbiddenField } from '../../apimachinery/errors';
import type { IntOrString } from '../../apimachinery/int-or-string';
import { clone, deepEqual, type JsonObject } from '../../apimachinery/json';
import type { Condition, Kind, ObjectMeta, StringMap } from '../../apimachinery/meta';
import { age, parseTime } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';
import { setPodDefaults } from './pod-defaults';
import { type PodSummary, podSummary } from './pod-summary';
import { validatePodSpec } from './pod-validation';

export type ContainerPort = {
  name?: string;
  containerPort: number;
  hostPort?: number;
  hostIP?: string;
  protocol?: string;
};

export type EnvVarSource = {
  fieldRef?: { apiVersion?: string; fieldPath: string };
  resourceFieldRef?: { containerName?: string; resource: string; divisor?: string };
  configMapKeyRef?: { name?: string; key: string; optional?: boolean };
  secretKeyRef?: { name?: string; key: string; optional?: boolean };
};

export type EnvVar = { name: string; value?: string; valueFrom?: EnvVarSource };

export type EnvFromSource = {
  prefix?: string;
  configMapRef?: { name?: string; optional?: boolean };
  secretRef?: { name?: string; optional?: boolean };
};

export type VolumeMount = {
  name: string;
  mountPath: string;
  readOnly?: boolean;
  subPath?: string;
  subPathExpr?: string;
  mountPropagation?: string;
};

export type ResourceRequirements = { limits?: StringMap; requests?: StringMap; claims?: { name: string }[] };

export type Probe = {
  exec?: { command?: string[] };
  httpGet?: { path?: string; port: IntOrString; host?: string; scheme?: string };
  tcpSocket?: { port: IntOrString; host?: string };
  grpc?: { port: number; service?: string };
  initialDelaySeconds?: number;
  timeoutSeconds?: number;
  periodSeconds?: number;
  successThreshold?: number;
  failureThreshold?: number;
};

export type Container = {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  workingDir?: string;
  ports?: ContainerPort[];
  envFrom?: EnvFromSource[];
  env?: EnvVar[];
  resources?: ResourceRequirements;
  volumeMounts?: VolumeMount[];
  volumeDevices?: { name: string; devicePath: string }[];
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  startupProbe?: Probe;
  lifecycle?: JsonObject;
  restartPolicy?: string;
  terminationMessagePath?: string;
  terminationMessagePolicy?: string;
  imagePullPolicy?: string;
  securityContext?: JsonObject;
  stdin?: boolean;
  stdinOnce?: boolean;
  tty?: boolean;
};

export type KeyToPath = { key: string; path: string; mode?: number };

export type ProjectedSource = {
  serviceAccountToken?: { audience?: string; expirationSeconds?: number; path: string };
  configMap?: { name?: string; items?: KeyToPath[]; optional?: boolean };
  secret?: { name?: string; items?: KeyToPath[]; optional?: boolean };
  downwardAPI?: { items?: { path: string; fieldRef?: { apiVersion?: string; fieldPath: string } }[] };
};

export type Volume = {
  name: string;
  persistentVolumeClaim?: { claimName: string; readOnly?: boolean };
  emptyDir?: { medium?: string; sizeLimit?: string };
  hostPath?: { path: string; type?: string };
  configMap?: { name?: string; items?: KeyToPath[]; defaultMode?: number; optional?: boolean };
  secret?: { secretName?: string; items?: KeyToPath[]; defaultMode?: number; optional?: boolean };
  projected?: { defaultMode?: number; sources?: ProjectedSource[] };
  downwardAPI?: { defaultMode?: number; items?: JsonObject[] };
  nfs?: { server: string; path: string; readOnly?: boolean };
  csi?: JsonObject;
  ephemeral?: JsonObject;
};

export type Toleration = {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  tolerationSeconds?: number;
};

export type PodSpec = {
  volumes?: Volume[];
  initContainers?: Container[];
  containers: Container[];
  ephemeralContainers?: Container[];
  restartPolicy?: string;
  terminationGracePeriodSeconds?: number;
  activeDeadlineSeconds?: number;
  dnsPolicy?: string;
  dnsConfig?: { nameservers?: string[]; searches?: string[]; options?: { name?: string; value?: string }[] };
  nodeSelector?: StringMap;
  serviceAccountName?: string;
  serviceAccount?: string;
  automountServiceAccountToken?: boolean;
  nodeName?: string;
  hostNetwork?: boolean;
  hostname?: string;
  subdomain?: string;
  setHostnameAsFQDN?: boolean;
  hostAliases?: { ip: string; hostnames?: string[] }[];
  securityContext?: JsonObject;
  imagePullSecrets?: { name?: string }[];
  affinity?: JsonObject;
  schedulerName?: string;
  tolerations?: Toleration[];
  priorityClassName?: string;
  priority?: number;
  preemptionPolicy?: string;
  enableServiceLinks?: boolean;
  readinessGates?: { conditionType: string }[];
  schedulingGates?: { name: string }[];
  runtimeClassName?: string;
  topologySpreadConstraints?: JsonObject[];
  resources?: ResourceRequirements;
};

export type ContainerStateTerminated = {
  exitCode: number;
  signal?: number;
  reason?: string;
  message?: string;
  startedAt?: string | null;
  finishedAt?: string | null;
  containerID?: string;
};

export type ContainerState = {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string | null };
  terminated?: ContainerStateTerminated;
};

export type ContainerStatus = {
  name: string;
  state?: ContainerState;
  lastState?: ContainerState;
  ready: boolean;
  restartCount: number;
  image: string;
  imageID: string;
  containerID?: string;
  started?: boolean;
  resources?: ResourceRequirements;
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean; recursiveReadOnly?: string }[];
};

export type PodStatus = {
  phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  conditions?: Condition[];
  message?: string;
  reason?: string;
  nominatedNodeName?: string;
  hostIP?: string;
  hostIPs?: { ip: string }[];
  podIP?: string;
  podIPs?: { ip: string }[];
  startTime?: string;
  initContainerStatuses?: ContainerStatus[];
  containerStatuses?: ContainerStatus[];
  ephemeralContainerStatuses?: ContainerStatus[];
  qosClass?: string;
};

export type PodTemplateSpec = { metadata?: Partial<ObjectMeta>; spec: PodSpec };

export type Pod = { apiVersion: 'v1'; kind: 'Pod'; metadata: ObjectMeta; spec: PodSpec; status: PodStatus };

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
  validateUpdate: (pod, old) => validatePodUpdate(pod, old),
  hasStatus: true,
  gracePeriodSeconds: (pod) => pod.spec.terminationGracePeriodSeconds ?? 30,
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

export const notSimulated = [
  'spec.affinity.podAffinity',
  'spec.affinity.podAntiAffinity',
  'spec.topologySpreadConstraints',
  'spec.containers[*].lifecycle',
  'spec.containers[*].livenessProbe',
  'spec.containers[*].resources.limits',
];
