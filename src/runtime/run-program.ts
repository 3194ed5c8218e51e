import type { ContainerWorld } from './container-world';
import { findExecutable } from './executable';
import { FileError } from './files/file-error';
import { baseOf } from './files/path';
import type { ShellKind } from './images/facts';
import type { Launch, ProgramStart } from './launch';
import { programs } from './programs/programs';
import { isUtility } from './programs/utilities';
import { wrappers } from './programs/wrappers';
import { serverArgv } from './servers/servers';

/** The shell of an image that a program's name stands for. */
export function shellKind({ image }: ContainerWorld, path: string): ShellKind | undefined {
  const name = baseOf(path);
  return name === 'sh' || name === 'bash' || name === 'ash' || name === 'dash' ? image.shells[name] : undefined;
}

/**
 * Runs a program of a container to its end; a shell, and what just-bash brings, is loaded only then.
 * @param argv the program's name or path, and its arguments
 * @returns its exit code, or why it was not started
 * @throws Killed, Suspended
 */
export const runProgram: Launch = async (world, argv, start) => {
  const [command = '', ...args] = argv;
  const found = findExecutable(world.files, command, start);
  if ('problem' in found) return found;
  const name = baseOf(found.path);
  try {
    return await runFound(world, { path: found.path, command, name, args }, start);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    start.stderr.write(`${name}: write error: ${error.reason}\n`);
    return 1;
  }
};

type Found = {
  readonly path: string;
  readonly command: string;
  readonly name: string;
  readonly args: readonly string[];
};

async function runFound(world: ContainerWorld, found: Found, start: ProgramStart): Promise<number> {
  const { path, command, name, args } = found;
  const kind = shellKind(world, path);
  if (kind !== undefined) {
    const { runShell } = await import('./shell/nested');
    return await runShell(world, { kind, name: command, args }, start, runProgram);
  }
  if (name === 'test' || name === '[') return await runTest(world, found, start);
  const wrapper = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
  if (wrapper !== undefined) return await wrapper(args, { world, name, start, run: runProgram });
  const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
  if (program !== undefined) return await program(args, { world, name, ...start });
  const server = serverArgv(world.image, [command, ...args]);
  if (server !== undefined && server.name === name) {
    const status = await world.serve(name, server.argv, start.stderr);
    if (status !== undefined) return status;
  }
  if (isUtility(name)) {
    const { runUtility } = await import('./programs/just-bash');
    return await runUtility(args, { world, name, ...start }, runProgram);
  }
  return await runScript(world, found, start);
}

/** `test` as a program is the shell's own. */
async function runTest(world: ContainerWorld, { name, args }: Found, start: ProgramStart): Promise<number> {
  const { runShell } = await import('./shell/nested');
  const kind = world.image.shells.sh ?? 'ash';
  return await runShell(world, { kind, name: 'sh', args: ['-c', `${name} "$@"`, name, ...args] }, start, runProgram);
}

/** A file that is no program known here: a script is run by what its first line names. */
async function runScript(world: ContainerWorld, { path, command, args }: Found, start: ProgramStart): Promise<number> {
  const text = world.files.readText(path);
  if (text === '') return await runUnknown(world, command, args, start);
  const [, interpreter = '/bin/sh', option] = /^#!\s*(\S+)(?:[ \t]+(.*))?\n/.exec(text) ?? [];
  const line =
    baseOf(interpreter) === 'env' && option ? option.split(/\s+/) : [interpreter, ...(option ? [option] : [])];
  const status = await runProgram(world, [...line, path, ...args], start);
  if (typeof status === 'number') return status;
  start.stderr.write(`${command}: ${line[0]}: bad interpreter: No such file or directory\n`);
  return 126;
}

/** A program that is not simulated: an interpreter runs some server, others are refused. */
async function runUnknown(
  world: ContainerWorld,
  command: string,
  args: readonly string[],
  { stderr }: ProgramStart,
): Promise<number> {
  const isInterpreter = world.image.interpreters?.includes(baseOf(command)) ?? false;
  if (isInterpreter && args.length === 0) return 0;
  const status = isInterpreter ? await world.serve('', [command, ...args], stderr) : undefined;
  if (status !== undefined) return status;
  stderr.write(`kubectl-lite: ${command}: this program is not simulated\n`);
  return 126;
}
