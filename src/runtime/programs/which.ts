import { defaultPath } from '../images/facts';
import { readOptions } from './option';
import type { ProgramIo } from './program';

/** The paths at which a command is found, the first first: on the PATH, or where it says that it is. */
function pathsOf(command: string, { world, env, cwd }: ProgramIo): string[] {
  const isExecutable = (path: string): boolean => {
    const stat = world.files.find(path, cwd);
    return stat?.type === 'file' && world.files.may(stat, 1);
  };
  if (command.includes('/')) return isExecutable(command) ? [command] : [];
  const folders = (env.get('PATH') ?? defaultPath).split(':');
  return folders.map((folder) => `${folder === '' ? '.' : folder}/${command}`).filter(isExecutable);
}

/** Prints where commands are found; `-a` everywhere. Silent of those that are not. */
export function which(args: readonly string[], io: ProgramIo): number {
  const options = readOptions(args, io, { letters: 'as' });
  if (typeof options === 'number') return options;
  const { flags, operands } = options;
  let exitCode = operands.length === 0 ? 1 : 0;
  for (const command of operands) {
    const found = pathsOf(command, io);
    if (found.length === 0) exitCode = 1;
    io.stdout.write((flags.has('a') ? found : found.slice(0, 1)).map((path) => `${path}\n`).join(''));
  }
  return exitCode;
}
