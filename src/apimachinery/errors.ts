import type { Json } from './json';
import { type Kind, qualifiedResource } from './meta';

/** Machine-readable reasons of a failed request. @upstream apimachinery meta/v1 StatusReason */
export type StatusReason =
  | 'NotFound'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Invalid'
  | 'BadRequest'
  | 'Forbidden'
  | 'MethodNotAllowed'
  | 'Unauthorized'
  | 'NotAcceptable'
  | 'UnsupportedMediaType'
  | 'RequestEntityTooLarge'
  | 'TooManyRequests'
  | 'ServerTimeout'
  | 'ServiceUnavailable'
  | 'Timeout'
  | 'Gone'
  | 'Expired'
  | 'InternalError'
  | 'NotImplemented'
  /** The server said no more than the code. */
  | '';

const codes: Record<StatusReason, number> = {
  NotFound: 404,
  AlreadyExists: 409,
  Conflict: 409,
  Invalid: 422,
  BadRequest: 400,
  Forbidden: 403,
  MethodNotAllowed: 405,
  Unauthorized: 401,
  NotAcceptable: 406,
  UnsupportedMediaType: 415,
  RequestEntityTooLarge: 413,
  TooManyRequests: 429,
  ServerTimeout: 500,
  ServiceUnavailable: 503,
  Timeout: 504,
  Gone: 410,
  Expired: 410,
  InternalError: 500,
  NotImplemented: 501,
  '': 500,
};

/** One broken field of an object. @upstream apimachinery util/validation/field Error */
export type FieldError = {
  readonly type:
    | 'Required value'
    | 'Invalid value'
    | 'Unsupported value'
    | 'Duplicate value'
    | 'Forbidden'
    | 'Not found'
    | 'Too long'
    | 'Too many'
    /** Another field manager owns the field. */
    | 'Conflict';
  readonly field: string;
  readonly value?: Json;
  /** The value as upstream prints it, where that is not JSON (Go's syntax of maps and structs). */
  readonly valueText?: string;
  readonly detail: string;
};

/** What a refusal is about, as clients read it: `kind` is a kind's name, or a resource's where that was asked for. */
export type StatusSubject = { readonly group: string; readonly kind: string; readonly name: string };

/** A request that the API server refuses: the server's reason, code and message. */
export class StatusError extends Error {
  override readonly name = 'StatusError';

  constructor(
    readonly reason: StatusReason,
    message: string,
    readonly causes: readonly FieldError[] = [],
    readonly subject?: StatusSubject,
  ) {
    super(message);
  }

  /** The HTTP status code. */
  get code(): number {
    return codes[this.reason];
  }
}

/** Whether an error is the server's "not found". */
export function isNotFound(error: unknown): error is StatusError {
  return error instanceof StatusError && error.reason === 'NotFound';
}

type Named = Pick<Kind, 'group' | 'plural'>;

function subjectOf({ group, plural }: Named, name: string): StatusSubject {
  return { group, kind: plural, name };
}

export function notFound(kind: Named, name: string): StatusError {
  return new StatusError('NotFound', `${qualifiedResource(kind)} "${name}" not found`, [], subjectOf(kind, name));
}

export function alreadyExists(kind: Named, name: string): StatusError {
  const message = `${qualifiedResource(kind)} "${name}" already exists`;
  return new StatusError('AlreadyExists', message, [], subjectOf(kind, name));
}

export function conflict(kind: Named, name: string, detail: string): StatusError {
  const message = `Operation cannot be fulfilled on ${qualifiedResource(kind)} "${name}": ${detail}`;
  return new StatusError('Conflict', message, [], subjectOf(kind, name));
}

/** What is asked for leads nowhere: no path, no subresource, no resource of that name. */
export function noSuchResource(subject?: StatusSubject): StatusError {
  return new StatusError('NotFound', 'the server could not find the requested resource', [], subject);
}

/** What is asked for is there, and does not take this verb. */
export function methodNotAllowed(): StatusError {
  return new StatusError('MethodNotAllowed', 'the server does not allow this method on the requested resource');
}

export function badRequest(message: string): StatusError {
  return new StatusError('BadRequest', message);
}

export function forbidden(kind: Named, name: string, detail: string): StatusError {
  const message = `${qualifiedResource(kind)} "${name}" is forbidden: ${detail}`;
  return new StatusError('Forbidden', message, [], subjectOf(kind, name));
}

/** What an update finds when someone else wrote the object meanwhile. */
export const modifiedMeanwhile =
  'the object has been modified; please apply your changes to the latest version and try again';

/** The refusal of an object with broken fields. @upstream apimachinery api/errors NewInvalid */
export function invalid(kind: Pick<Kind, 'group' | 'kind'>, name: string, errors: readonly FieldError[]): StatusError {
  const qualified = kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`;
  const texts = [...new Set(errors.map(fieldErrorText))];
  const detail = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  const subject = { group: kind.group, kind: kind.kind, name };
  return new StatusError('Invalid', `${qualified} "${name}" is invalid: ${detail}`, errors, subject);
}

/** `spec.replicas: Invalid value: -1: must be greater than or equal to 0`. */
export function fieldErrorText(error: FieldError): string {
  return `${error.field}: ${fieldErrorBody(error)}`;
}

/** What the causes of a Status are called on the wire. @upstream apimachinery meta/v1 CauseType, util/validation/field ErrorType */
export const causeReasons: Readonly<Record<FieldError['type'], string>> = {
  'Required value': 'FieldValueRequired',
  'Invalid value': 'FieldValueInvalid',
  'Unsupported value': 'FieldValueNotSupported',
  'Duplicate value': 'FieldValueDuplicate',
  Forbidden: 'FieldValueForbidden',
  'Not found': 'FieldValueNotFound',
  'Too long': 'FieldValueTooLong',
  'Too many': 'FieldValueTooMany',
  Conflict: 'FieldManagerConflict',
};

/** What is wrong, without the field: `Invalid value: -1: must be greater than or equal to 0`. */
export function fieldErrorBody(error: FieldError): string {
  if (error.type === 'Conflict') return error.detail;
  const parts: string[] = [error.type];
  if (error.valueText !== undefined) parts.push(error.valueText);
  else if (error.value !== undefined) parts.push(fieldValueText(error.value));
  if (error.detail !== '') parts.push(error.detail);
  return parts.join(': ');
}

function fieldValueText(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export const required = (field: string, detail = ''): FieldError => ({ type: 'Required value', field, detail });

export const invalidValue = (field: string, value: Json, detail: string): FieldError => ({
  type: 'Invalid value',
  field,
  value,
  detail,
});

export const duplicate = (field: string, value: Json): FieldError => ({
  type: 'Duplicate value',
  field,
  value,
  detail: '',
});

export const forbiddenField = (field: string, detail: string): FieldError => ({ type: 'Forbidden', field, detail });

export const notFoundField = (field: string, value: Json): FieldError => ({
  type: 'Not found',
  field,
  value,
  detail: '',
});

export const notSupported = (field: string, value: Json, supported: readonly string[]): FieldError => ({
  type: 'Unsupported value',
  field,
  value,
  detail: `supported values: ${supported.map((text) => JSON.stringify(text)).join(', ')}`,
});
