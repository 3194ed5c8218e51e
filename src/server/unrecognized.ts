import { badRequest, type StatusError } from '../apimachinery/errors';

/**
 * The refusal of a body that is no object.
 * @param kind the kind that it should be
 * @param body shown by its beginning, where that is what is wrong
 * @upstream apiserver endpoints/handlers/rest.go transformDecodeError
 */
export function unrecognized(reason: string, kind: string | undefined, body?: Uint8Array): StatusError {
  const type = kind === undefined ? '' : ` (must be of type ${kind})`;
  const shown = body === undefined ? '' : ` (${summary(body)})`;
  return badRequest(`the object provided is unrecognized${type}: ${reason}${shown}`);
}

/** @upstream apiserver endpoints/handlers/rest.go summarizeData */
function summary(body: Uint8Array): string {
  if (body.length === 0) return '<empty>';
  const shown = Buffer.from(body.subarray(0, 30)).toString(body[0] === 0x7b ? 'utf8' : 'hex');
  return body.length > 30 ? `${shown} ...` : shown;
}
