import type { ContainerWorld } from '../container-world';
import type { ShellKind } from '../images/facts';
import { runProgram } from '../run-program';
import { createShell } from '../shell/shell';
import type { Streams } from '../shell/state';
import { INTERRUPT, type Terminal } from './terminal';

/** A shell that is talked to. */
export type Conversation = {
  readonly world: ContainerWorld;
  readonly kind: ShellKind;
  /** What it was started as. */
  readonly name: string;
  /** Looks again at what others changed in the cluster meanwhile. */
  readonly refresh: () => Promise<void>;
};

/** Talks to a shell at a terminal until one of both leaves. @returns the shell's exit code */
export async function converse({ world, kind, name, refresh }: Conversation, terminal: Terminal): Promise<number> {
  const { input, output } = terminal;
  const shell = createShell(world, kind, name, { stdin: input, stdout: output, stderr: output }, runProgram);
  for (;;) {
    const line = await terminal.nextLine(shell.prompt);
    if (line === undefined) {
      if (kind === 'bash' && !terminal.isSilent) output.write('exit\n');
      return await shell.end();
    }
    if (line === INTERRUPT) {
      shell.giveUp();
      continue;
    }
    await refresh();
    const { exited, exitCode } = await terminal.interruptible(() => shell.run(line));
    if (exited) return exitCode;
  }
}

/** Lets a shell without a terminal run what it is sent, line by line. @returns its exit code */
export async function obey({ world, kind, name, refresh }: Conversation, streams: Streams): Promise<number> {
  const shell = createShell(world, kind, name, streams, runProgram, false);
  for (;;) {
    const line = await streams.stdin.readLine();
    if (line === undefined) return await shell.end();
    await refresh();
    const { exited, exitCode } = await shell.run(line);
    if (exited) return exitCode;
  }
}
