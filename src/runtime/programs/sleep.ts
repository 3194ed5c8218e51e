import { fail, type ProgramIo, type ProgramResult, succeed } from './program';

const more = "\nTry 'sleep --help' for more information.";

/** Returns at once: a simulated program does not wait. */
export function sleep(args: readonly string[], { world }: ProgramIo): ProgramResult {
  const isBusybox = world.image.userland === 'busybox';
  if (args.length === 0) return fail(isBusybox ? 'sleep: missing operand' : `sleep: missing operand${more}`);
  const wrong = args.find((arg) => !/^(\d+(\.\d*)?|\.\d+)[smhd]?$/.test(arg) && arg !== 'infinity');
  if (wrong === undefined) return succeed('');
  return fail(isBusybox ? `sleep: invalid number '${wrong}'` : `sleep: invalid time interval '${wrong}'${more}`);
}
