import type { CommandSpec, Flags } from '../../command';
import { CommandError } from '../../command-error';
import { validationOf } from '../../dry-run';
import { sayingWhatFailed } from '../../generate/failed-to-create';
import { type Generator, generatorCommand } from './generator';

/** A generator with what kubectl checks before it generates anything. */
export type CheckedGenerator = Generator & {
  /** Flags that must be typed, sorted. */
  readonly required?: readonly string[];
  /** What is wrong with a flag's value beyond its type: `invalid argument "a" for "--port" flag: …`. */
  readonly flagProblem?: (flags: Flags) => string | undefined;
  /** What the server's refusal is told of: `failed to create deployment: …`; without it, it is told as it is. */
  readonly creates?: string;
};

/** The command of a generator that has more checks than a name. @upstream kubectl pkg/cmd/create */
export function checkedGeneratorCommand(generator: CheckedGenerator): CommandSpec {
  const { name, required = [], flagProblem, creates } = generator;
  const command = generatorCommand({
    ...generator,
    generate: (objectName, invocation, kubectl) => {
      validationOf(invocation.flags);
      return generator.generate(objectName, invocation, kubectl);
    },
  });
  const checked: CommandSpec = {
    ...command,
    run: (invocation, kubectl) => {
      const problem = flagProblem?.(invocation.flags);
      if (problem !== undefined) {
        throw new CommandError(`${problem}\nSee '${kubectl.program} ${name} --help' for usage.`);
      }
      requireFlags(required, invocation.flags);
      return command.run(invocation, kubectl);
    },
  };
  return creates === undefined ? checked : sayingWhatFailed(checked, `failed to create ${creates}:`);
}

/** @upstream spf13/cobra ValidateRequiredFlags */
function requireFlags(required: readonly string[], flags: Flags): void {
  const missing = required.filter((name) => !flags.has(name)).map((name) => JSON.stringify(name));
  if (missing.length > 0) throw new CommandError(`required flag(s) ${missing.join(', ')} not set`);
}
