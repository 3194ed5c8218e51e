import { causeReasons, type FieldError, StatusError, type StatusReason } from '../../apimachinery/errors';
import { isObject, type Json, type JsonObject } from '../../apimachinery/json';
import { type Kind, qualifiedResource } from '../../apimachinery/meta';

/** A request that cannot be made, or an answer that cannot be read. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
}

/** The server was not reached; the message is all that kubectl says of it. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

/** What was asked for: errors name it. */
export type Asked = {
  readonly method: string;
  readonly kind?: Pick<Kind, 'group' | 'plural'>;
  readonly name?: string;
};

const causeTypes: ReadonlyMap<string, FieldError['type']> = new Map([
  ...Object.entries(causeReasons).map(([type, reason]) => [reason, type as FieldError['type']] as const),
  ['FieldValueTypeInvalid', 'Invalid value'],
]);

/** Whether an answer is a Status that tells of a failure. */
export function isFailure(answer: Json | undefined): answer is JsonObject {
  return isObject(answer) && answer.kind === 'Status' && answer.status === 'Failure';
}

/** The error that a Status stands for. */
export function errorFromStatus({ reason, message, details }: JsonObject): StatusError {
  const causes = isObject(details) && Array.isArray(details.causes) ? details.causes : [];
  return new StatusError(
    text(reason) as StatusReason,
    text(message),
    causes.filter(isObject).map((cause) => fieldError(cause)),
  );
}

/** Causes come as `Invalid value: -1: must be greater than 0`: the type, the value and the detail in one. */
function fieldError({ reason, message, field }: JsonObject): FieldError {
  const words = text(message);
  const type = causeTypes.get(text(reason)) ?? (words as FieldError['type']);
  return { type, field: text(field), detail: words === type ? '' : words.replace(`${type}: `, '') };
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

type Answer = { readonly reason: StatusReason; readonly message: string };

/** What is said of codes that come without a Status. @upstream apimachinery pkg/api/errors NewGenericServerResponse */
const answers: { readonly [code: number]: (body: string, method: string) => Answer } = {
  400: () => ({ reason: 'BadRequest', message: 'the server rejected our request for an unknown reason' }),
  401: () => ({ reason: 'Unauthorized', message: 'the server has asked for the client to provide credentials' }),
  403: (body) => ({ reason: 'Forbidden', message: body }),
  404: () => ({ reason: 'NotFound', message: 'the server could not find the requested resource' }),
  405: () => ({
    reason: 'MethodNotAllowed',
    message: 'the server does not allow this method on the requested resource',
  }),
  406: (body) => ({
    reason: 'NotAcceptable',
    message: body || 'the server was unable to respond with a content type that the client supports',
  }),
  409: (_, method) => ({
    reason: method === 'POST' ? 'AlreadyExists' : 'Conflict',
    message: 'the server reported a conflict',
  }),
  415: (body) => ({ reason: 'UnsupportedMediaType', message: body }),
  422: () => ({ reason: 'Invalid', message: 'the server rejected our request due to an error in our request' }),
  429: () => ({
    reason: 'TooManyRequests',
    message: 'the server has received too many requests and has asked us to try again later',
  }),
  503: () => ({ reason: 'ServiceUnavailable', message: 'the server is currently unable to handle the request' }),
  504: () => ({
    reason: 'Timeout',
    message: 'the server was unable to return a response in the time allotted, but may still be processing the request',
  }),
};

/** The error of an answer that is no Status. */
export function errorFromCode(code: number, body: string, { method, kind, name }: Asked): StatusError {
  const { reason, message } = answers[code]?.(body, method) ?? otherAnswer(code, body);
  if (kind === undefined) return new StatusError(reason, message);
  const what = [verbs[method] ?? method.toLowerCase(), qualifiedResource(kind), ...(name ? [name] : [])];
  return new StatusError(reason, `${message} (${what.join(' ')})`);
}

const verbs: { readonly [method: string]: string } = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch' };

function otherAnswer(code: number, body: string): Answer {
  if (code < 500) {
    const message = `the server responded with the status code ${code} but did not return more information`;
    return { reason: '', message };
  }
  const message = `an error on the server (${JSON.stringify(body)}) has prevented the request from succeeding`;
  return { reason: 'InternalError', message };
}

const unverified = 'tls: failed to verify certificate: x509: certificate signed by unknown authority';

/** What Go says where Node only has a code. */
const connectionReasons: { readonly [code: string]: (host: string) => string } = {
  ENOTFOUND: (host) => `dial tcp: lookup ${host.replace(/:\d+$/, '')}: no such host`,
  EAI_AGAIN: (host) => `dial tcp: lookup ${host.replace(/:\d+$/, '')}: server misbehaving`,
  ETIMEDOUT: (host) => `dial tcp ${host}: i/o timeout`,
  UND_ERR_CONNECT_TIMEOUT: (host) => `dial tcp ${host}: i/o timeout`,
  EHOSTUNREACH: (host) => `dial tcp ${host}: connect: no route to host`,
  ENETUNREACH: (host) => `dial tcp ${host}: connect: network is unreachable`,
  ECONNRESET: () => 'EOF',
  UND_ERR_SOCKET: () => 'EOF',
  DEPTH_ZERO_SELF_SIGNED_CERT: () => unverified,
  SELF_SIGNED_CERT_IN_CHAIN: () => unverified,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: () => unverified,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: () => unverified,
  CERT_HAS_EXPIRED: () => 'tls: failed to verify certificate: x509: certificate has expired or is not yet valid',
};

/** What fetch threw, in kubectl's words. @upstream kubectl pkg/cmd/util StandardErrorMessage */
export function connectionError(error: unknown, server: string): ConnectionError {
  const { host } = new URL(server);
  const cause = innermost(error);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  if (code === 'ECONNREFUSED') {
    return new ConnectionError(
      `The connection to the server ${host} was refused - did you specify the right host or port?`,
    );
  }
  return new ConnectionError(
    `Unable to connect to the server: ${connectionReasons[code]?.(host) ?? (cause.message || code)}`,
  );
}

/** fetch says "fetch failed", and why in its cause; where several addresses were tried, there is one for each. */
function innermost(error: unknown): Error {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  if (!(error instanceof Error)) return new Error(String(error));
  return error.cause instanceof Error ? innermost(error.cause) : error;
}
