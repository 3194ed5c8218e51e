import { formatTime, parseTime } from '../apimachinery/time';
import type { EventNote } from '../client/recorder';
import { isPodTerminal } from '../resources/core/pod';
import type { Container, ContainerStatus, Pod, PodStatus } from '../resources/core/pod-types';
import { conditionsOf } from './conditions';
import { failedStart, running, terminated, waiting } from './containers';
import { type ImageProblem, imageNotes, imageProblem } from './images';
import { environmentProblem, mountProblem } from './mounts';
import { backOff, phaseOf, shouldRestart } from './restart';
import type { Stage, StageFacts, Step } from './stage';

/** Whether a container is one that comes before the others, one of them, or one that came later. */
type ContainerSort = 'init' | 'main' | 'ephemeral';

const statusFields = {
  init: 'initContainerStatuses',
  main: 'containerStatuses',
  ephemeral: 'ephemeralContainerStatuses',
} as const;

/** A pod that is deleted: its containers are stopped, then it goes. */
const terminate: Stage = {
  name: 'terminate',
  next({ pod, now }) {
    if (pod.metadata.deletionTimestamp === undefined) return undefined;
    const { containerStatuses = [], ephemeralContainerStatuses = [] } = pod.status;
    const live = [...containerStatuses, ...ephemeralContainerStatuses].filter(
      ({ state }) => state?.running !== undefined,
    );
    if (live.length === 0) return { remove: true };
    const notes = live.map(({ name }) => note('Normal', 'Killing', `Stopping container ${name}`, name));
    const stopped: Partial<PodStatus> = {
      containerStatuses: stop(pod.status.containerStatuses, now),
      ephemeralContainerStatuses: stop(pod.status.ephemeralContainerStatuses, now)?.map(unprobed),
    };
    return withStatus(pod, { ...stopped, phase: 'Succeeded' }, now, notes);
  },
};

function stop(statuses: readonly ContainerStatus[] | undefined, now: number): ContainerStatus[] | undefined {
  return statuses?.map((status) => (status.state?.running === undefined ? status : terminated(status, 0, now)));
}

/** The kubelet takes the pod up. */
const admit: Stage = {
  name: 'admit',
  next({ pod, node, now }) {
    if (pod.status.startTime !== undefined) return undefined;
    const hostIP = node.status.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';
    const reason = pod.spec.initContainers?.length ? 'PodInitializing' : 'ContainerCreating';
    return withStatus(
      pod,
      {
        hostIP,
        hostIPs: [{ ip: hostIP }],
        startTime: formatTime(now),
        initContainerStatuses: pod.spec.initContainers?.map((container) => waiting(container, 'PodInitializing')),
        containerStatuses: pod.spec.containers.map((container) => waiting(container, reason)),
      },
      now,
    );
  },
};

/** Volumes are mounted before anything starts. */
const mount: Stage = {
  name: 'mount',
  async next({ pod, context }) {
    if (pod.status.podIP !== undefined) return undefined;
    const problem = await mountProblem(context.client, pod);
    if (problem === undefined) return undefined;
    return { notes: [note('Warning', 'FailedMount', problem)], requeue: { after: 120_000, background: true } };
  },
};

/** Init containers run one after the other; sidecars among them stay. */
const initialize: Stage = {
  name: 'initialize',
  async next(facts) {
    const { pod } = facts;
    for (const [index, container] of (pod.spec.initContainers ?? []).entries()) {
      const status = pod.status.initContainerStatuses?.[index];
      const isDone = status?.state?.terminated?.exitCode === 0;
      const isUp = container.restartPolicy === 'Always' && status?.state?.running !== undefined;
      if (isDone || isUp) continue;
      const step = await nextOfContainer(facts, container, status, 'init');
      // What comes after it waits for its end.
      const requeue = step?.goesOn && step.requeue ? { ...step.requeue, isSoon: true } : step?.requeue;
      return { ...step, goesOn: false, requeue };
    }
    return undefined;
  },
};

/** Containers are started together; each then lives its own life. */
const start: Stage = {
  name: 'start',
  async next(facts) {
    let later: Step | undefined;
    for (const [index, container] of facts.pod.spec.containers.entries()) {
      const step = await nextOfContainer(facts, container, facts.pod.status.containerStatuses?.[index], 'main');
      if (step !== undefined && !step.goesOn) return step;
      later = sooner(later, step);
    }
    return later;
  },
};

/** Of two steps that only look again the one that does so first. */
function sooner(one: Step | undefined, other: Step | undefined): Step | undefined {
  if (one?.requeue === undefined || other?.requeue === undefined) return one ?? other;
  return one.requeue.after <= other.requeue.after ? one : other;
}

/** Probes make containers ready, faults unready. */
const probe: Stage = {
  name: 'probe',
  next({ pod, now, runtime }) {
    if (isPodTerminal(pod)) return undefined;
    const mayBeReady = runtime.faultOf(pod) === undefined;
    const statuses = pod.status.containerStatuses ?? [];
    const delay = mayBeReady ? probeDelay(pod, statuses, now) : 0;
    if (delay > 0) return { requeue: { after: delay } };
    const probed = statuses.map((status) => ({
      ...status,
      ready: status.state?.running !== undefined && mayBeReady,
      started: status.state?.running !== undefined,
    }));
    if (probed.every(({ ready }, index) => ready === statuses[index]?.ready)) return undefined;
    const unready = probed.filter(({ ready, state }) => !ready && state?.running !== undefined);
    const notes = unready.map(({ name }) =>
      note('Warning', 'Unhealthy', 'Readiness probe failed: simulated fault', name),
    );
    return withStatus(pod, { containerStatuses: probed }, now, notes);
  },
};

/** Ephemeral containers start as soon as the pod's network is there; those that have ended stay so. */
export const join: Stage = {
  name: 'join',
  async next(facts) {
    const { ephemeralContainers = [] } = facts.pod.spec;
    const { podIP, ephemeralContainerStatuses: statuses = [] } = facts.pod.status;
    if (podIP === undefined || facts.pod.metadata.deletionTimestamp !== undefined) return undefined;
    let later: Step | undefined;
    for (const container of ephemeralContainers) {
      const status = statuses.find(({ name }) => name === container.name);
      if (status?.state?.terminated !== undefined) continue;
      const step = await nextOfContainer(facts, container, status, 'ephemeral');
      if (step?.status !== undefined) return step;
      later ??= step;
    }
    return later;
  },
};

/** The stages of a pod's life on its node, in the order in which they are tried. */
export const stages: readonly Stage[] = [terminate, admit, mount, initialize, start, probe];

/** Milliseconds until the slowest probe of the containers that run may first succeed. */
function probeDelay(pod: Pod, statuses: readonly ContainerStatus[], now: number): number {
  const waits = pod.spec.containers.map((container, index) => {
    const startedAt = statuses[index]?.state?.running?.startedAt;
    const delays = [container.startupProbe, container.readinessProbe].map((check) => check?.initialDelaySeconds ?? 0);
    if (startedAt === undefined || statuses[index]?.ready) return 0;
    return parseTime(startedAt) + Math.max(...delays) * 1000 - now;
  });
  return Math.max(0, ...waits);
}

async function nextOfContainer(
  facts: StageFacts,
  container: Container,
  status: ContainerStatus | undefined,
  sort: ContainerSort,
): Promise<Step | undefined> {
  const { state } = status ?? {};
  if (state?.running !== undefined) return await whileRunning(facts, container, status, sort);
  if (state?.terminated !== undefined) return restart(facts, container, status, sort);
  const problem = imageProblem(facts.runtime, facts.pod, container);
  if (problem !== undefined) return pullFailure(facts, container, status, problem, sort);
  if (status !== undefined && state?.waiting?.reason === 'CrashLoopBackOff') {
    const wait = backOff(status, facts.now);
    if (wait > 0) return { requeue: { after: wait, background: true }, goesOn: sort === 'main' };
  }
  return await launch(facts, container, status, sort);
}

async function launch(
  facts: StageFacts,
  container: Container,
  status: ContainerStatus | undefined,
  sort: ContainerSort,
): Promise<Step> {
  const { pod, node, now, runtime, context } = facts;
  const problem = await environmentProblem(context.client, pod, container);
  if (problem !== undefined) return configFailure(facts, container, status, problem, sort);
  const ended = status?.lastState?.terminated ?? status?.state?.terminated;
  const count = ended === undefined ? 0 : (status?.restartCount ?? 0) + 1;
  const ip =
    pod.status.podIP ?? (pod.spec.hostNetwork ? (pod.status.hostIP ?? '') : runtime.allocateIP(node.metadata.name));
  const fresh = running(facts, container, status, count);
  const started = { ...pod.status, ...replaceStatus(pod, fresh, sort), podIP: ip, podIPs: [{ ip }] };
  const outcome = await runtime.outcome({ ...pod, status: started }, container, count);
  const created = [
    ...imageNotes(node, container),
    note('Normal', 'Created', `Created container: ${container.name}`, container.name),
  ];
  if (outcome.type === 'failed') {
    const failed = failedStart(fresh, outcome.message, now);
    const notes = [...created, note('Warning', 'Failed', `Error: ${outcome.message}`, container.name)];
    const after = { ...pod, status: { ...started, ...replaceStatus(pod, failed, sort) } };
    return withStatus(after, { phase: phaseOf(after) }, now, notes);
  }
  const isServing = sort === 'main' || container.restartPolicy === 'Always';
  const hasProbe = container.readinessProbe !== undefined || container.startupProbe !== undefined;
  const ready = isServing && outcome.type === 'running' && !hasProbe && runtime.faultOf(pod) === undefined;
  const changed = replaceStatus(pod, { ...fresh, ready }, sort);
  const phase = sort === 'main' ? 'Running' : pod.status.phase;
  const notes = [...created, note('Normal', 'Started', `Started container ${container.name}`, container.name)];
  return withStatus(pod, { ...changed, phase, podIP: ip, podIPs: [{ ip }] }, now, notes);
}

async function whileRunning(
  { pod, now, runtime }: StageFacts,
  container: Container,
  status: ContainerStatus | undefined,
  sort: ContainerSort,
): Promise<Step | undefined> {
  if (status === undefined) return undefined;
  const outcome =
    runtime.faultOf(pod) === 'crash' && sort !== 'ephemeral'
      ? ({ type: 'exited', exitCode: 1 } as const)
      : await runtime.outcome(pod, container, status.restartCount);
  if (outcome.type === 'running') {
    const { until } = outcome;
    return until === undefined
      ? undefined
      : { requeue: { after: Math.max(until - now, 1), background: true }, goesOn: true };
  }
  if (outcome.type === 'failed') return undefined;
  const changed = replaceStatus(pod, terminated(status, outcome.exitCode, now), sort);
  const after = { ...pod, status: { ...pod.status, ...changed } };
  const phase = phaseOf(after);
  const hasEnded = phase === 'Succeeded' || phase === 'Failed';
  const ephemeral = hasEnded ? stop(pod.status.ephemeralContainerStatuses, now)?.map(unprobed) : undefined;
  return withStatus(pod, { ...changed, ...(ephemeral && { ephemeralContainerStatuses: ephemeral }), phase }, now);
}

function restart(
  { pod, now }: StageFacts,
  container: Container,
  status: ContainerStatus | undefined,
  sort: ContainerSort,
): Step | undefined {
  const ended = status?.state?.terminated;
  if (status === undefined || ended === undefined || !shouldRestart(pod, container, ended.exitCode, sort === 'init'))
    return undefined;
  const previous: ContainerStatus = { ...status, lastState: { terminated: ended } };
  if (status.restartCount === 0 && status.lastState?.terminated === undefined) {
    const pending = waiting(container, sort === 'init' ? 'PodInitializing' : 'ContainerCreating', previous);
    return withStatus(pod, replaceStatus(pod, pending, sort), now);
  }
  const seconds = backOff(previous, parseTime(ended.finishedAt)) / 1000;
  const message = `back-off ${durationText(seconds)} restarting failed container=${container.name} pod=${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`;
  const pending = waiting(container, 'CrashLoopBackOff', previous, message);
  const text = `Back-off restarting failed container ${container.name} in pod ${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`;
  return withStatus(pod, replaceStatus(pod, pending, sort), now, [note('Warning', 'BackOff', text, container.name)]);
}

function durationText(seconds: number): string {
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

function pullFailure(
  { pod, now }: StageFacts,
  container: Container,
  status: ContainerStatus | undefined,
  { reason, message, notes }: ImageProblem,
  sort: ContainerSort,
): Step {
  const requeue = { after: 300_000, background: true };
  if (status?.state?.waiting?.reason === reason) return { requeue };
  const changed = replaceStatus(pod, waiting(container, reason, status, message), sort);
  return { ...withStatus(pod, changed, now, notes), requeue };
}

function configFailure(
  { pod, now }: StageFacts,
  container: Container,
  status: ContainerStatus | undefined,
  problem: string,
  sort: ContainerSort,
): Step {
  const requeue = { after: 10_000, background: true };
  if (status?.state?.waiting?.message === problem) return { requeue };
  const changed = replaceStatus(pod, waiting(container, 'CreateContainerConfigError', status, problem), sort);
  return {
    ...withStatus(pod, changed, now, [note('Warning', 'Failed', `Error: ${problem}`, container.name)]),
    requeue,
  };
}

function replaceStatus({ status }: Pod, fresh: ContainerStatus, sort: ContainerSort): Partial<PodStatus> {
  const field = statusFields[sort];
  const others = status[field] ?? [];
  if (sort === 'ephemeral') return { [field]: [...others.filter(({ name }) => name !== fresh.name), unprobed(fresh)] };
  return { [field]: others.map((other) => (other.name === fresh.name ? fresh : other)) };
}

/** Nobody asks whether an ephemeral container has started, or is ready. */
function unprobed({ started: _, ...status }: ContainerStatus): ContainerStatus {
  return { ...status, ready: false };
}

function withStatus(pod: Pod, change: Partial<PodStatus>, now: number, notes: readonly EventNote[] = []): Step {
  const status: PodStatus = { ...pod.status, ...change };
  return {
    status: { ...status, conditions: conditionsOf({ ...pod, status }, status.podIP !== undefined, now) },
    notes,
  };
}

function note(type: EventNote['type'], reason: string, message: string, container?: string): EventNote {
  return { type, reason, message, fieldPath: container === undefined ? undefined : `spec.containers{${container}}` };
}
