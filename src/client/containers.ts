import type { Pod } from '../resources/core/pod-types';

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
  /** Whether each key comes as it is pressed; else lines come, which are shown as they are read. */
  readonly isRaw: boolean;
};

/** The streams that a command in a container is given. */
export type CommandIO = {
  /** What it may read; undefined where it may read nothing. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  readonly stdout: (bytes: Uint8Array) => void;
  readonly stderr: (bytes: Uint8Array) => void;
  readonly terminal?: Terminal;
  /**
   * Lets others work on the cluster, and see what was done so far, while something is waited for: a command that runs
   * in this program is otherwise alone.
   */
  readonly outside: <T>(wait: () => Promise<T>) => Promise<T>;
  /** Ends when nobody is there any more. */
  readonly closed?: AbortSignal;
};

/** What listens on a port: reads what a connection sends, and writes until it has no more to say. */
export type PortServer = (input: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** The running containers. */
export type Containers = {
  /** Whether they are those of a cluster that is not in this program. */
  readonly isRemote?: boolean;
  /**
   * Runs a command with the given streams; without a command, joins the container's own process.
   * @returns the exit code
   * @throws StatusError where it cannot be started
   */
  readonly run: (pod: Pod, container: string, argv: readonly string[] | undefined, io: CommandIO) => Promise<number>;
  /**
   * A container's log, as far as it has been written.
   * @throws StatusError BadRequest where the container has none yet
   */
  readonly log: (pod: Pod, container: string, options: LogOptions) => Promise<string>;
  /** Tells the same, and what is written later as it is written, until the process ends or nobody listens any more. */
  readonly followLog: (
    pod: Pod,
    container: string,
    options: LogOptions,
    tell: (text: string) => void,
    io: Pick<CommandIO, 'outside' | 'closed'>,
  ) => Promise<void>;
  /**
   * What listens on a port of a pod; undefined where nothing does.
   * @param inside works on the cluster alone: each answer is made in it
   */
  readonly connect: (
    pod: Pod,
    port: number,
    inside: <T>(work: () => Promise<T>) => Promise<T>,
  ) => Promise<PortServer | undefined>;
};
