import { captured } from '../../client/captured';
import type { Pod } from '../../resources/core/pod-types';
import { chooseContainer, orInternalError, refuseUnstarted } from '../cmd/exec';
import type { Kubectl } from '../kubectl';

/** A command in a container of a pod. */
export type PodCommand = {
  readonly pod: Pod;
  /** Empty means the pod's own. */
  readonly container: string;
  readonly argv: readonly string[];
  readonly input?: Uint8Array;
};

/** What a command printed and came to; what went wrong in starting it has been told. */
export type PodResult = { readonly output: Uint8Array; readonly errors: string; readonly exitCode: number };

/** Runs a command in a pod, for what it prints. @throws CommandError, StatusError as exec does */
export async function runInPod(kubectl: Kubectl, command: PodCommand, quiet = false): Promise<PodResult> {
  const { containers } = kubectl;
  const { pod, argv, input } = command;
  const container = chooseContainer(pod, command.container, quiet, kubectl);
  refuseUnstarted(pod, container);
  const { stdout, stderr, exitCode } = await orInternalError(() =>
    captured(containers, pod, container.name, argv, input),
  );
  return { output: stdout, errors: new TextDecoder().decode(stderr), exitCode };
}
