import type { ContainerClock } from '../container-world';
import type { Position } from '../shell/position';
import { Suspended } from '../signals';

/** A process that cannot be left where it waits is followed for so many milliseconds at most. */
const LONGEST = 60_000;

/** A script that can be left. */
export type Leavable = {
  readonly position: Position;
  /**
   * Keeps where it stands.
   * @param then what becomes of the command that waits when the script goes on: it is done, it begins, or another stands
   * for it
   */
  readonly keep: (then: 'done' | 'begin' | readonly string[]) => void;
};

/**
 * The clock of a main process, which is left where it waits, and gone on with later.
 * @param start milliseconds since 1970: when it begins or goes on
 * @param script without it nothing can be left: what is waited passes at once
 */
export function processClock(start: number, script?: Leavable): ContainerClock {
  let ahead = 0;
  const now = (): number => start + ahead;
  return {
    now,
    async sleep(milliseconds) {
      const until = milliseconds === undefined ? undefined : now() + milliseconds;
      if (script?.position.isTransparent) {
        script.keep('done');
        throw new Suspended(until);
      }
      ahead += milliseconds ?? Number.POSITIVE_INFINITY;
      if (ahead > LONGEST) throw new Suspended(undefined);
    },
    async follow(milliseconds, again) {
      if (!script?.position.isLeavable) throw new Suspended(undefined);
      script.keep(again);
      throw new Suspended(now() + milliseconds);
    },
    pause() {
      if (ahead === 0) return;
      script?.keep('begin');
      throw new Suspended(now());
    },
    fork: () => processClock(now()),
  };
}
