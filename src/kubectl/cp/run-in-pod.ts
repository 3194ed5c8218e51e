import type { Pod } from '../../resources/core/pod-types';
import { chooseContainer, failStart, refuseUnstarted } from '../cmd/exec';
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
  if (containers.remote !== undefined) {
    const [stdout, stderr]: [Uint8Array[], Uint8Array[]] = [[], []];
    const exitCode = await containers.remote(pod, container.name, argv, {
      stdin: input === undefined ? undefined : once(input),
      stdout: (bytes) => void stdout.push(bytes),
      stderr: (bytes) => void stderr.push(bytes),
    });
    return { output: joined(stdout), errors: new TextDecoder().decode(joined(stderr)), exitCode };
  }
  const result = await containers.exec(pod, container.name, argv, new TextDecoder().decode(input));
  if (!('startError' in result)) {
    return { output: new TextEncoder().encode(result.stdout), errors: result.stderr, exitCode: result.exitCode };
  }
  const silent = { ...kubectl, streams: { ...kubectl.streams, err: () => {} } };
  const exitCode = await failStart(quiet ? silent : kubectl, pod, result.startError);
  return { output: new Uint8Array(), errors: '', exitCode };
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
