import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { StatusError } from '../../apimachinery/errors';
import type { Upgrade } from '../streams/websocket';
import type { Backend } from './backend';
import { readBody } from './body';
import type { Api, ApiRequest } from './exchange';
import { checkRequest } from './guard';
import { createMetrics } from './metrics';
import { requireAccess } from './require-access';
import { parseResourcePath } from './resource-path';
import { respond } from './respond';
import { route } from './route';
import { asStatusError, failureStatus } from './status';
import { createWatchHub } from './watch-hub';

export type HttpServerOptions = {
  readonly backend: Backend;
  readonly address: string;
  /** 0 takes one that is free. */
  readonly port: number;
  /** What clients must know; anybody may ask without one. */
  readonly token?: string;
  /** In PEM; without it the server speaks plain HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Told of faults of ours. */
  readonly onError: (error: unknown) => void;
};

export type HttpServer = {
  readonly port: number;
  /** Ends open watches, closes all connections, and resolves when nothing is left. */
  readonly close: () => Promise<void>;
};

const limits = { headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 75_000, maxHeaderSize: 64 * 1024 };
const MAX_CONNECTIONS = 5000;

/** Serves a cluster by the Kubernetes API. @throws Error of the system where the port cannot be listened at */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { backend, address, tls } = options;
  const hub = await createWatchHub(backend);
  const api: Api = { backend, hub, metrics: createMetrics() };
  const listener: RequestListener = (request, response) => void answer(api, options, request, response);
  const server: Server =
    tls === undefined ? createServer(limits, listener) : createSecureServer({ ...limits, ...tls }, listener);
  server.maxConnections = MAX_CONNECTIONS;
  server.on('clientError', refuseUnreadable);
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (message, socket, head) => {
    socket.on('error', () => socket.destroy());
    socket.once('close', () => upgraded.delete(socket));
    upgraded.add(socket);
    void takeOver(api, options, { message, socket, head });
  });
  try {
    const listening = once(server, 'listening');
    server.listen(options.port, address);
    await listening;
  } catch (error) {
    await hub.close();
    throw error;
  }
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      for (const socket of upgraded) socket.destroy();
      await Promise.all([closed, hub.close()]);
    },
  };
}

async function answer(
  api: Api,
  options: HttpServerOptions,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.on('error', () => response.destroy());
  try {
    const request = readRequest(message);
    guard(options, message, request);
    response.on('close', () => count(api, request, response.statusCode));
    await respond(message, response, await route(api, request));
  } catch (error) {
    await refuse(message, response, error, options.onError);
  }
}

/** What is no HTTP is told so, where the client still listens. @upstream Go net/http server.go */
function refuseUnreadable(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const headers = ['Content-Type: text/plain; charset=utf-8', 'Connection: close', `Content-Length: ${status.length}`];
  socket.end(`HTTP/1.1 ${status}\r\n${headers.join('\r\n')}\r\n\r\n${status}`, () => socket.destroy());
}

/** Requests that would rather be streams; whoever asks for another protocol is answered by HTTP, as RFC 9110 allows. */
async function takeOver(api: Api, options: HttpServerOptions, upgrade: Upgrade): Promise<void> {
  const { message, socket } = upgrade;
  const request = readRequest(message);
  const { isStreamPath, readUpgrade } = await import('../streams/upgrade');
  if (!isStreamPath(request.path)) return await answer(api, options, message, responseOn(upgrade));
  let isAccepted = false;
  try {
    guard(options, message, request);
    await requireAccess(api, request);
    const run = await readUpgrade(api, request, upgrade, options.onError);
    isAccepted = true;
    await run();
  } catch (error) {
    if (isAccepted) {
      options.onError(error);
      socket.destroy();
    } else await refuse(message, responseOn(upgrade), error, options.onError);
  }
}

/** Node makes no response where a client asks for another protocol. */
function responseOn({ message, socket }: Upgrade): ServerResponse {
  const response = new ServerResponse(message);
  response.shouldKeepAlive = false;
  response.assignSocket(socket as Socket);
  response.once('finish', () => socket.end());
  return response;
}

function guard(options: HttpServerOptions, { headers }: IncomingMessage, { path }: ApiRequest): void {
  checkRequest(headers, path, { ...options, scheme: options.tls === undefined ? 'http' : 'https' });
}

async function refuse(
  message: IncomingMessage,
  response: ServerResponse,
  thrown: unknown,
  onError: (error: unknown) => void,
): Promise<void> {
  // A body that was read to its end is destroyed too; one that broke off is the client's doing.
  if (!(thrown instanceof StatusError) && (message.complete || !message.destroyed)) onError(thrown);
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const error = asStatusError(thrown);
  // A body that was not read to its end would be taken for the next request.
  if (!message.complete) response.setHeader('Connection', 'close');
  await respond(message, response, { code: error.code, json: failureStatus(error) });
}

function readRequest(message: IncomingMessage): ApiRequest {
  const [path = '', ...rest] = (message.url ?? '/').split('?');
  return {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(rest.join('?')),
    headers: message.headers,
    readBody: () => readBody(message),
  };
}

const verbs: Readonly<Record<string, string>> = { POST: 'CREATE', PUT: 'UPDATE', PATCH: 'PATCH', DELETE: 'DELETE' };

function count({ metrics }: Api, { method, path, query }: ApiRequest, code: number): void {
  const resource = parseResourcePath(path);
  const read = query.has('watch') ? 'WATCH' : resource?.name === undefined ? 'LIST' : 'GET';
  metrics.countRequest(verbs[method] ?? read, code === 404 ? '' : (resource?.plural ?? ''), code);
}
