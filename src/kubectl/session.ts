import type { ContainerShell, Containers } from '../client/containers';
import type { Pod } from '../resources/core/pod-types';
import type { Kubectl } from './kubectl';

export type SessionOptions = {
  readonly pod: Pod;
  readonly container: string;
  readonly argv: readonly string[];
  readonly stdin: boolean;
  readonly tty: boolean;
  /** Whether it is the container's own process. */
  readonly isAttached?: boolean;
};

/** What a session came to; a command that cannot be started says why. */
export type SessionResult = { readonly exitCode: number; readonly startError?: string };

/** Runs a command in a container with the user's streams; a shell reads them line by line. */
export async function runSession(kubectl: Kubectl, options: SessionOptions): Promise<SessionResult> {
  const { containers, streams } = kubectl;
  const { pod, container, argv, stdin } = options;
  if (containers.remote !== undefined) return { exitCode: await runRemotely(kubectl, containers.remote, options) };
  const shell = stdin ? await containers.shell(pod, container, argv) : undefined;
  if (shell !== undefined) {
    try {
      return { exitCode: await converse(shell, kubectl, options.tty) };
    } finally {
      streams.closeInput();
    }
  }
  const input = stdin && !streams.isInputTerminal ? await streams.readInput() : '';
  const result = await containers.exec(pod, container, argv, input);
  if ('startError' in result) return { exitCode: 1, startError: result.startError };
  streams.out(result.stdout);
  if (options.tty) streams.out(result.stderr);
  else streams.err(result.stderr);
  return { exitCode: result.exitCode };
}

/** The user's streams as they are; a terminal hands over each key, as the command's own terminal takes them. */
async function runRemotely(
  { streams }: Kubectl,
  remote: NonNullable<Containers['remote']>,
  { pod, container, argv, stdin, tty, isAttached }: SessionOptions,
): Promise<number> {
  const isRaw = tty && stdin && streams.isInputTerminal;
  const writeTo = (put: (text: string) => void) => {
    const decoder = new TextDecoder();
    return (bytes: Uint8Array): void => {
      put(decoder.decode(bytes, { stream: true }));
      streams.flush();
    };
  };
  try {
    return await remote(pod, container, isAttached ? undefined : argv, {
      stdin: stdin ? streams.readBytes(isRaw) : undefined,
      stdout: writeTo(streams.out),
      stderr: writeTo(streams.err),
      terminal: tty ? streams.terminal : undefined,
    });
  } finally {
    streams.closeInput();
  }
}

/** A terminal shows the prompt and what is typed; lines that come through a pipe are shown as a terminal echoes them. */
async function converse(shell: ContainerShell, { streams, commit }: Kubectl, tty: boolean): Promise<number> {
  let exitCode = 0;
  commit();
  for (;;) {
    streams.flush();
    const line = await streams.readLine(tty ? shell.prompt : '');
    if (line === undefined) return exitCode;
    if (tty && !streams.isInputTerminal) streams.out(`${shell.prompt}${line}\n`);
    const result = await shell.run(line);
    streams.out(result.stdout);
    if (tty) streams.out(result.stderr);
    else streams.err(result.stderr);
    exitCode = result.exitCode;
    if (result.exited) return exitCode;
  }
}
