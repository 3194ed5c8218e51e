import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
  request as requestPlain,
  type Server,
  type ServerResponse,
} from 'node:http';
import { request as requestSecure } from 'node:https';
import type { Duplex } from 'node:stream';
import type { ProxyOptions } from '../../kubectl/kubectl';
import type { Credentials } from '../remote-credentials';
import { serveFile } from './static-files';

/** What requests are handed on to. */
export type ReverseProxy = Pick<ProxyOptions, 'isAllowed' | 'apiPrefix' | 'files' | 'onError'> & {
  readonly server: string;
  readonly login: Credentials;
};

/** A server that hands all requests on, those that become streams included. @upstream kubectl pkg/proxy NewServer */
export function reverseProxy(proxy: ReverseProxy): Server {
  const server = createServer((message, response) => answer(proxy, message, response));
  server.on('upgrade', (message, socket, head) => takeOver(proxy, message, socket, head));
  return server;
}

function answer(proxy: ReverseProxy, message: IncomingMessage, response: ServerResponse): void {
  const { method = 'GET', url = '/', headers } = message;
  const [path = ''] = url.split('?');
  if (!proxy.isAllowed(method, path, headers.host ?? '')) {
    response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end('Forbidden\n');
    return;
  }
  const { files } = proxy;
  if (files !== undefined && path.startsWith(files.prefix)) {
    serveFile(files.folder, path.slice(files.prefix.length), response);
    return;
  }
  if (!path.startsWith(proxy.apiPrefix)) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('404 page not found\n');
    return;
  }
  const sent = send(proxy, message, (answered) => {
    response.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(response);
  });
  sent.on('error', (error) => {
    proxy.onError(error);
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(`${error.message}\n`);
  });
  response.on('close', () => sent.destroy());
  message.pipe(sent);
}

/** Both sides speak another protocol from now on: bytes go to and fro. */
function takeOver(proxy: ReverseProxy, message: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { method = 'GET', url = '/', headers } = message;
  socket.on('error', () => socket.destroy());
  if (!proxy.isAllowed(method, url.split('?')[0] ?? '', headers.host ?? '')) {
    socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 10\r\nconnection: close\r\n\r\nForbidden\n');
    return;
  }
  const sent = send(proxy, message, (answered) => {
    socket.write(headText(answered));
    answered.pipe(socket);
  });
  sent.on('upgrade', (answered, other, rest) => {
    other.on('error', () => socket.destroy());
    socket.on('close', () => other.destroy());
    other.on('close', () => socket.destroy());
    socket.write(headText(answered));
    socket.write(rest);
    other.write(head);
    other.pipe(socket).pipe(other);
  });
  sent.on('error', (error) => {
    proxy.onError(error);
    socket.destroy();
  });
  sent.end();
}

function send(proxy: ReverseProxy, message: IncomingMessage, answered: (answer: IncomingMessage) => void) {
  const { server, login, apiPrefix } = proxy;
  const target = new URL(server);
  const path = `/${(message.url ?? '').slice(apiPrefix.length)}`;
  const headers: OutgoingHttpHeaders = { ...message.headers, ...login.headers, host: target.host };
  if (login.token) headers.authorization = `Bearer ${login.token}`;
  const { ca, cert, key, serverName, insecure = false } = login.tls ?? {};
  const options: RequestOptions & { servername?: string } = { method: message.method, path, headers };
  const tls = { ca, cert, key, servername: serverName, rejectUnauthorized: !insecure };
  return target.protocol === 'https:'
    ? requestSecure(target, { ...options, ...tls }, answered)
    : requestPlain(target, options, answered);
}

function headText({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
