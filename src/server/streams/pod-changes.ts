import { queue } from '../../apimachinery/queue';
import type { Pod } from '../../resources/core/pod-types';
import type { WatchHub } from '../http/watch-hub';

/** A pod as it was found, and the cluster's version then. */
export type FoundPod = { readonly pod: Pod; readonly version: number };

/** What becomes of a pod from then on; ends when it is deleted, or on the signal. */
export async function* podChanges(hub: WatchHub, { pod, version }: FoundPod, signal: AbortSignal): AsyncIterable<Pod> {
  const { name, namespace, uid } = pod.metadata;
  const changes = queue<Pod>();
  const unsubscribe = hub.subscribe(version, {
    onChange({ key, type, object }) {
      if (key !== `pods/${namespace}/${name}`) return;
      if (type === 'DELETED' || object.metadata.uid !== uid) changes.end();
      else changes.push(object as Pod);
    },
    onExpired: changes.end,
  });
  signal.addEventListener('abort', changes.end);
  if (signal.aborted) changes.end();
  try {
    yield* changes;
  } finally {
    signal.removeEventListener('abort', changes.end);
    unsubscribe();
  }
}
