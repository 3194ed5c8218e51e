import { parseTime } from '../apimachinery/time';
import type { Container, ContainerStatus, Pod, PodStatus } from '../resources/core/pod-types';

const FIRST = 10_000;
const LONGEST = 300_000;

/** Milliseconds until a container that ended may start again: 10 s, doubled each time up to five minutes. */
export function backOff(
  { restartCount, lastState }: Pick<ContainerStatus, 'restartCount' | 'lastState'>,
  now: number,
): number {
  const wait = Math.min(LONGEST, FIRST * 2 ** Math.max(0, restartCount - 1));
  return parseTime(lastState?.terminated?.finishedAt) + wait - now;
}

/** Whether the restart policy starts an ended container again. @upstream pkg/kubelet/container ShouldContainerBeRestarted */
export function shouldRestart(
  { spec, metadata }: Pod,
  container: Container,
  exitCode: number,
  isInit: boolean,
): boolean {
  if (metadata.deletionTimestamp !== undefined) return false;
  if (container.restartPolicy === 'Always') return true;
  if (isInit && exitCode === 0) return false;
  if (spec.restartPolicy === 'Never') return false;
  return spec.restartPolicy === 'Always' || exitCode !== 0;
}

/** The phase that follows from the containers. @upstream pkg/kubelet/kubelet_pods.go getPhase */
export function phaseOf({ spec, status }: Pod): PodStatus['phase'] {
  const failedInit = status.initContainerStatuses?.some(({ state }) => (state?.terminated?.exitCode ?? 0) !== 0);
  if (failedInit) return spec.restartPolicy === 'Never' ? 'Failed' : 'Pending';
  const containers = status.containerStatuses ?? [];
  const ended = containers.flatMap(({ state }) => state?.terminated ?? []);
  if (ended.length < containers.length || spec.restartPolicy === 'Always') return status.phase;
  if (ended.every(({ exitCode }) => exitCode === 0)) return 'Succeeded';
  return spec.restartPolicy === 'Never' ? 'Failed' : status.phase;
}
