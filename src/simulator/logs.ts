import type { Json } from '../apimachinery/json';
import type { LogEntry } from '../kubelet/container-log';
import type { Pod } from '../resources/core/pod-types';
import type { Store } from '../store/store';

const RECORD = 'logs';

/** The kubelet lets a log file grow to 10 MiB; the state is one file, so a log here is a good deal shorter. */
const LIMIT = 64 * 1024;

type Logs = { [key: string]: LogEntry };

const logs = (store: Store): Logs => (store.getRecord(RECORD) ?? {}) as Logs;
const keyOf = (pod: Pod, container: string, attempt: number): string => `${pod.metadata.uid}/${container}/${attempt}`;

/** What a container's process wrote; undefined where nothing is known of it. @param attempt how often it was restarted before */
export function logOf(store: Store, pod: Pod, container: string, attempt: number): LogEntry | undefined {
  return logs(store)[keyOf(pod, container, attempt)];
}

/** Keeps what a container's process wrote when it started. Of each container the last two logs are kept, of pods that are gone none. */
export function recordLog(store: Store, pod: Pod, container: string, attempt: number, entry: LogEntry): void {
  const key = keyOf(pod, container, attempt);
  const known = logs(store);
  if (entry.text === '' || known[key] !== undefined) return;
  const living = new Set([pod, ...store.range('pods/')].map(({ metadata }) => metadata.uid));
  const outdated = keyOf(pod, container, attempt - 2);
  const kept = Object.entries(known).filter(([other]) => other !== outdated && living.has(other.split('/')[0]));
  const text = entry.text.slice(-LIMIT);
  store.setRecord(RECORD, { ...Object.fromEntries(kept), [key]: { ...entry, text } } as Json);
}
