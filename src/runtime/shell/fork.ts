import { ShellError } from './control-flow';
import type { ShellState } from './state';

/** How many processes a shell and all below it may have at once. */
export const mostProcesses = 256;

/** What a shell says that may have no more of them. */
export function forkError({ kind }: ShellState): ShellError {
  const reason = 'Resource temporarily unavailable';
  const words = { ash: `can't fork: ${reason}`, dash: 'Cannot fork', bash: `fork: ${reason}` };
  return new ShellError(words[kind], kind === 'bash' ? 254 : 2);
}

/** Runs something as a process of its own. @throws ShellError where there are too many */
export async function asProcess<T>(state: ShellState, run: () => Promise<T>): Promise<T> {
  const { budget } = state;
  if (budget.processes >= mostProcesses) throw forkError(state);
  budget.processes += 1;
  try {
    return await run();
  } finally {
    budget.processes -= 1;
  }
}
