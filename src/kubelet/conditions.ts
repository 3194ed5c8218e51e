import type { Condition } from '../apimachinery/meta';
import { formatTime } from '../apimachinery/time';
import type { ContainerStatus, Pod } from '../resources/core/pod-types';

type Verdict = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>;

const order = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'];

function named(statuses: readonly ContainerStatus[]): string {
  return `[${statuses.map(({ name }) => name).join(' ')}]`;
}

function readiness(type: string, pod: Pod, statuses: readonly ContainerStatus[], phase: string | undefined): Verdict {
  if (phase === 'Succeeded') return { type, status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { type, status: 'False', reason: 'PodFailed' };
  const unready = statuses.filter(({ ready }) => !ready);
  if (unready.length > 0) {
    return {
      type,
      status: 'False',
      reason: 'ContainersNotReady',
      message: `containers with unready status: ${named(unready)}`,
    };
  }
  const gates = (pod.spec.readinessGates ?? []).filter(
    ({ conditionType }) =>
      !pod.status.conditions?.some((other) => other.type === conditionType && other.status === 'True'),
  );
  if (type === 'Ready' && gates.length > 0) {
    const message = gates
      .map(({ conditionType }) => `corresponding condition of pod readiness gate "${conditionType}" does not exist.`)
      .join(', ');
    return { type, status: 'False', reason: 'ReadinessGatesNotReady', message };
  }
  return { type, status: 'True' };
}

function initialization({ spec }: Pod, initStatuses: readonly ContainerStatus[], phase: string | undefined): Verdict {
  const type = 'Initialized';
  const stays = (name: string): boolean =>
    spec.initContainers?.some((container) => container.name === name && container.restartPolicy === 'Always') ?? false;
  if (phase === 'Succeeded') return { type, status: 'True', reason: 'PodCompleted' };
  const incomplete = initStatuses.filter(
    ({ name, state, started }) => state?.terminated?.exitCode !== 0 && !(started && stays(name)),
  );
  if (incomplete.length === 0) return { type, status: 'True' };
  const message = `containers with incomplete status: ${named(incomplete)}`;
  return { type, status: 'False', reason: 'ContainersNotInitialized', message };
}

/**
 * The conditions that follow from a pod's containers; a condition keeps its time while it stays the same.
 * @param hasSandbox whether the pod's network is set up
 * @upstream pkg/kubelet/status/generate.go
 */
export function conditionsOf(pod: Pod, hasSandbox: boolean, now: number): Condition[] {
  const { phase, containerStatuses = [], initContainerStatuses = [] } = pod.status;
  const verdicts: Verdict[] = [
    { type: 'PodReadyToStartContainers', status: hasSandbox ? 'True' : 'False' },
    initialization(pod, initContainerStatuses, phase),
    readiness('Ready', pod, containerStatuses, phase),
    readiness('ContainersReady', pod, containerStatuses, phase),
    { type: 'PodScheduled', status: 'True' },
  ];
  const others = (pod.status.conditions ?? []).filter(({ type }) => !order.includes(type));
  return [...verdicts.map((verdict) => stamped(verdict, pod, now)), ...others];
}

function stamped(verdict: Verdict, { status }: Pod, now: number): Condition {
  const before = status.conditions?.find(({ type }) => type === verdict.type);
  const isSame = before?.status === verdict.status;
  const lastTransitionTime = isSame ? before.lastTransitionTime : formatTime(now);
  return {
    type: verdict.type,
    status: verdict.status,
    lastProbeTime: null,
    lastTransitionTime,
    reason: verdict.reason,
    message: verdict.message,
  };
}
