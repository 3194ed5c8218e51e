import { fieldErrorText, isNotFound, StatusError } from '../../apimachinery/errors';
import { goQuote } from '../../apimachinery/go-value';
import { qualifiedResource } from '../../apimachinery/meta';
import { CommandError } from '../command-error';
import type { Kubectl } from '../kubectl';
import type { Info } from '../resource/select';
import type { DraftFile } from './draft-file';
import type { Reason } from './header';

/** What came of sending edited objects. @upstream kubectl pkg/cmd/util/editor editResults */
export class Outcome {
  /** Why the file is to be edited again. */
  readonly reasons: Reason[] = [];
  private isRetryable = false;
  private isGone = false;

  /** Notes what kept an object from being sent. @returns what the user is told */
  refuse(error: unknown, { kind, name }: Info): string {
    const what = `${qualifiedResource(kind)} ${goQuote(name)}`;
    if (error instanceof StatusError && error.reason === 'Invalid') {
      this.reasons.push({ head: `${what} was not valid`, details: error.causes.map(fieldErrorText) });
      return `error: ${what} is invalid`;
    }
    if (isNotFound(error)) {
      this.isGone = true;
      return `error: ${what} could not be found on the server`;
    }
    this.isRetryable = true;
    return `error: ${what} could not be patched: ${error instanceof Error ? error.message : String(error)}`;
  }

  /** @throws CommandError without words, after the user was told where the edited file is kept */
  tell(draft: DraftFile, { streams, program }: Kubectl): void {
    if (this.isRetryable) {
      streams.err(`You can run \`${program} replace -f ${draft.store()}\` to try this update again.\n`);
    } else if (this.isGone) {
      streams.err(`The edits you made on deleted resources have been saved to ${goQuote(draft.store() ?? '')}\n`);
    } else return;
    throw new CommandError('');
  }
}
