import type { FieldValidation } from '../client/client';
import type { Flags } from './command';
import { CommandError } from './command-error';

export type DryRun = 'none' | 'client' | 'server';

/** @throws CommandError for other values. @upstream kubectl pkg/cmd/util GetDryRunStrategy */
export function dryRunOf(flags: Flags, warn: (text: string) => void): DryRun {
  const value = flags.text('dry-run');
  switch (value) {
    case 'client':
    case 'server':
    case 'none':
      return value;
    case 'unchanged':
      warn(
        'W0000 00:00:00.000000       0 helpers.go:703] --dry-run is deprecated and can be replaced with --dry-run=client.\n',
      );
      return 'client';
    default:
      throw new CommandError(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
  }
}

/** What stands behind an answer: ` (dry run)`, ` (server dry run)` or nothing. */
export function dryRunSuffix(dryRun: DryRun): string {
  return { none: '', client: ' (dry run)', server: ' (server dry run)' }[dryRun];
}

/** @throws CommandError for other values. @upstream kubectl pkg/cmd/util GetValidationDirective */
export function validationOf(flags: Flags): FieldValidation {
  switch (flags.text('validate')) {
    case 'strict':
    case 'true':
      return 'Strict';
    case 'warn':
      return 'Warn';
    case 'ignore':
    case 'false':
      return 'Ignore';
    default:
      throw new CommandError(
        `invalid - validate option ${JSON.stringify(flags.text('validate'))}; must be one of: strict (or true), warn, ignore (or false)`,
      );
  }
}
