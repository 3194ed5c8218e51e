import { CommandError } from '../kubectl/command-error';

/** For commands that take flags only. @throws CommandError */
export function refuseArguments(args: readonly string[]): void {
  if (args.length > 0) throw new CommandError(`unexpected arguments: [${args.join(' ')}]`);
}
