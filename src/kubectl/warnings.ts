import type { WriteOptions } from '../client/client';
import type { Kubectl } from './kubectl';

/** Where the server's warnings go. @upstream client-go rest/warnings.go NewWarningWriter */
export function warningsTo({ streams }: Pick<Kubectl, 'streams'>): NonNullable<WriteOptions['warn']> {
  return (message) => streams.err(`Warning: ${message}\n`);
}
