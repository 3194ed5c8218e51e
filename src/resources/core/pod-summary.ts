import { parseTime } from '../../apimachinery/time';
import type { Container, ContainerStatus, Pod } from './pod-types';

/** What `get pods` says of a pod. */
export type PodSummary = {
  /** `1/2` */
  readonly ready: string;
  readonly status: string;
  readonly restarts: number;
  readonly lastRestart?: string;
};

type Progress = { reason: string; ready: number; restarts: number; lastRestart?: string };

const isSidecar = (container: Container | undefined): boolean => container?.restartPolicy === 'Always';

/** @upstream pkg/printers/internalversion/printers.go printPod */
export function podSummary(pod: Pod): PodSummary {
  const { spec, status } = pod;
  const total = spec.containers.length + (spec.initContainers ?? []).filter(isSidecar).length;
  const start = startReason(pod);
  const init = initProgress(pod);
  const initializing = init.initializing && !conditionIs(pod, 'Initialized', 'True');
  const progress = initializing ? init : mainProgress(pod, init, start);
  const reason = deletionReason(pod, progress.reason);
  const phase = status.phase ?? '';
  return {
    ready: `${progress.ready}/${total}`,
    status: reason || phase,
    restarts: progress.restarts,
    lastRestart: progress.lastRestart,
  };
}

function startReason({ status }: Pod): string {
  const gated = status.conditions?.some(
    (condition) => condition.type === 'PodScheduled' && condition.reason === 'SchedulingGated',
  );
  if (gated) return 'SchedulingGated';
  return status.reason || (status.phase ?? '');
}

function conditionIs({ status }: Pod, type: string, value: string): boolean {
  return status.conditions?.some((condition) => condition.type === type && condition.status === value) ?? false;
}

function later(left: string | undefined, right: string | null | undefined): string | undefined {
  if (right == null) return left;
  return left === undefined || parseTime(right) > parseTime(left) ? right : left;
}

type InitProgress = Progress & { initializing: boolean; sidecarRestarts: number; lastSidecarRestart?: string };

function initProgress(pod: Pod): InitProgress {
  const containers = pod.spec.initContainers ?? [];
  const byName = new Map(containers.map((container) => [container.name, container]));
  const progress = { reason: '', ready: 0, restarts: 0, lastRestart: undefined as string | undefined };
  const sidecar = { restarts: 0, lastRestart: undefined as string | undefined };
  for (const [index, status] of (pod.status.initContainerStatuses ?? []).entries()) {
    const finished = status.lastState?.terminated?.finishedAt;
    progress.restarts += status.restartCount;
    progress.lastRestart = later(progress.lastRestart, finished);
    const restartable = isSidecar(byName.get(status.name));
    if (restartable) {
      sidecar.restarts += status.restartCount;
      sidecar.lastRestart = later(sidecar.lastRestart, finished);
    }
    const reason = initReason(status, restartable, index, containers.length);
    if (reason === undefined) {
      if (restartable && status.started && status.ready) progress.ready++;
      continue;
    }
    return { ...progress, ...sidecarsOf(sidecar), reason, initializing: true };
  }
  return { ...progress, ...sidecarsOf(sidecar), initializing: false };
}

function sidecarsOf({ restarts, lastRestart }: { restarts: number; lastRestart?: string }) {
  return { sidecarRestarts: restarts, lastSidecarRestart: lastRestart };
}

/** Why initialization stands still at this container; undefined when it does not. */
function initReason(status: ContainerStatus, restartable: boolean, index: number, total: number): string | undefined {
  const { terminated, waiting } = status.state ?? {};
  if (terminated?.exitCode === 0) return undefined;
  if (restartable && status.started) return undefined;
  if (terminated) {
    if (terminated.reason) return `Init:${terminated.reason}`;
    return terminated.signal ? `Init:Signal:${terminated.signal}` : `Init:ExitCode:${terminated.exitCode}`;
  }
  if (waiting?.reason && waiting.reason !== 'PodInitializing') return `Init:${waiting.reason}`;
  return `Init:${index}/${total}`;
}

function mainProgress(pod: Pod, init: InitProgress, start: string): Progress {
  const progress: Progress = {
    reason: start,
    ready: init.ready,
    restarts: init.sidecarRestarts,
    lastRestart: init.lastSidecarRestart,
  };
  let running = false;
  for (const status of (pod.status.containerStatuses ?? []).toReversed()) {
    progress.restarts += status.restartCount;
    progress.lastRestart = later(progress.lastRestart, status.lastState?.terminated?.finishedAt);
    const reason = containerReason(status);
    if (reason !== undefined) progress.reason = reason;
    else if (status.ready && status.state?.running) {
      running = true;
      progress.ready++;
    }
  }
  if (progress.reason === 'Completed' && running) {
    progress.reason = conditionIs(pod, 'Ready', 'True') ? 'Running' : 'NotReady';
  }
  return progress;
}

function containerReason({ state }: ContainerStatus): string | undefined {
  if (state?.waiting?.reason) return state.waiting.reason;
  const terminated = state?.terminated;
  if (!terminated) return undefined;
  if (terminated.reason) return terminated.reason;
  return terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;
}

function deletionReason({ metadata, status }: Pod, reason: string): string {
  if (metadata.deletionTimestamp === undefined) return reason;
  if (status.reason === 'NodeLost') return 'Unknown';
  return status.phase === 'Succeeded' || status.phase === 'Failed' ? reason : 'Terminating';
}
