import { joined, toBytes } from '../streams';
import type { HttpRequest, HttpResponse } from './http';

type Asked = Pick<HttpRequest, 'method' | 'version' | 'headers'>;

/** Whether the connection ends with the answer to a request. @upstream RFC 9112 9.3 */
export function closesAfter({ version, headers }: Pick<HttpRequest, 'version' | 'headers'>): boolean {
  const connection = headers.get('connection')?.toLowerCase();
  return version === '1.0' ? connection !== 'keep-alive' : connection === 'close';
}

/** The value of a response's header. */
export function headerOf({ headers }: Pick<HttpResponse, 'headers'>, name: string): string | undefined {
  return headers.find(([other]) => other.toLowerCase() === name)?.[1];
}

/** Whether a response is written in chunks. */
function isChunked(response: HttpResponse): boolean {
  return headerOf(response, 'transfer-encoding')?.toLowerCase() === 'chunked';
}

/**
 * A response as it is sent: with Date, Content-Length and Connection where they lack, and without a body where none may be.
 * @param now milliseconds since 1970
 */
export function completed(response: HttpResponse, request: Asked, now: number): HttpResponse {
  const { status, headers, body } = response;
  const hasBody = status >= 200 && status !== 204 && status !== 304;
  const added: (readonly [string, string])[] = [];
  const add = (name: string, value: string): void => {
    if (headerOf(response, name.toLowerCase()) === undefined) added.push([name, value]);
  };
  add('Date', new Date(now).toUTCString());
  if (hasBody && !isChunked(response)) add('Content-Length', String(body.length));
  add('Connection', closesAfter(request) ? 'close' : 'keep-alive');
  const isSilent = !hasBody || request.method === 'HEAD';
  return { ...response, headers: [...headers, ...added], body: isSilent ? new Uint8Array() : body };
}

/** A response's status line and headers, with the empty line that ends them. */
export function headText({ status, reason, headers }: Omit<HttpResponse, 'body'>): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${reason}\r\n${lines.join('')}\r\n`;
}

/** A complete response as it goes over the wire. */
export function responseBytes(response: HttpResponse, method = 'GET'): Uint8Array {
  const { body } = response;
  const head = toBytes(headText(response));
  if (!isChunked(response) || method === 'HEAD') return joined([head, body]);
  const chunk = body.length === 0 ? [] : [toBytes(`${body.length.toString(16)}\r\n`), body, toBytes('\r\n')];
  return joined([head, ...chunk, toBytes('0\r\n\r\n')]);
}

/** A head taken apart: its first line, and its headers by lower-case names. */
export type Head = { readonly line: string; readonly headers: ReadonlyMap<string, string> };

/** Reads a head; undefined where a header line is none. @upstream RFC 9112 5 */
export function parseHead(text: string): Head | undefined {
  const [line = '', ...rest] = text.split(/\r?\n/);
  const headers = new Map<string, string>();
  for (const header of rest) {
    const [, name, value = ''] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*?)[ \t]*$/.exec(header) ?? [];
    if (name === undefined) return undefined;
    const key = name.toLowerCase();
    const before = headers.get(key);
    headers.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return { line, headers };
}
