import {
  causeReasons,
  type FieldError,
  fieldErrorBody,
  noSuchResource,
  StatusError,
  type StatusSubject,
} from '../../apimachinery/errors';
import type { JsonObject } from '../../apimachinery/json';

/** A refusal on the wire. @upstream apimachinery meta/v1 Status */
export function failureStatus({ message, reason, code, causes, subject }: StatusError): JsonObject {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(subject === undefined && causes.length === 0 ? {} : { details: detailsOf(subject, causes) }),
    code,
  };
}

function detailsOf(subject: StatusSubject | undefined, causes: readonly FieldError[]): JsonObject {
  const details: JsonObject = Object.fromEntries(Object.entries(subject ?? {}).filter(([, text]) => text !== ''));
  if (causes.length > 0) {
    details.causes = causes.map((cause) => ({
      reason: causeReasons[cause.type],
      message: fieldErrorBody(cause),
      field: cause.field,
    }));
  }
  return details;
}

/** What a request that has nothing to show is answered with. */
export function successStatus(details: JsonObject = {}): JsonObject {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}

/** Any error as the API's; a fault of ours is an internal error. */
export function asStatusError(error: unknown): StatusError {
  if (error instanceof StatusError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new StatusError('InternalError', `Internal error occurred: ${reason}`);
}

/** The answer to a path that leads nowhere. */
export function noSuchPath(): StatusError {
  return noSuchResource({ group: '', kind: '', name: '' });
}
