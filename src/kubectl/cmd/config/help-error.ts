import { CommandError } from '../../command-error';

/**
 * A command that is called wrongly and shows its help on the standard output, before its words, if any, go to the
 * standard error.
 */
export class HelpError extends CommandError {
  constructor(
    message: string,
    /** The command as typed: `config set`. */
    readonly command: string,
    exitCode = 1,
  ) {
    super(message, exitCode);
  }
}

/** The arguments, if there are as many as there should be. @throws HelpError otherwise */
export function exactly(count: number, args: readonly string[], command: string): readonly string[] {
  if (args.length === count) return args;
  throw new HelpError(`Unexpected args: [${args.join(' ')}]`, command);
}
