import type { IncomingMessage } from 'node:http';
import { type RawData, WebSocket } from 'ws';
import { parseJson } from '../apimachinery/json';
import { queue } from '../apimachinery/queue';
import type { CommandSocket } from '../client/http/command';
import { connectionError, errorFromCode, errorFromStatus, isFailure } from '../client/http/errors';
import type { Connection } from '../client/http/transport';
import { names as pods } from '../resources/core/pod';
import type { TlsSettings } from './node-fetch';

/** How an API server's WebSockets are reached. */
export type Reach = Pick<Connection, 'server' | 'token' | 'headers'> & { readonly tls?: TlsSettings };

/**
 * Opens a WebSocket to a path of an API server.
 * @throws StatusError as the server refuses, ConnectionError where it is not reached
 */
export async function openSocket(
  { server, token, headers, tls }: Reach,
  path: string,
  query: URLSearchParams,
  protocol: string,
): Promise<CommandSocket> {
  const url = `${server.replace(/^http/, 'ws').replace(/\/+$/, '')}${path}?${query}`;
  const { serverName: servername, insecure = false, ...certificates } = tls ?? {};
  const socket = new WebSocket(url, protocol, {
    headers: { 'user-agent': 'kubectl-lite', ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
    ...certificates,
    ...(servername === undefined ? {} : { servername }),
    rejectUnauthorized: !insecure,
    followRedirects: false,
  });
  const messages = received(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', (error) => reject(connectionError(error, server)));
    socket.once('unexpected-response', (_request, response) => {
      void readRefusal(response).then(reject);
    });
  });
  socket.on('error', () => socket.terminate());
  return {
    send: (bytes) => {
      if (socket.readyState === socket.OPEN) socket.send(bytes);
    },
    messages,
    close: () => socket.close(),
  };
}

async function readRefusal(response: IncomingMessage): Promise<Error> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  const answer = parseJson(body);
  if (isFailure(answer)) return errorFromStatus(answer);
  return errorFromCode(response.statusCode ?? 0, body.trim(), { method: 'GET', kind: pods });
}

/** What a socket receives from now on, until it closes. */
function received(socket: WebSocket): AsyncIterable<Uint8Array> {
  const messages = queue<Uint8Array>();
  socket.on('message', (data: RawData) => messages.push(Buffer.concat([data].flat() as Buffer[])));
  socket.on('close', messages.end);
  return messages;
}
