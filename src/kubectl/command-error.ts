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

/** A failure of whatever kind, with an exit code of its own. */
export class FailureWithCode extends Error {
  override readonly name = 'FailureWithCode';

  constructor(
    readonly failure: unknown,
    readonly exitCode: number,
  ) {
    super(failure instanceof Error ? failure.message : String(failure));
  }
}

/** Several failures, each to be printed by itself. */
export class AggregateCommandError extends Error {
  override readonly name = 'AggregateCommandError';

  constructor(readonly errors: readonly unknown[]) {
    super(aggregateMessage(errors));
  }
}

/** Several failures in one line: `[a, b]`, each once. @upstream apimachinery util/errors Aggregate.Error */
export function aggregateMessage(errors: readonly unknown[]): string {
  const texts = [...new Set(messages(errors))];
  return texts.length > 1 ? `[${texts.join(', ')}]` : texts.join('');
}

function messages(errors: readonly unknown[]): string[] {
  return errors.flatMap((error) => {
    if (error instanceof AggregateCommandError) return messages(error.errors);
    return [error instanceof Error ? error.message : String(error)];
  });
}

/** Throws what was collected: nothing, one error, or all together. */
export function throwAll(errors: readonly unknown[]): void {
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateCommandError(errors);
}
