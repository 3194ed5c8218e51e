import type { ContainerWorld } from './container-world';
import type { ProgramIo } from './programs/program';
import type { ShellState } from './shell/state';

/** What a program is started with. */
export type ProgramStart = Pick<ProgramIo, 'env' | 'cwd' | 'stdin' | 'stdout' | 'stderr'> &
  Partial<Pick<ShellState, 'position' | 'budget'>>;

/** Why a program was not started: it is not there, or it may not be run. */
export type StartProblem = { readonly problem: 'missing' | 'denied' | 'folder' };

/** Runs a program of a container to its end: answers its exit code, or why it was not started. @throws Killed, Suspended */
export type Launch = (
  world: ContainerWorld,
  argv: readonly string[],
  start: ProgramStart,
) => Promise<number | StartProblem>;
