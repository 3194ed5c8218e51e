import type { Container, Pod } from '../resources/core/pod-types';
import type { Kubectl } from './kubectl';
import { refuseStopped } from './resource/pod-container';
import { runSession } from './session';

/** How the user wants to be attached. */
export type AttachOptions = { readonly stdin: boolean; readonly tty: boolean; readonly quiet: boolean };

/** Attaches the user to a container's own process, and tells of an end that was no good one. @returns the exit code */
export async function attach(
  kubectl: Kubectl,
  pod: Pod,
  container: Container,
  options: AttachOptions,
): Promise<number> {
  const exitCode = await join(kubectl, pod, container, options);
  if (exitCode !== 0) kubectl.streams.err(`${endedWith(exitCode)}\n`);
  return exitCode;
}

/** @upstream client-go tools/remotecommand CodeExitError */
export function endedWith(exitCode: number): string {
  return `command terminated with exit code ${exitCode}`;
}

/**
 * Attaches the user to a container's own process, with a terminal as far as both sides have one.
 * @returns the exit code
 * @upstream kubectl pkg/cmd/attach AttachOptions.Run, pkg/cmd/exec StreamOptions.SetupTTY
 */
export async function join(kubectl: Kubectl, pod: Pod, container: Container, options: AttachOptions): Promise<number> {
  const { streams } = kubectl;
  const { stdin, quiet } = options;
  const tell = (text: string): void => {
    if (!quiet) streams.err(`${text}\n`);
  };
  const hasTerminal = container.tty ?? false;
  if (options.tty && !hasTerminal) {
    tell(`error: Unable to use a TTY - container ${container.name} did not allocate one`);
  }
  const isRaw = stdin && hasTerminal && streams.isInputTerminal;
  if (stdin && hasTerminal && !isRaw) {
    tell('Unable to use a TTY - input is not a terminal or the right kind of file');
  }
  tell("If you don't see a command prompt, try pressing enter.");
  refuseStopped(pod, container.name);
  const exitCode = await runSession(kubectl, { pod, container: container.name, argv: undefined, stdin, tty: isRaw });
  if (exitCode === 0 && isRaw && !quiet) streams.out(howToResume(kubectl, pod, container));
  return exitCode;
}

/** @upstream kubectl pkg/cmd/attach reattachMessage */
function howToResume({ program }: Kubectl, { metadata, spec }: Pod, { name }: Container): string {
  if (spec.restartPolicy !== 'Always') return '';
  const command = `'${program} attach ${metadata.name} -c ${name} -i -t'`;
  return spec.ephemeralContainers?.some((container) => container.name === name)
    ? `Session ended, the ephemeral container will not be restarted but may be reattached using ${command} if it is still running\n`
    : `Session ended, resume using ${command} command when the pod is running\n`;
}
