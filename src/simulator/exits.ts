import type { Pod } from '../resources/core/pod-types';
import type { Store } from '../store/store';

const RECORD = 'exits';

type Exits = { [key: string]: number };

const exits = (store: Store): Exits => (store.getRecord(RECORD) ?? {}) as Exits;
const keyOf = (pod: Pod, container: string, attempt: number): string => `${pod.metadata.uid}/${container}/${attempt}`;

/** The exit code of a process that somebody was attached to; undefined while it runs. */
export function exitOf(store: Store, pod: Pod, container: string, attempt: number): number | undefined {
  return exits(store)[keyOf(pod, container, attempt)];
}

/** Notes that a process which somebody was attached to has ended. What is known of pods that are gone is forgotten. */
export function recordExit(store: Store, pod: Pod, container: string, exitCode: number): void {
  const living = new Set(store.range('pods/').map(({ metadata }) => metadata.uid));
  const known = Object.entries(exits(store)).filter(([key]) => living.has(key.split('/')[0]));
  const status = pod.status.containerStatuses?.find(({ name }) => name === container);
  const key = keyOf(pod, container, status?.restartCount ?? 0);
  store.setRecord(RECORD, { ...Object.fromEntries(known), [key]: exitCode });
}
