import { Agent as HttpAgent, type IncomingMessage, request as requestPlain } from 'node:http';
import { Agent as HttpsAgent, request as requestSecure } from 'node:https';
import { Readable } from 'node:stream';

/** What a TLS connection to a server needs beside the system's certificates; PEM texts. */
export type TlsSettings = {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** The name in the server's certificate, where it is not the address. */
  readonly serverName?: string;
  /** Takes whatever certificate the server shows. */
  readonly insecure?: boolean;
};

/** Codes of answers that have no body. */
const EMPTY = [204, 205, 304];

/**
 * A fetch as far as the door needs one. Node's own takes no certificates, refuses ports that browsers refuse, and
 * takes longer to load.
 */
export function nodeFetch({ ca, cert, key, serverName, insecure = false }: TlsSettings = {}): typeof fetch {
  const plain = new HttpAgent({ keepAlive: true });
  const tls = { ca, cert, key, servername: serverName, rejectUnauthorized: !insecure };
  const secure = new HttpsAgent({ ...tls, keepAlive: true });
  return (input, init = {}) =>
    new Promise((resolve, reject) => {
      const url = String(input);
      const isSecure = url.startsWith('https:');
      const body = typeof init.body === 'string' ? Buffer.from(init.body) : undefined;
      // Without its length, the body of a DELETE would be taken for the next request.
      const length = body === undefined ? {} : { 'content-length': body.length };
      const headers = { ...Object.fromEntries(new Headers(init.headers)), ...length };
      const options = { method: init.method, headers, signal: init.signal ?? undefined };
      const answered = (answer: IncomingMessage): void => resolve(responseOf(answer));
      const sent = isSecure
        ? requestSecure(url, { ...options, agent: secure }, answered)
        : requestPlain(url, { ...options, agent: plain }, answered);
      sent.on('error', reject);
      sent.end(body);
    });
}

function responseOf(answer: IncomingMessage): Response {
  const { statusCode: status = 500, rawHeaders } = answer;
  const body = EMPTY.includes(status) ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  return new Response(body, { status, headers });
}
