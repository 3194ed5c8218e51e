/** A flag that is typed wrongly, in pflag's words. */
export class FlagError extends Error {
  override readonly name = 'FlagError';
}
