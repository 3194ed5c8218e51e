import { isContainerRunning, names as pods } from '../resources/core/pod';
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
  const { containers, streams } = kubectl;
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
  const session = { pod, container: container.name, argv: ownCommand(kubectl, container), stdin, tty: isRaw };
  const exitCode =
    containers.remote === undefined
      ? await attachHere(kubectl, container, session)
      : (await runSession(kubectl, { ...session, isAttached: true })).exitCode;
  if (exitCode === 0 && isRaw && !quiet) streams.out(howToResume(kubectl, pod, container));
  return exitCode;
}

type Session = Parameters<typeof runSession>[1];

function ownCommand({ containers }: Kubectl, container: Container): readonly string[] {
  const argv = [...(container.command ?? []), ...(container.args ?? [])];
  return argv.length > 0 ? argv : containers.defaultCommand(container);
}

/** A shell that waits for input is talked to, until it or the user leaves; of another process the end is awaited. */
async function attachHere(kubectl: Kubectl, container: Container, session: Session): Promise<number> {
  const { containers } = kubectl;
  const { pod, argv } = session;
  refuseStopped(pod, container.name);
  const isShell = session.stdin && container.stdin && (await containers.shell(pod, container.name, argv)) !== undefined;
  if (!isShell) {
    await ended(kubectl, pod, container.name);
    return 0;
  }
  const { exitCode } = await runSession(kubectl, session);
  await containers.finish(pod, container.name, exitCode);
  return exitCode;
}

async function ended({ client, streams, commit }: Kubectl, { metadata }: Pod, container: string): Promise<void> {
  const { name, namespace, resourceVersion } = metadata;
  commit();
  streams.flush();
  const selection = { namespace, fieldSelector: `metadata.name=${name}`, resourceVersion, signal: streams.interrupted };
  for await (const { type, object } of client.watch(pods, selection)) {
    if (type === 'DELETED' || !isContainerRunning(object, container)) return;
  }
}

/** @upstream kubectl pkg/cmd/attach reattachMessage */
function howToResume({ program }: Kubectl, { metadata, spec }: Pod, { name }: Container): string {
  if (spec.restartPolicy !== 'Always') return '';
  const command = `'${program} attach ${metadata.name} -c ${name} -i -t'`;
  return spec.ephemeralContainers?.some((container) => container.name === name)
    ? `Session ended, the ephemeral container will not be restarted but may be reattached using ${command} if it is still running\n`
    : `Session ended, resume using ${command} command when the pod is running\n`;
}
