/** What ends a process from outside. */
export type Signal = 'SIGINT' | 'SIGPIPE' | 'SIGTERM' | 'SIGKILL';

const numbers: Readonly<Record<Signal, number>> = { SIGINT: 2, SIGKILL: 9, SIGPIPE: 13, SIGTERM: 15 };

/** Thrown through a process that a signal ends. */
export class Killed extends Error {
  override readonly name: string = 'Killed';

  constructor(readonly signal: Signal) {
    super(signal);
  }

  /** The exit code that a shell sees. */
  get exitCode(): number {
    return 128 + numbers[this.signal];
  }
}

/** Thrown where a process writes what nobody reads any more, or more than passes through memory. */
export class PipeClosed extends Killed {
  override readonly name = 'PipeClosed';

  constructor() {
    super('SIGPIPE');
  }
}

/**
 * Thrown through the main process of a container that waits: it is gone on with when the time has come.
 * Without a time it waits for ever, as a server does.
 */
export class Suspended extends Error {
  override readonly name = 'Suspended';

  /** @param until milliseconds since 1970, by the cluster's clock */
  constructor(readonly until: number | undefined) {
    super('suspended');
  }
}
