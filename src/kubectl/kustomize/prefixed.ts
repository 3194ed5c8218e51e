import { CommandError } from '../command-error';

/** What an error says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Runs a step of the build; what goes wrong in it is told behind the prefix. @upstream kyaml errors.WrapPrefixf */
export function prefixed<T>(prefix: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw new CommandError(`${prefix}: ${messageOf(error)}`);
  }
}
