import { containerOf, containerStatusOf, isPodTerminal } from '../../resources/core/pod';
import type { ContainerState, Pod } from '../../resources/core/pod-types';
import { endedWith, join } from '../attach';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { waitForPod } from '../resource/wait-pod';
import type { Debugged } from './debugger';
import type { DebugOptions } from './options';

/**
 * Attaches the user to a container that debugs, as soon as it runs; of one that has ended, or cannot be attached to,
 * the log is shown.
 * @upstream kubectl pkg/cmd/debug handleAttachPod
 */
export async function attachToDebugger(
  kubectl: Kubectl,
  { pod: made, container: name }: Debugged,
  options: DebugOptions,
): Promise<void> {
  const { streams } = kubectl;
  kubectl.commit();
  streams.flush();
  const pod = await waitForPod(kubectl, made, (current) => hasStarted(kubectl, current, name, options), 0);
  if (stateOf(pod, name)?.terminated === undefined) {
    const problem = await attachProblem(kubectl, pod, name, options);
    if (problem === undefined) return;
    streams.err(`warning: couldn't attach to pod/${pod.metadata.name}, falling back to streaming logs: ${problem}\n`);
  }
  streams.out(await kubectl.containers.log(pod, name, {}));
}

function stateOf(pod: Pod, name: string): ContainerState | undefined {
  return containerStatusOf(pod, name)?.state;
}

function hasStarted({ streams }: Kubectl, pod: Pod, name: string, { quiet }: DebugOptions): boolean {
  const { running, terminated, waiting } = stateOf(pod, name) ?? {};
  if (running !== undefined || terminated !== undefined) return true;
  if (!quiet && waiting?.message) {
    streams.err(`Warning: container ${name}: ${waiting.message}\n`);
    streams.flush();
  }
  return false;
}

/** Attaches, and answers what went wrong with that. */
async function attachProblem(
  kubectl: Kubectl,
  pod: Pod,
  name: string,
  options: DebugOptions,
): Promise<string | undefined> {
  if (isPodTerminal(pod)) return `cannot attach a container in a completed pod; current phase is ${pod.status.phase}`;
  const container = containerOf(pod, name);
  if (container === undefined) {
    return `cannot attach to the container: container ${name} not found in pod ${pod.metadata.name}`;
  }
  try {
    const exitCode = await join(kubectl, pod, container, options);
    return exitCode === 0 ? undefined : endedWith(exitCode);
  } catch (error) {
    if (error instanceof CommandError) return error.message;
    throw error;
  }
}
