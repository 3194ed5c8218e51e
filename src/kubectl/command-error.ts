/** A command that fails: kubectl's words and exit code. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    message: string,
    readonly exitCode = 1,
    /** False where kubectl prints the message without `error: ` before it. */
    readonly hasPrefix = true,
  ) {
    super(message);
  }
}

/** A command that is called wrongly; the words are followed by where to find help. */
export class UsageError extends CommandError {
  constructor(
    message: string,
    /** The command as typed: `create service`. */
    readonly command: string,
  ) {
    super(message);
  }
}

/** Several failures, each to be printed by itself. */
export class AggregateCommandError extends Error {
  override readonly name = 'AggregateCommandError';

  constructor(readonly errors: readonly unknown[]) {
    super(errors.map(String).join('\n'));
  }
}

/** Throws what was collected: nothing, one error, or all together. */
export function throwAll(errors: readonly unknown[]): void {
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateCommandError(errors);
}
