import { joined, toBytes } from '../streams';
import type { HttpRequest, HttpResponse } from './http';
import { completed, parseHead } from './http-text';
import type { Connected } from './network';

/** A request as a client makes it: its headers in the order and letters in which they are sent. */
export type OutgoingRequest = Pick<HttpRequest, 'method' | 'target' | 'version' | 'body'> & {
  readonly headers: readonly (readonly [name: string, value: string])[];
};

/** What came back on a connection. */
export type Exchange =
  | { readonly type: 'response'; readonly response: HttpResponse }
  /** Something that is no HTTP. */
  | { readonly type: 'other'; readonly bytes: Uint8Array }
  /** The connection was closed without a word. */
  | { readonly type: 'closed' }
  /** Nothing comes, and the connection stays open. */
  | { readonly type: 'silent' };

/** What goes over the wire of a request. */
export function requestHead({ method, target, version, headers }: OutgoingRequest): string {
  const lines = headers.map(([name, value]) => `${name}:${value === '' ? '' : ` ${value}`}\r\n`);
  return `${method} ${target} HTTP/${version}\r\n${lines.join('')}\r\n`;
}

/** What Go's server says to who speaks HTTP where it speaks TLS. @upstream net/http server.go */
const plainOnTls: HttpResponse = {
  status: 400,
  reason: 'Bad Request',
  headers: [],
  body: toBytes('Client sent an HTTP request to an HTTPS server.\n'),
};

/**
 * Sends a request on a connection, and hears what comes back.
 * @param peer the address that it comes from
 * @param isTls whether the client speaks TLS
 */
export async function exchange(
  { listener, tls = false }: Connected,
  request: OutgoingRequest,
  { peer, now, isTls }: { readonly peer: string; readonly now: number; readonly isTls: boolean },
): Promise<Exchange> {
  if (tls && !isTls) return { type: 'response', response: plainOnTls };
  const { method, target, version, body } = request;
  const headers = new Map(request.headers.map(([name, value]) => [name.toLowerCase(), value]));
  const incoming: HttpRequest = { method, target, version, headers, body, peer };
  if (listener.http !== undefined) {
    return { type: 'response', response: completed(await listener.http(incoming), incoming, now) };
  }
  const greeting = toBytes(listener.greeting ?? '');
  const reply = listener.reply?.(joined([toBytes(requestHead(request)), body]));
  if (greeting.length === 0 && reply === undefined) return { type: 'silent' };
  const bytes = joined([greeting, reply ?? new Uint8Array()]);
  if (bytes.length === 0) return { type: 'closed' };
  const response = parseResponse(bytes);
  return response === undefined ? { type: 'other', bytes } : { type: 'response', response };
}

/** Reads a response that a program wrote by itself; undefined where it is none. */
function parseResponse(bytes: Uint8Array): HttpResponse | undefined {
  // One letter a byte, so that places in the text are places in the bytes.
  const text = new TextDecoder('latin1').decode(bytes);
  const end = /\r?\n\r?\n/.exec(text);
  const head = end === null ? undefined : parseHead(text.slice(0, end.index));
  const [, status, reason = ''] = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/.exec(head?.line ?? '') ?? [];
  if (end === null || status === undefined) return undefined;
  const lines = text.slice(0, end.index).split(/\r?\n/).slice(1);
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return { status: Number(status), reason, headers, body: bytes.subarray(end.index + end[0].length) };
}
