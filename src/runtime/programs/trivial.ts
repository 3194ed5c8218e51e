import type { ProgramIo } from './program';

/** Does nothing, well. */
export function isTrue(): number {
  return 0;
}

/** Does nothing, and fails. */
export function isFalse(): number {
  return 1;
}

/** Prints where it is. */
export function pwd(_args: readonly string[], { stdout, cwd }: ProgramIo): number {
  stdout.write(`${cwd}\n`);
  return 0;
}

/** Nothing is held back: there is nothing to do. */
export function sync(): number {
  return 0;
}
