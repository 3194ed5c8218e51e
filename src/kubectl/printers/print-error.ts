/** A printer's failure: upstream's message, and what it had printed to stdout before. */
export class PrintError extends Error {
  override readonly name = 'PrintError';

  constructor(
    message: string,
    readonly output: string,
  ) {
    super(message);
  }
}
