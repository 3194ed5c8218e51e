import type { CommandIO } from '../client/containers';
import type { ContainerWorld } from './container-world';
import { findExecutable } from './executable';
import { startProblem } from './process/run-process';
import { runProgram, shellKind } from './run-program';
import { Killed } from './signals';
import { emptyInput, inputFrom, toBytes } from './streams';
import type { Terminal } from './terminal/terminal';

/** What a command in a container is run with. */
export type ExecHost = {
  readonly world: ContainerWorld;
  readonly io: CommandIO;
  /** The command's terminal, where it has one. */
  readonly terminal: Terminal | undefined;
  /** Looks again at what others changed in the cluster. */
  readonly refresh: () => Promise<void>;
};

/** What a command came to; or why it could not be started. */
export type ExecOutcome = { readonly exitCode: number } | { readonly startError: string };

/** The runtime's words for a command that it cannot start. @upstream opencontainers/runc, via containerd */
function startError(command: string, problem: 'missing' | 'denied' | 'folder'): string {
  return `OCI runtime exec failed: exec failed: unable to start container process: ${startProblem(command, problem)}: unknown`;
}

/** Runs a command in a container with somebody's streams. A shell that reads them is talked to line by line. */
export async function runExec(argv: readonly string[], host: ExecHost): Promise<ExecOutcome> {
  const { world, io, terminal, refresh } = host;
  const [command = '', ...args] = argv;
  const cwd = world.container.workingDir ?? world.image.workingDir ?? '/';
  const found = findExecutable(world.files, command, { env: world.env, cwd });
  if ('problem' in found) return { startError: startError(command, found.problem) };
  const kind = shellKind(world, found.path);
  const isConversation = kind !== undefined && io.stdin !== undefined && args.every((arg) => /^-[il]+$/.test(arg));
  const stdin = terminal?.input ?? plainInput(io);
  const stdout = terminal?.output ?? { write: (data: string | Uint8Array) => io.stdout(toBytes(data)) };
  const stderr = terminal?.output ?? { write: (data: string | Uint8Array) => io.stderr(toBytes(data)) };
  const streams = { stdin, stdout, stderr };
  try {
    if (isConversation) {
      const { converse, obey } = await import('./terminal/converse');
      const talk = { world, kind, name: command, refresh };
      return { exitCode: await (terminal === undefined ? obey(talk, streams) : converse(talk, terminal)) };
    }
    const run = () => runProgram(world, argv, { env: world.env, cwd, ...streams });
    const status = await (terminal === undefined ? run() : terminal.interruptible(run));
    return typeof status === 'number' ? { exitCode: status } : { startError: startError(command, status.problem) };
  } catch (error) {
    if (error instanceof Killed) return { exitCode: error.exitCode };
    // More than fits into memory, or deeper than any stack.
    if (error instanceof RangeError) return { exitCode: new Killed('SIGKILL').exitCode };
    throw error;
  }
}

function plainInput({ stdin, outside }: CommandIO) {
  if (stdin === undefined) return emptyInput;
  const chunks = stdin[Symbol.asyncIterator]();
  return inputFrom(async () => {
    const read = await outside(() => chunks.next());
    return read.done ? undefined : read.value;
  });
}
