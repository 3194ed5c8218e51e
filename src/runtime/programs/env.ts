import { fail, type ProgramIo, type ProgramResult, succeed, textOf } from './program';

/** Prints the environment. Running a command in a changed one is left to the shell. */
export function env(args: readonly string[], io: ProgramIo): ProgramResult {
  const added = args.map((arg) => arg.split('='));
  const command = args.find((arg) => !arg.includes('='));
  if (command !== undefined) return fail(`env: '${command}': No such file or directory`, 127);
  const all = new Map([...io.env, ...added.map(([name = '', ...value]) => [name, value.join('=')] as const)]);
  return succeed(textOf([...all].map(([name, value]) => `${name}=${value}`)));
}

/** Prints the environment, or the values of the named variables; exit code 1 where one is not set. */
export function printenv(args: readonly string[], io: ProgramIo): ProgramResult {
  if (args.length === 0) return env([], io);
  const values = args.map((name) => io.env.get(name));
  const found = values.filter((value) => value !== undefined);
  return { stdout: textOf(found), stderr: '', exitCode: found.length === values.length ? 0 : 1 };
}
