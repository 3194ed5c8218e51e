import { CommandError } from '../command-error';
import type { Streams } from '../kubectl';
import type { Info } from '../resource/select';

const week = 7 * 24 * 3_600_000;

/** How long all objects of a command together are waited for. */
export type Deadline = {
  /** Whether each object is looked at once only. */
  readonly isOnce: boolean;
  /** Ends when the time is up, or the user interrupts. */
  readonly signal: AbortSignal;
};

/** @param timeout milliseconds from now; 0 is to look once, less is a week */
export function deadlineAfter(timeout: number, { after, interrupted }: Streams): Deadline {
  if (timeout === 0) return { isOnce: true, signal: interrupted };
  return { isOnce: false, signal: AbortSignal.any([interrupted, after(timeout < 0 ? week : timeout)]) };
}

/** @upstream kubectl pkg/cmd/wait extendErrWaitTimeout */
export function timedOut({ kind, name }: Pick<Info, 'kind' | 'name'>): CommandError {
  return new CommandError(`timed out waiting for the condition on ${kind.plural}/${name}`);
}

/** Said of an object that is looked at once. */
export function notMet({ kind, name }: Pick<Info, 'kind' | 'name'>): CommandError {
  return new CommandError(`condition not met for ${kind.plural}/${name}`);
}
