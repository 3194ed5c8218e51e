import type { ContainerWorld } from '../container-world';
import { FileError } from '../files/file-error';
import type { ShellKind } from '../images/facts';
import type { Launch, ProgramStart } from '../launch';
import { inputOf } from '../streams';
import { createState, newBudget } from './create-state';
import { interpreter } from './interpret';
import type { Streams } from './state';
import { runToEnd } from './traps';

/** A shell's dialect, the name it was called by, and its arguments. */
export type ShellCommand = { readonly kind: ShellKind; readonly name: string; readonly args: readonly string[] };

/** What a shell's arguments ask it to run. */
export type ShellPlan = {
  /** The script; undefined: what it reads. */
  readonly text: string | undefined;
  readonly name: string;
  readonly positional: readonly string[];
  /** The letters of its options: `e`, `x`, `u`, `i`. */
  readonly letters: string;
};

/**
 * Reads `[-ex] [-o OPTION] -c SCRIPT [NAME [ARG…]]`, `[-s] [ARG…]` or `FILE [ARG…]`.
 * @throws FileError where a file cannot be read
 */
export function planShell(world: ContainerWorld, { name, args }: ShellCommand, cwd: string): ShellPlan {
  let letters = '';
  let at = 0;
  for (; /^[-+]/.test(args[at] ?? '') && args[at] !== '--'; at += 1) {
    const arg = args[at] ?? '';
    if (/^[-+]o$/.test(arg)) at += 1;
    else if (!arg.startsWith('--')) letters += arg.slice(1);
  }
  const rest = args.slice(args[at] === '--' ? at + 1 : at);
  if (letters.includes('c')) {
    const [text = '', zero = name, ...positional] = rest;
    return { text, name: zero, positional, letters };
  }
  const [file, ...positional] = rest;
  if (file === undefined || letters.includes('s')) return { text: undefined, name, positional: rest, letters };
  return { text: world.files.readText(file, cwd), name: file, positional, letters };
}

/** What a shell says of a script that it cannot read. */
export function scriptError({ kind, name, args }: ShellCommand, error: FileError): { text: string; exitCode: number } {
  const file = args.find((arg) => !/^[-+]/.test(arg)) ?? '';
  if (kind === 'bash')
    return { text: `${name}: ${file}: ${error.reason}\n`, exitCode: error.code === 'ENOENT' ? 127 : 126 };
  const prefix = kind === 'dash' ? `${name}: 0: cannot open ${file}` : `${name}: can't open '${file}'`;
  const missing = kind === 'dash' ? 'No such file' : 'No such file or directory';
  return { text: `${prefix}: ${error.code === 'ENOENT' ? missing : error.reason}\n`, exitCode: 2 };
}

/** Runs a shell that was started with arguments, with the variables that it is given. @returns its exit code */
export async function runShell(
  world: ContainerWorld,
  command: ShellCommand,
  start: ProgramStart,
  launch: Launch,
): Promise<number> {
  const { kind } = command;
  const { env, cwd, stdin, stdout, stderr, position, budget = newBudget() } = start;
  try {
    const plan = planShell(world, command, cwd);
    const { name, positional, letters } = plan;
    const pid = budget.nextPid;
    budget.nextPid += 1;
    const isInteractive = letters.includes('i');
    const state = createState({
      world,
      kind,
      interpreter,
      launch,
      name,
      isInteractive,
      env,
      positional,
      letters,
      cwd,
      pid,
      budget,
      position,
    });
    const streams: Streams = { stdin: plan.text === undefined ? inputOf('') : stdin, stdout, stderr };
    const text = plan.text ?? (await stdin.readText());
    return await runToEnd(state, streams, () => interpreter.runText(text, state, streams));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const { text, exitCode } = scriptError(command, error);
    stderr.write(text);
    return exitCode;
  }
}
