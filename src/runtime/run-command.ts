import type { ContainerWorld } from './container';
import type { ShellKind } from './images/facts';
import { absolutePath } from './path';
import { findProgram, programName } from './programs/programs';

/** What a command in a container came to; or why the container runtime could not start it. */
export type CommandResult =
  | { readonly stdout: string; readonly stderr: string; readonly exitCode: number }
  | { readonly startError: string };

/** The shell that a command names in a container, if it is one that the image has. */
export function shellKind(world: ContainerWorld, command: string): ShellKind | undefined {
  const name = programName(command);
  return name === 'sh' || name === 'bash' || name === 'ash' || name === 'dash' ? world.image.shells[name] : undefined;
}

/** The runtime's words for a program that is not there. @upstream opencontainers/runc, via containerd */
function startError(command: string): string {
  const reason = command.includes('/')
    ? `stat ${command}: no such file or directory`
    : 'executable file not found in $PATH';
  return `OCI runtime exec failed: exec failed: unable to start container process: exec: "${command}": ${reason}: unknown`;
}

/**
 * Runs a command in a container: a program directly, a script through the image's shell, which is loaded only then.
 * @param stdin all that the command can read; a shell without a script runs it
 */
export async function runCommand(world: ContainerWorld, argv: readonly string[], stdin = ''): Promise<CommandResult> {
  const [command = '', ...args] = argv;
  const cwd = world.container.workingDir ?? '/';
  const kind = shellKind(world, command);
  if (kind === undefined) {
    const program = findProgram(world, command);
    return program?.(args, { world, env: world.env, stdin, cwd }) ?? { startError: startError(command) };
  }
  const [{ runScript }, { planShell }] = await Promise.all([import('./shell/shell'), import('./shell/nested')]);
  const plan = planShell(command, args, stdin, (path) => world.files(absolutePath(path, cwd)));
  if ('missing' in plan) {
    const detail =
      kind === 'bash' ? 'No such file or directory' : `can't open '${plan.missing}': No such file or directory`;
    const stderr = kind === 'bash' ? `${command}: ${plan.missing}: ${detail}\n` : `${command}: ${detail}\n`;
    return { stdout: '', stderr, exitCode: kind === 'bash' ? 127 : 2 };
  }
  const { text, name, positional, letters } = plan;
  return runScript(world, text, { kind, name, positional, letters, stdin: letters.includes('c') ? stdin : '' });
}
