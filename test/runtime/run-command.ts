import type { ContainerWorld } from '../../src/runtime/container-world';
import { runExec } from '../../src/runtime/exec';
import type { ShellKind } from '../../src/runtime/images/facts';
import { runProgram } from '../../src/runtime/run-program';
import { runShell } from '../../src/runtime/shell/nested';
import { Killed } from '../../src/runtime/signals';
import { createBuffer, inputOf } from '../../src/runtime/streams';

export type Result = { readonly stdout: string; readonly stderr: string; readonly exitCode: number };

async function* once(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

/** Runs a command in a container as `exec` does. */
export async function runCommand(
  world: ContainerWorld,
  argv: readonly string[],
  input?: string,
): Promise<Result | { startError: string }> {
  const [stdout, stderr] = [createBuffer(), createBuffer()];
  const io = {
    stdin: input === undefined ? undefined : once(input),
    stdout: stdout.write,
    stderr: stderr.write,
    outside: <T>(wait: () => Promise<T>) => wait(),
  };
  const outcome = await runExec(argv, { world, io, terminal: undefined, refresh: async () => undefined });
  return 'startError' in outcome ? outcome : { stdout: stdout.text(), stderr: stderr.text(), ...outcome };
}

/** Runs a script as `sh -c SCRIPT NAME` does. */
export async function runScript(
  world: ContainerWorld,
  script: string,
  kind: ShellKind = world.image.shells.sh ?? 'ash',
): Promise<Result> {
  const [stdout, stderr] = [createBuffer(), createBuffer()];
  const name = kind === 'bash' ? 'bash' : 'sh';
  const start = { env: world.env, cwd: '/', stdin: inputOf(''), stdout, stderr };
  const exitCode = await runShell(world, { kind, name, args: ['-c', script, name] }, start, runProgram).catch(
    (error) => {
      if (error instanceof Killed) return error.exitCode;
      throw error;
    },
  );
  return { stdout: stdout.text(), stderr: stderr.text(), exitCode };
}
