import type { Container, Pod } from '../resources/core/pod-types';

/** What a command in a container came to; or why it could not be started. */
export type ExecResult =
  | { readonly stdout: string; readonly stderr: string; readonly exitCode: number }
  | { readonly startError: string };

/** A shell in a container that keeps its state from line to line. */
export type ContainerShell = {
  readonly prompt: string;
  readonly run: (line: string) => Promise<{ stdout: string; stderr: string; exitCode: number; exited: boolean }>;
};

/** What of a container's log is wanted. @upstream k8s.io/api/core/v1 PodLogOptions */
export type LogOptions = {
  /** The log of the process before the last restart. */
  readonly previous?: boolean;
  /** Only the last so many lines. */
  readonly tailLines?: number;
  /** Only what was written since: milliseconds since 1970. */
  readonly since?: number;
  /** At most so many bytes. */
  readonly limitBytes?: number;
  /** Each line begins with its time. */
  readonly timestamps?: boolean;
  /** The API server need not know the node's certificate. */
  readonly insecureSkipTLSVerifyBackend?: boolean;
};

/** The terminal that a command is seen in. */
export type Terminal = {
  readonly size: () => { readonly columns: number; readonly rows: number };
  /** Calls back whenever the size changes. */
  readonly onResize: (listener: () => void) => void;
};

/** The streams that a command in a container is given. */
export type CommandIO = {
  /** What it may read; undefined where it may read nothing. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  readonly stdout: (bytes: Uint8Array) => void;
  readonly stderr: (bytes: Uint8Array) => void;
  readonly terminal?: Terminal;
};

/** What listens on a port: reads what a connection sends, and writes until it has no more to say. */
export type PortServer = (input: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** The running containers. */
export type Containers = {
  /**
   * Where containers are not in this program: runs a command with the user's own streams, or attaches to the
   * container's process where no command is given, and answers the exit code.
   */
  readonly remote?: (
    pod: Pod,
    container: string,
    argv: readonly string[] | undefined,
    io: CommandIO,
  ) => Promise<number>;
  readonly exec: (pod: Pod, container: string, argv: readonly string[], stdin: string) => Promise<ExecResult>;
  /** A shell for typed lines; undefined where the command is none that the image has. */
  readonly shell: (pod: Pod, container: string, argv: readonly string[]) => Promise<ContainerShell | undefined>;
  /** The command that the image starts with, when it is a shell. */
  readonly defaultCommand: (container: Container) => readonly string[];
  /**
   * A container's log, as far as it has been written.
   * @throws StatusError BadRequest where the container has none yet
   */
  readonly log: (pod: Pod, container: string, options: LogOptions) => Promise<string>;
  /** The same, and what is written later as it is written, until the process ends or the signal says so. */
  readonly followLog: (pod: Pod, container: string, options: LogOptions, signal: AbortSignal) => AsyncIterable<string>;
  /** What listens on a port of a pod; undefined where nothing does. */
  readonly connect: (pod: Pod, port: number) => Promise<PortServer | undefined>;
  /** The process that somebody was attached to has ended. */
  readonly finish: (pod: Pod, container: string, exitCode: number) => Promise<void>;
};
