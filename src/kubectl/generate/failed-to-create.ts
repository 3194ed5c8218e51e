import { StatusError } from '../../apimachinery/errors';
import type { CommandSpec } from '../command';
import { CommandError } from '../command-error';

/** A command that says of the server's refusal what came to nothing: `failed to create quota: …`. */
export function sayingWhatFailed(command: CommandSpec, failed: string): CommandSpec {
  return {
    ...command,
    run: async (invocation, kubectl) => {
      try {
        return (await command.run(invocation, kubectl)) ?? 0;
      } catch (error) {
        throw error instanceof StatusError ? new CommandError(`${failed} ${error.message}`) : error;
      }
    },
  };
}
