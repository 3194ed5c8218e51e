import type { WriteOptions } from '../client/client';
import type { Flags } from './command';
import type { DryRun } from './dry-run';
import type { Kubectl } from './kubectl';

/** How a command writes: in the name that --field-manager gives, telling the user what the server warns of. */
export function writeOptions(
  { streams }: Pick<Kubectl, 'streams'>,
  flags: Flags,
  dryRun: DryRun,
  namespace?: string,
): WriteOptions {
  return {
    namespace,
    dryRun: dryRun === 'server',
    fieldManager: flags.text('field-manager') || undefined,
    // @upstream client-go rest/warnings.go NewWarningWriter
    warn: (message) => streams.err(`Warning: ${message}\n`),
  };
}
