import { goQuote } from '../../apimachinery/go-value';
import { isPodTerminal, names as pods } from '../../resources/core/pod';
import type { Pod } from '../../resources/core/pod-types';
import type { Flags } from '../command';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import { waitForPod } from '../resource/wait-pod';
import { runSession } from '../session';

/**
 * Attaches the user to a pod that was just made, and takes the pod away under --rm.
 * @returns the process's exit code, where the pod is not restarted
 * @upstream kubectl pkg/cmd/run RunOptions.Run, pkg/cmd/attach
 */
export async function attachAfterRun(kubectl: Kubectl, created: Pod, flags: Flags): Promise<number> {
  const { client, streams, isSettled } = kubectl;
  const { name, namespace } = created.metadata;
  const pod = isSettled ? await client.get(pods, name, namespace) : await started(kubectl, created, flags);
  const [container] = pod.spec.containers;
  if (container === undefined) throw new CommandError(`pod ${name} has no containers`);
  let exitCode = 0;
  try {
    refuseWaiting(pod);
    if (!flags.bool('quiet')) greet(kubectl, flags);
    await attachOrShowLog(kubectl, pod, container.name, flags);
    exitCode = await exitCodeOf(kubectl, pod, flags);
    sayHowToResume(kubectl, pod, flags);
  } finally {
    if (flags.bool('rm')) await remove(kubectl, pod, flags);
  }
  if (pod.spec.restartPolicy === 'Always' || flags.bool('leave-stdin-open')) return 0;
  if (exitCode !== 0) streams.err(`pod ${namespace}/${name} terminated (Error)\n`);
  return exitCode;
}

/** Of a process that has ended already its log is shown. */
async function attachOrShowLog(kubectl: Kubectl, pod: Pod, container: string, flags: Flags): Promise<void> {
  if (isPodTerminal(pod)) {
    kubectl.streams.out(await kubectl.containers.log(pod, container, {}));
    return;
  }
  await runSession(kubectl, {
    pod,
    container,
    argv: undefined,
    stdin: flags.bool('stdin'),
    tty: flags.bool('tty'),
  });
}

/** Elsewhere a pod takes its time to start. */
async function started(kubectl: Kubectl, created: Pod, flags: Flags): Promise<Pod> {
  const timeout = flags.duration('pod-running-timeout');
  return await waitForPod(kubectl, created, ({ status }) => ![undefined, 'Pending'].includes(status.phase), timeout);
}

/** What an attached process ended with is told by its pod. */
async function exitCodeOf(kubectl: Kubectl, pod: Pod, flags: Flags): Promise<number> {
  if (pod.spec.restartPolicy === 'Always' || flags.bool('leave-stdin-open')) return 0;
  const ended = await waitForPod(kubectl, pod, isPodTerminal, 0);
  return ended.status.containerStatuses?.[0]?.state?.terminated?.exitCode ?? 0;
}

/** The container keeps its terminal, whatever the user's input is. @upstream kubectl pkg/cmd/exec StreamOptions.SetupTTY */
function greet({ streams }: Kubectl, flags: Flags): void {
  if (flags.bool('stdin') && flags.bool('tty') && !streams.isInputTerminal) {
    streams.err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  }
  streams.err("If you don't see a command prompt, try pressing enter.\n");
}

function refuseWaiting({ metadata, status }: Pod): void {
  const waiting = status.containerStatuses?.[0]?.state?.waiting;
  if (status.phase !== 'Pending') return;
  const reason = waiting?.reason === undefined ? '' : ` (${waiting.reason})`;
  throw new CommandError(`timed out waiting for the condition: pod ${metadata.name} is ${status.phase}${reason}`);
}

function sayHowToResume({ program, streams }: Kubectl, { metadata, spec }: Pod, flags: Flags): void {
  const isResumable = spec.restartPolicy === 'Always' && flags.bool('stdin') && flags.bool('tty') && !flags.bool('rm');
  if (!isResumable || flags.bool('quiet') || !streams.isInputTerminal) return;
  streams.out(
    `Session ended, resume using '${program} attach ${metadata.name} -c ${spec.containers[0]?.name} -i -t' command when the pod is running\n`,
  );
}

async function remove({ client, streams }: Kubectl, { metadata }: Pod, flags: Flags): Promise<void> {
  await client.delete(pods, metadata.name, { namespace: metadata.namespace });
  if (!flags.bool('quiet')) streams.out(`pod ${goQuote(metadata.name)} deleted\n`);
}
