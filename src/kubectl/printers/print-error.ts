/** A printer's failure: upstream's message, and what it had printed to stdout before. */
export class PrintError extends Error {
  constructor(
    message: string,
    readonly output: string,
  ) {
    super(message);
  }
}
