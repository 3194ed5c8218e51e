import { goQuote } from '../../apimachinery/go-value';
import { isContainerRunning } from '../../resources/core/pod';
import type { Container, Pod } from '../../resources/core/pod-types';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';

/** All containers of a pod: those that run on, those that come before, those that came later. */
export function containersOf({ spec }: Pod): Container[] {
  return [...spec.containers, ...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])];
}

/** `main, side, shell (ephem), setup (init)`. @upstream kubectl pkg/cmd/util/podcmd AllContainerNames */
export function containerNames({ spec }: Pod): string {
  return [
    ...spec.containers.map(({ name }) => name),
    ...(spec.ephemeralContainers ?? []).map(({ name }) => `${name} (ephem)`),
    ...(spec.initContainers ?? []).map(({ name }) => `${name} (init)`),
  ].join(', ');
}

/**
 * The container that is meant where none is named: the annotated one, or the first.
 * @upstream kubectl pkg/cmd/util/podcmd FindOrDefaultContainerByName
 */
export function defaultContainer(pod: Pod, quiet: boolean, { streams }: Pick<Kubectl, 'streams'>): Container {
  const annotated = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  if (annotated) {
    const found = containersOf(pod).find(({ name }) => name === annotated);
    if (found !== undefined) return found;
    if (!quiet) {
      streams.err(`Default container name ${goQuote(annotated)} not found in pod ${pod.metadata.name}\n`);
    }
  }
  const [first] = pod.spec.containers;
  if (first === undefined) {
    throw new CommandError(
      `pod ${pod.metadata.name} in namespace ${pod.metadata.namespace} does not have any containers`,
    );
  }
  if (containersOf(pod).length > 1 && !quiet) {
    streams.err(`Defaulted container ${goQuote(first.name)} out of: ${containerNames(pod)}\n`);
  }
  return first;
}

/** @throws CommandError where a container does not run, as the kubelet says it. @upstream pkg/kubelet GetExec, GetAttach */
export function refuseStopped(pod: Pod, container: string): void {
  if (isContainerRunning(pod, container)) return;
  const detail = `container not found (${goQuote(container)})`;
  throw new CommandError(`Internal error occurred: unable to upgrade connection: ${detail}`);
}
