import type { Job, ShellState, Streams } from './state';

/** Starts a command that its shell does not wait for. */
export function startJob(state: ShellState, command: string, { stderr }: Streams, run: () => Promise<number>): void {
  const pid = state.budget.nextPid;
  state.budget.nextPid += 1;
  const done = run();
  // Who waits for it hears of what went wrong; nobody need wait.
  done.catch(() => undefined);
  state.jobs.push({ pid, command, done });
  state.lastJob = pid;
  if (state.isInteractive && state.kind === 'bash') stderr.write(`[${state.jobs.length}] ${pid}\n`);
}

/** Waits for jobs: those of the given process ids, or all. @returns the exit code of the last one */
export async function waitForJobs(state: ShellState, pids: readonly number[]): Promise<number> {
  const isWanted = ({ pid }: Job): boolean => pids.length === 0 || pids.includes(pid);
  const wanted = state.jobs.filter(isWanted);
  if (pids.length > wanted.length) return 127;
  let status = 0;
  for (const job of wanted) {
    status = await job.done;
    state.jobs.splice(state.jobs.indexOf(job), 1);
  }
  return pids.length === 0 ? 0 : status;
}
