import { complain, isBusybox } from './complaint';
import { type ProgramIo, textOf } from './program';
import { quotedIfOdd } from './quote';

/** Prints the environment. Running a command in a changed one is left to the shell. */
export function env(args: readonly string[], io: ProgramIo): number {
  const operands = args.filter((arg) => arg !== '-' && arg !== '-i' && arg !== '--ignore-environment');
  const command = operands.find((arg) => !arg.includes('='));
  if (command !== undefined) {
    return complain(
      io,
      `${isBusybox(io) ? `can't execute '${command}'` : quotedIfOdd(command)}: No such file or directory`,
      127,
    );
  }
  const added = operands.map((arg): [string, string] => [
    arg.slice(0, arg.indexOf('=')),
    arg.slice(arg.indexOf('=') + 1),
  ]);
  const all = new Map([...(operands.length < args.length ? [] : io.env), ...added]);
  io.stdout.write(printEnvironment(all));
  return 0;
}

/** What `env` prints of variables. */
export function printEnvironment(variables: ReadonlyMap<string, string>): string {
  return textOf([...variables].map(([name, value]) => `${name}=${value}`));
}

/** Prints the environment, or the values of the named variables; exit code 1 where one is not set. */
export function printenv(args: readonly string[], io: ProgramIo): number {
  if (args.length === 0) return env([], io);
  const values = args.map((name) => io.env.get(name));
  const found = values.filter((value) => value !== undefined);
  io.stdout.write(textOf(found));
  return found.length === values.length ? 0 : 1;
}
