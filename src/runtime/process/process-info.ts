/** A process as `ps` sees it. */
export type ProcessInfo = {
  readonly pid: number;
  readonly ppid: number;
  readonly uid: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly argv: readonly string[];
  /** What `ps` prints instead of the command line, where the program changed it: `nginx: worker process`. */
  readonly title?: string;
};
