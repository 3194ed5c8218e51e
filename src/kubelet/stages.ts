import { formatTime, parseTime } from '../apimachinery/time';
import type { EventNote } from '../client/recorder';
import { isPodTerminal } from '../resources/core/pod';
import type { Container, ContainerStatus, Pod, PodStatus } from '../resources/core/pod-types';
import { conditionsOf } from './conditions';
import { running, terminated, waiting } from './containers';
import { type ImageProblem, imageNotes, imageProblem } from './images';
import { environmentProblem, mountProblem } from './mounts';
import { backOff, phaseOf, shouldRestart } from './restart';
import type { Stage, StageFacts, Step } from './stage';

/** A pod that is deleted: its containers are stopped, then it goes. */
const terminate: Stage = {
  name: 'terminate',
  next({ pod, now }) {
    if (pod.metadata.deletionTimestamp === undefined) return undefined;
    const live = (pod.status.containerStatuses ?? []).filter(({ state }) => state?.running !== undefined);
    if (live.length === 0) return { remove: true };
    const notes = live.map(({ name }) => note('Normal', 'Killing', `Stopping container ${name}`, name));
    const containerStatuses = pod.status.containerStatuses?.map((status) =>
      status.state?.running === undefined ? status : terminated(status, 0, now),
    );
    return withStatus(pod, { containerStatuses, phase: 'Succeeded' }, now, notes);
  },
};

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
      return await nextOfContainer(facts, container, status, true);
    }
    return undefined;
  },
};

/** Containers are started together; each then lives its own life. */
const start: Stage = {
  name: 'start',
  async next(facts) {
    for (const [index, container] of facts.pod.spec.containers.entries()) {
      const step = await nextOfContainer(facts, container, facts.pod.status.containerStatuses?.[index], false);
      if (step !== undefined) return step;
    }
    return undefined;
  },
};

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
  isInit: boolean,
): Promise<Step | undefined> {
  const { state } = status ?? {};
  if (state?.running !== undefined) return await whileRunning(facts, container, status, isInit);
  if (state?.terminated !== undefined) return restart(facts, container, status, isInit);
  const problem = imageProblem(facts.runtime, facts.pod, container);
  if (problem !== undefined) return pullFailure(facts, container, status, problem, isInit);
  if (status !== undefined && state?.waiting?.reason === 'CrashLoopBackOff') {
    const wait = backOff(status, facts.now);
    if (wait > 0) return { requeue: { after: wait, background: true } };
  }
  return await launch(facts, container, status, isInit);
}

async function launch(
  facts: StageFacts,
  container: Container,
  status: ContainerStatus | undefined,
  isInit: boolean,
): Promise<Step> {
  const { pod, node, now, runtime, context } = facts;
  const problem = await environmentProblem(context.client, pod, container);
  if (problem !== undefined) return configFailure(facts, container, status, problem, isInit);
  const ended = status?.lastState?.terminated ?? status?.state?.terminated;
  const count = ended === undefined ? 0 : (status?.restartCount ?? 0) + 1;
  const ip =
    pod.status.podIP ?? (pod.spec.hostNetwork ? (pod.status.hostIP ?? '') : runtime.allocateIP(node.metadata.name));
  const outcome = await runtime.outcome(pod, container, count);
  const endsAtOnce = outcome.type === 'exited' && outcome.after === 0;
  const isServing = !isInit || container.restartPolicy === 'Always';
  const hasProbe = container.readinessProbe !== undefined || container.startupProbe !== undefined;
  const ready = isServing && !endsAtOnce && !hasProbe && runtime.faultOf(pod) === undefined;
  const changed = replaceStatus(pod, { ...running(facts, container, status, count), ready }, isInit);
  const phase = isInit ? pod.status.phase : 'Running';
  const notes = [
    ...imageNotes(node, container),
    note('Normal', 'Created', `Created container: ${container.name}`, container.name),
    note('Normal', 'Started', `Started container ${container.name}`, container.name),
  ];
  return withStatus(pod, { ...changed, phase, podIP: ip, podIPs: [{ ip }] }, now, notes);
}

async function whileRunning(
  { pod, now, runtime }: StageFacts,
  container: Container,
  status: ContainerStatus | undefined,
  isInit: boolean,
): Promise<Step | undefined> {
  if (status === undefined) return undefined;
  const outcome =
    runtime.faultOf(pod) === 'crash'
      ? ({ type: 'exited', exitCode: 1, after: 0 } as const)
      : await runtime.outcome(pod, container, status.restartCount);
  if (outcome.type === 'running') return undefined;
  const due = parseTime(status.state?.running?.startedAt) + outcome.after - now;
  if (due > 0) return { requeue: { after: due, background: true } };
  const changed = replaceStatus(pod, terminated(status, outcome.exitCode, now), isInit);
  const after = { ...pod, status: { ...pod.status, ...changed } };
  return withStatus(pod, { ...changed, phase: phaseOf(after) }, now);
}

function restart(
  { pod, now }: StageFacts,
  container: Container,
  status: ContainerStatus | undefined,
  isInit: boolean,
): Step | undefined {
  const ended = status?.state?.terminated;
  if (status === undefined || ended === undefined || !shouldRestart(pod, container, ended.exitCode, isInit))
    return undefined;
  const previous: ContainerStatus = { ...status, lastState: { terminated: ended } };
  if (status.restartCount === 0 && status.lastState?.terminated === undefined) {
    const pending = waiting(container, isInit ? 'PodInitializing' : 'ContainerCreating', previous);
    return withStatus(pod, replaceStatus(pod, pending, isInit), now);
  }
  const seconds = backOff(previous, parseTime(ended.finishedAt)) / 1000;
  const message = `back-off ${durationText(seconds)} restarting failed container=${container.name} pod=${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`;
  const pending = waiting(container, 'CrashLoopBackOff', previous, message);
  const text = `Back-off restarting failed container ${container.name} in pod ${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`;
  return withStatus(pod, replaceStatus(pod, pending, isInit), now, [note('Warning', 'BackOff', text, container.name)]);
}

function durationText(seconds: number): string {
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

function pullFailure(
  { pod, now }: StageFacts,
  container: Container,
  status: ContainerStatus | undefined,
  { reason, message, notes }: ImageProblem,
  isInit: boolean,
): Step {
  const requeue = { after: 300_000, background: true };
  if (status?.state?.waiting?.reason === reason) return { requeue };
  const changed = replaceStatus(pod, waiting(container, reason, status, message), isInit);
  return { ...withStatus(pod, changed, now, notes), requeue };
}

function configFailure(
  { pod, now }: StageFacts,
  container: Container,
  status: ContainerStatus | undefined,
  problem: string,
  isInit: boolean,
): Step {
  const requeue = { after: 10_000, background: true };
  if (status?.state?.waiting?.message === problem) return { requeue };
  const changed = replaceStatus(pod, waiting(container, 'CreateContainerConfigError', status, problem), isInit);
  return {
    ...withStatus(pod, changed, now, [note('Warning', 'Failed', `Error: ${problem}`, container.name)]),
    requeue,
  };
}

function replaceStatus({ status }: Pod, fresh: ContainerStatus, isInit: boolean): Partial<PodStatus> {
  const field = isInit ? 'initContainerStatuses' : 'containerStatuses';
  return { [field]: status[field]?.map((other) => (other.name === fresh.name ? fresh : other)) };
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
