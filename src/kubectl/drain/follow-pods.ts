import { goQuote } from '../../apimachinery/go-value';
import { names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { isSkipped } from './filters';

/** How pods are followed while they go away. */
export type Following = {
  readonly node: string;
  /** What is said of a pod that is gone: `evicted`. */
  readonly verb: string;
  /** Pods that have been going away for longer are let be; in seconds, 0 is for ever. */
  readonly skipAfter: number;
  /** Whether the pods are there for good, since nothing was done but to ask. */
  readonly isDryRun: boolean;
};

/** A pod's time may come without anything changing: it is looked at this often, in milliseconds. */
const LOOK = 1000;

/** Exit code of a command that the user interrupts. */
const INTERRUPTED = 130;

/**
 * Follows pods until all of them are gone, telling of each, or until a signal ends.
 * @param until undefined is for ever
 * @param stays whether to stay until the signal ends, though all pods are gone
 * @returns the pods that are left
 * @upstream kubectl pkg/drain waitForDelete
 */
export async function followPods(
  leaving: readonly Pod[],
  following: Following,
  kubectl: Kubectl,
  until?: AbortSignal,
  stays = false,
): Promise<readonly Pod[]> {
  const { client, streams } = kubectl;
  const { interrupted } = streams;
  const signal = until === undefined ? interrupted : AbortSignal.any([until, interrupted]);
  const selection = { fieldSelector: `spec.nodeName=${following.node}` };
  for (let left = leaving; ; ) {
    const { items, resourceVersion } = await client.list(pods, selection);
    left = stillThere(left, items, following, kubectl);
    if (interrupted.aborted) throw new CommandError('', INTERRUPTED);
    if (signal.aborted || (left.length === 0 && !stays)) return left;
    kubectl.commit();
    streams.flush();
    const next = following.skipAfter > 0 ? AbortSignal.any([signal, streams.after(LOOK)]) : signal;
    const changes = client.watch(pods, { ...selection, resourceVersion, signal: next });
    for await (const { type } of changes) if (type === 'DELETED') break;
  }
}

/** The pods that are left, after telling of those that are not. */
function stillThere(leaving: readonly Pod[], items: readonly Pod[], following: Following, kubectl: Kubectl): Pod[] {
  const { out } = kubectl.streams;
  const { verb, skipAfter, isDryRun } = following;
  const found = new Map(items.map((pod) => [pod.metadata.uid, pod]));
  return leaving.filter(({ metadata }) => {
    const pod = kubectl.isSettled && !isDryRun ? undefined : found.get(metadata.uid);
    if (pod === undefined) {
      out(`pod/${metadata.name} ${verb}${isDryRun ? ' (server dry run)' : ''}\n`);
      return false;
    }
    if (!isSkipped(pod, following, kubectl.now())) return true;
    out(`pod ${goQuote(metadata.name)} has DeletionTimestamp older than ${skipAfter} seconds, skipping\n`);
    return false;
  });
}
