import type { Store } from '../store/store';

const RECORD = 'clock';

/** The cluster's clock: the wall's, and what was skipped while nothing but waiting was to be done. */
export type Clock = {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Moves the clock forward to a moment. */
  readonly advanceTo: (moment: number) => void;
  /** Milliseconds that the clock is ahead of the wall's. */
  readonly offset: () => number;
};

/** @param wall the wall clock: milliseconds since 1970 */
export function createClock(store: Store, wall: () => number): Clock {
  const offset = (): number => Number(store.getRecord(RECORD) ?? 0);
  const now = (): number => wall() + offset();
  return {
    now,
    offset,
    advanceTo(moment) {
      const ahead = moment - now();
      if (ahead > 0) store.setRecord(RECORD, offset() + ahead);
    },
  };
}
