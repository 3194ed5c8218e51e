import type { ContainerWorld } from '../container-world';
import type { HttpRequest, HttpResponse } from '../network/http';
import type { Listener } from '../network/network';

/** What a server that runs in a container has at hand. */
export type ServerContext = {
  readonly world: ContainerWorld;
  /** The command line that it was started with. */
  readonly argv: readonly string[];
  /** Writes to the container's log. */
  readonly log: (text: string) => void;
  /** The folder that it was started in; without it the container's. */
  readonly cwd?: string;
};

/** What a server has at hand before it runs. */
export type ServerStart = Omit<ServerContext, 'log'>;

/** A program that stays up and listens. */
export type ServerSpec = {
  /** Whether a command line starts it, where not every one does: `python3 -m http.server` does, `python3` does not. */
  readonly starts?: (argv: readonly string[]) => boolean;
  /** The TCP ports that it listens on. */
  readonly ports: (context: ServerStart) => readonly number[];
  /** What `ps` shows of it, where that is not its command line: the main process first, then its children. */
  readonly titles?: (argv: readonly string[]) => readonly string[];
  /** What it logs when it starts, each line with its newline. */
  readonly startLog?: (context: ServerStart) => string;
  /** What it writes to files once it has started and logged that: a new database, a process number. */
  readonly prepare?: (context: ServerStart) => void;
  /** Answers a request on one of its ports; the answer may be logged. */
  readonly http?: (request: HttpRequest, context: ServerContext, port: number) => HttpResponse | Promise<HttpResponse>;
  /** What else it says to who connects. */
  readonly listener?: (context: ServerContext, port: number) => Omit<Listener, 'http'>;
  /**
   * What it exits with instead of running, where its environment or configuration is wrong, or where it was only asked
   * something (`nginx -v`); it logs why, or the answer.
   */
  readonly problem?: (context: ServerStart) => { readonly log: string; readonly exitCode: number } | undefined;
  /** Whether it runs on in the background while the process that was started ends with 0: `nginx` alone. */
  readonly isDaemon?: (context: ServerStart) => boolean;
};
