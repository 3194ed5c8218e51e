import type { Pod } from '../resources/core/pod-types';
import type { Kubectl } from './kubectl';

export type SessionOptions = {
  readonly pod: Pod;
  readonly container: string;
  /** Undefined joins the container's own process. */
  readonly argv: readonly string[] | undefined;
  readonly stdin: boolean;
  readonly tty: boolean;
};

/**
 * Runs a command in a container with the user's streams; a terminal hands over each key, as the command's own terminal
 * takes them.
 * @returns the exit code
 * @throws StatusError where it cannot be started
 */
export async function runSession(
  { containers, streams, outside }: Kubectl,
  { pod, container, argv, stdin, tty }: SessionOptions,
): Promise<number> {
  const isRaw = tty && stdin && streams.isInputTerminal;
  const writeTo =
    (put: (bytes: Uint8Array) => void) =>
    (bytes: Uint8Array): void => {
      put(bytes);
      if (isRaw || containers.isRemote) streams.flush();
    };
  try {
    return await containers.run(pod, container, argv, {
      stdin: stdin ? streams.readBytes(isRaw) : undefined,
      stdout: writeTo(streams.out),
      stderr: writeTo(streams.err),
      terminal: tty ? { ...streams.terminal, isRaw } : undefined,
      outside,
      closed: streams.interrupted,
    });
  } finally {
    streams.closeInput();
  }
}
