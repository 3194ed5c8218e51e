import { isObject } from '../../apimachinery/json';
import { randomSuffix } from '../../apimachinery/random';
import { containerOf } from '../../resources/core/pod';
import type { Container, Pod } from '../../resources/core/pod-types';
import type { Kubectl } from '../kubectl';
import type { DebugOptions } from './options';

/** A pod that is debugged, and the name of the container in it that debugs; empty where none is to be attached to. */
export type Debugged = { readonly pod: Pod; readonly container: string };

/** The name of the container that debugs: the one that is wished for, or one that the pod does not have. */
export function debuggerName(kubectl: Kubectl, pod: Pod, { container, quiet }: DebugOptions): string {
  if (container !== '') return container;
  let name: string;
  do name = `debugger-${randomSuffix(kubectl.random)}`;
  while (containerOf(pod, name) !== undefined);
  if (!quiet) kubectl.streams.out(`Defaulting debug container name to ${name}.\n`);
  return name;
}

/** A new container that debugs, as the flags have it. */
export function debuggerContainer(name: string, options: DebugOptions): Container {
  const { words, argsOnly, env, image, pullPolicy, stdin, tty } = options;
  const container: Container = { name, image, stdin, tty, terminationMessagePolicy: 'File' };
  if (words.length > 0) container[argsOnly ? 'args' : 'command'] = [...words];
  if (env.length > 0) container.env = [...env];
  if (pullPolicy !== '') container.imagePullPolicy = pullPolicy;
  return container;
}

/**
 * Tells where capabilities are of no use, for the pod runs as somebody else.
 * @upstream kubectl pkg/cmd/debug displayWarning
 */
export function warnOfUser({ streams }: Pick<Kubectl, 'streams'>, pod: Pod, container: Container | undefined): void {
  const { securityContext } = container ?? {};
  if (!pod.spec.securityContext?.runAsUser || securityContext === undefined || securityContext.runAsUser === 0) return;
  const { privileged, capabilities } = securityContext;
  const added = isObject(capabilities) && Array.isArray(capabilities.add) ? capabilities.add : [];
  if (!privileged && added.length === 0) return;
  streams.err(
    'Warning: Non-root user is configured for the entire target Pod, and some capabilities granted by debug profile may not work. Please consider using "--custom" with a custom profile that specifies "securityContext.runAsUser: 0".\n',
  );
}
