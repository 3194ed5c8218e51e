import { parseBoolean } from '../apimachinery/boolean';
import { goQuote } from '../apimachinery/go-value';
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
      warn(deprecation(703, '--dry-run is deprecated and can be replaced with --dry-run=client.'));
      return 'client';
  }
  const asBoolean = parseBoolean(value);
  if (asBoolean === undefined) {
    throw new CommandError(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
  }
  const [line, dryRun] = asBoolean ? ([717, 'client'] as const) : ([720, 'none'] as const);
  warn(
    deprecation(line, `--dry-run=${value} is deprecated (boolean value) and can be replaced with --dry-run=${dryRun}.`),
  );
  return dryRun;
}

/** As kubectl's log tells it, but for the time. @upstream klog */
function deprecation(line: number, message: string): string {
  return `W0000 00:00:00.000000       0 helpers.go:${line}] ${message}\n`;
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
        `invalid - validate option ${goQuote(flags.text('validate'))}; must be one of: strict (or true), warn, ignore (or false)`,
      );
  }
}
