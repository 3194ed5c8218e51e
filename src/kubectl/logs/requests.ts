import type { LogOptions } from '../../client/containers';
import type { Pod } from '../../resources/core/pod-types';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { isPod, type PodOwner, podSelector } from '../resource/attachable-pod';
import { byLogging, findPods } from '../resource/first-pod';
import { containersOf, defaultContainer } from '../resource/pod-container';

/** One container's log that is wanted. */
export type LogRequest = { readonly pod: Pod; readonly container: string; readonly options: LogOptions };

/** Whose logs are wanted. */
export type LogSelection = {
  /** Empty means each pod's own. */
  readonly container: string;
  readonly allContainers: boolean;
  readonly allPods: boolean;
  readonly options: LogOptions;
  /** Milliseconds to wait for a pod. */
  readonly timeout: number;
};

/** The pods whose logs an object's are. @upstream kubectl pkg/polymorphichelpers logsforobject.go */
export async function logPods(kubectl: Kubectl, owner: PodOwner, selection: LogSelection): Promise<readonly Pod[]> {
  if (isPod(owner)) return [owner.object];
  const { allPods, timeout } = selection;
  const labelSelector = podSelector(owner, 'get the logs from');
  const { namespace } = owner.object.metadata;
  const found = await findPods(kubectl, { namespace, labelSelector, timeout, order: byLogging });
  if (found.length === 1 || allPods) return found;
  const [best] = found;
  kubectl.streams.err(`Found ${found.length} pods, using pod/${best.metadata.name}\n`);
  return [best];
}

/** The logs that are wanted of a pod. @throws CommandError for a container that it has not */
export function logRequests(kubectl: Kubectl, pod: Pod, selection: LogSelection): LogRequest[] {
  const { allContainers, allPods, options } = selection;
  if (allContainers) return inOrder(pod).map((container) => ({ pod, container, options }));
  const container = selection.container || defaultContainer(pod, allPods, kubectl).name;
  if (containersOf(pod).some(({ name }) => name === container)) return [{ pod, container, options }];
  throw new CommandError(`container ${container} is not valid for pod ${pod.metadata.name}`);
}

/** As they are started. */
function inOrder({ spec }: Pod): string[] {
  return [...(spec.initContainers ?? []), ...spec.containers, ...(spec.ephemeralContainers ?? [])].map(
    ({ name }) => name,
  );
}
