import type { LogOptions } from '../client/containers';
import type { ContainerStatus, Pod } from '../resources/core/pod-types';

/** What a process wrote at one moment: milliseconds since 1970. */
export type LogEntry = { readonly at: number; readonly text: string };

/** Which of a container's processes a log is wanted of, by how often it was restarted before; or why there is none. */
export type LogChoice = { readonly attempt: number } | { readonly problem: string };

/**
 * Chooses the process whose log is wanted.
 * @upstream pkg/kubelet/kubelet_pods.go validateContainerLogStatus
 */
export function chooseLog({ metadata, status }: Pod, container: string, previous: boolean): LogChoice {
  const where = `container ${JSON.stringify(container)} in pod ${JSON.stringify(metadata.name)}`;
  const found = [
    ...(status.containerStatuses ?? []),
    ...(status.initContainerStatuses ?? []),
    ...(status.ephemeralContainerStatuses ?? []),
  ].find(({ name }) => name === container);
  if (found === undefined) return { problem: `${where} is not available` };
  const { state, lastState, restartCount } = found;
  if (previous) {
    if (lastState?.terminated === undefined) return { problem: `previous terminated ${where} not found` };
    return { attempt: state?.waiting === undefined ? restartCount - 1 : restartCount };
  }
  if (state?.waiting === undefined || lastState?.terminated !== undefined) return { attempt: restartCount };
  return { problem: `${where} is waiting to start: ${waitingText(found)}` };
}

function waitingText({ state }: ContainerStatus): string {
  const reason = state?.waiting?.reason ?? '';
  if (reason === 'ErrImagePull') return "image can't be pulled";
  return reason === 'ImagePullBackOff' ? 'trying and failing to pull image' : reason;
}

/** Lines with the time of their beginnings. */
function timedLines(entries: readonly LogEntry[]): LogEntry[] {
  const lines: LogEntry[] = [];
  for (const { at, text } of entries) {
    for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
      const open = lines.at(-1);
      if (open === undefined || open.text.endsWith('\n')) lines.push({ at, text: line });
      else lines[lines.length - 1] = { at: open.at, text: open.text + line };
    }
  }
  return lines;
}

/**
 * The part of a log that is wanted, as text.
 * @param now milliseconds since 1970: what is written later is not told yet
 * @upstream pkg/kubelet/kuberuntime/logs ReadLogs
 */
export function logText(entries: readonly LogEntry[], options: LogOptions, now: number): string {
  const { tailLines, timestamps, limitBytes, since = 0 } = options;
  const all = timedLines(entries).filter(({ at }) => at >= since && at <= now);
  const lines = tailLines === undefined || tailLines < 0 ? all : tailLines === 0 ? [] : all.slice(-tailLines);
  const stamp = (at: number): string => (timestamps ? `${new Date(at).toISOString().replace(/Z$/, '000000Z')} ` : '');
  const text = lines.map((line) => stamp(line.at) + line.text).join('');
  return limitBytes === undefined
    ? text
    : new TextDecoder().decode(new TextEncoder().encode(text).slice(0, limitBytes));
}
