import type { CommandIO } from '../client/containers';
import type { ContainerClock } from '../runtime/container-world';
import { Killed } from '../runtime/signals';
import type { Terminal } from '../runtime/terminal/terminal';

/** So many milliseconds of waiting are skipped for one command that nobody watches at a terminal. */
const SKIPPED = 600_000;

/** What time a command in a container has. */
export type SessionTime = {
  /** The cluster's clock: milliseconds since 1970. */
  readonly now: () => number;
  /** Lets the cluster's clock skip ahead, and all that is due on the way come to pass. */
  readonly advance: (milliseconds: number) => Promise<void>;
  /** Waits by the user's own clock. */
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
};

function gone(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
}

/**
 * The clock of a command that somebody runs in a container: at a terminal they wait as long as it says, else the
 * cluster's clock skips ahead.
 */
export function sessionClock(time: SessionTime, io: CommandIO, terminal: Terminal | undefined): ContainerClock {
  let skipped = 0;

  async function follow(milliseconds: number): Promise<void> {
    const given = new AbortController();
    const giveUp = (): void => given.abort();
    io.closed?.addEventListener('abort', giveUp);
    const waited = time.wait(milliseconds, given.signal);
    try {
      await (terminal === undefined ? io.outside(() => waited) : terminal.race(waited));
    } finally {
      giveUp();
      io.closed?.removeEventListener('abort', giveUp);
    }
    if (io.closed?.aborted) throw new Killed('SIGTERM');
  }

  return {
    now: time.now,
    follow,
    async sleep(milliseconds) {
      if (milliseconds === undefined) {
        const end = gone(io.closed);
        await (terminal === undefined ? io.outside(() => end) : terminal.race(end));
        throw new Killed('SIGTERM');
      }
      if (terminal !== undefined || skipped > SKIPPED) return await follow(milliseconds);
      skipped += milliseconds;
      await time.advance(milliseconds);
    },
    pause() {
      terminal?.check();
      if (io.closed?.aborted) throw new Killed('SIGTERM');
    },
  };
}
