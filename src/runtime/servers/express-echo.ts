import type { HttpRequest, HttpResponse } from '../network/http';
import { answer, bytesOf, queryOf, splitTarget, textOf } from './answer';
import { portNumber } from './entrypoint';
import type { ServerContext, ServerSpec } from './server';
import { httpDate } from './time';

function hash(text: string): string {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (value >>> 0).toString(36);
}

/** An answer as Express sends JSON. */
function json(request: HttpRequest, { world }: ServerContext, body: string, status = 200): HttpResponse {
  const length = bytesOf(body).length;
  return answer(
    request,
    status,
    [
      ['X-Powered-By', 'Express'],
      ['Content-Type', 'application/json; charset=utf-8'],
      ['Content-Length', String(length)],
      ['ETag', `W/"${length.toString(16)}-${hash(body)}"`],
      ['Date', httpDate(world.clock.now())],
    ],
    body,
  );
}

function parsed(request: HttpRequest): unknown {
  const text = textOf(request.body);
  if (!request.headers.get('content-type')?.includes('json')) return text === '' ? {} : text;
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** @upstream Ealenn/Echo-Server */
export const ealenEchoServer: ServerSpec = {
  ports: ({ world }) => [portNumber(world.env.get('PORT'), 80)],
  startLog: ({ world }) => `Listening on port ${portNumber(world.env.get('PORT'), 80)}.\n`,
  http(request, context) {
    const { world, log } = context;
    const query = queryOf(request);
    const host = request.headers.get('host') ?? '';
    const peer = `::ffff:${request.peer}`;
    const code = Number(query.get('echo_code') ?? request.headers.get('x-echo-code')) || 200;
    const body = query.get('echo_body') ?? request.headers.get('x-echo-body');
    const http = { method: request.method, baseUrl: '', originalUrl: request.target, protocol: 'http' };
    const echo = {
      host: { hostname: host.replace(/:\d+$/, ''), ip: peer, ips: [] },
      http,
      request: {
        params: { 0: splitTarget(request.target).path },
        query: Object.fromEntries(query),
        cookies: {},
        body: parsed(request),
        headers: Object.fromEntries(request.headers),
      },
      environment: Object.fromEntries(world.env),
    };
    const message = `${httpDate(world.clock.now())} | [${request.method}] - http://${host}${request.target}`;
    const line = { name: 'echo-server', hostname: world.hostname.hostname, pid: 1, level: 30, ...echo, msg: message };
    log(`${JSON.stringify({ ...line, time: new Date(world.clock.now()).toISOString(), v: 0 })}\n`);
    return json(request, context, body === undefined ? JSON.stringify(echo) : JSON.stringify(body), code);
  },
};

/** @upstream mendhak/docker-http-https-echo index.js */
export const mendhakEcho: ServerSpec = {
  ports: ({ world }) => [portNumber(world.env.get('HTTP_PORT'), 8080), portNumber(world.env.get('HTTPS_PORT'), 8443)],
  startLog({ world }) {
    const ports = [world.env.get('HTTP_PORT') ?? '8080', world.env.get('HTTPS_PORT') ?? '8443'];
    return `Listening on ports ${ports[0]} for http, and ${ports[1]} for https.\n`;
  },
  http(request, context) {
    const { world, log } = context;
    const { path } = splitTarget(request.target);
    const query = Object.fromEntries(queryOf(request));
    const host = request.headers.get('host')?.replace(/:\d+$/, '') ?? '';
    const isJson = request.headers.get('content-type')?.includes('json');
    const echo = {
      path,
      headers: Object.fromEntries(request.headers),
      method: request.method,
      body: textOf(request.body),
      fresh: false,
      hostname: host,
      ip: `::ffff:${request.peer}`,
      ips: [],
      protocol: 'http',
      query,
      subdomains: [],
      xhr: false,
      os: { hostname: world.hostname.hostname },
      connection: {},
      ...(isJson ? { json: parsed(request) } : {}),
    };
    const asked =
      request.headers.get('x-set-response-status-code') ?? queryOf(request).get('x-set-response-status-code');
    if (world.env.get('LOG_IGNORE_PATH') !== path) log(`${JSON.stringify(echo, null, 4)}\n`);
    return json(request, context, JSON.stringify(echo, null, 2), Number(asked) || 200);
  },
};
