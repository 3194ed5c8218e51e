import { FileError } from '../files/file-error';
import type { HttpRequest, HttpResponse } from '../network/http';
import { answer, queryOf, splitTarget, unescaped } from './answer';
import { optionOf, portNumber } from './entrypoint';
import { goAnswer, goLog, goNotFound, remoteAddress } from './go';
import type { ServerContext, ServerSpec, ServerStart } from './server';
import { plainTime } from './time';

/** The part of agnhost that a command line names; without one it pauses. */
function partOf(argv: readonly string[]): string {
  return argv.slice(1).find((arg) => !arg.startsWith('-')) ?? 'pause';
}

function option({ argv }: ServerStart, name: string, fallback: number): number {
  return portNumber(optionOf(argv, `--${name}`), fallback);
}

/** The ports of `porter`, with what each serves. */
function porterPorts({ world }: ServerStart): [number, string][] {
  return [...world.env].flatMap(([name, value]): [number, string][] => {
    const port = Number(/^SERVE_(?:TCP_|TLS_)?PORT_(\d+)$/.exec(name)?.[1]);
    return port > 0 ? [[port, value]] : [];
  });
}

function ports(start: ServerStart): number[] {
  switch (partOf(start.argv)) {
    case 'netexec':
      return [option(start, 'http-port', 8080)];
    case 'serve-hostname':
      return [option(start, 'port', 9376)];
    case 'test-webserver':
      return [option(start, 'port', 80)];
    case 'guestbook':
      return [option(start, 'http-port', 80)];
    case 'nettest':
    case 'liveness':
      return [option(start, 'port', 8080)];
    case 'porter':
      return porterPorts(start).map(([port]) => port);
    default:
      return [];
  }
}

function startLog(start: ServerStart): string {
  const [port] = ports(start);
  switch (partOf(start.argv)) {
    case 'netexec': {
      const udp = optionOf(start.argv, '--udp-port') ?? '8081';
      const first = goLog(start, `Started HTTP server on port ${port}`);
      return udp === '-1' ? first : `${first}${goLog(start, `Started UDP server on port ${udp}`)}`;
    }
    case 'serve-hostname':
      return goLog(start, `Serving on port ${port}.`);
    case 'pause':
      return 'Paused\n';
    default:
      return '';
  }
}

/** Asks another server for netexec's `/dial`. */
async function dial({ world }: ServerContext, query: ReadonlyMap<string, string>): Promise<object> {
  const [address] = world.network.resolve(query.get('host') ?? '');
  const port = Number(query.get('port'));
  const target = `/${query.get('request') ?? ''}`;
  const peer = world.pod.status.podIP ?? '127.0.0.1';
  const headers = new Map([['host', `${query.get('host')}:${port}`]]);
  const request: HttpRequest = { method: 'GET', target, version: '1.1', headers, body: new Uint8Array(), peer };
  const tries = Math.min(100, Number(query.get('tries') ?? 1) || 1);
  const responses: string[] = [];
  const errors: string[] = [];
  for (let count = 0; count < tries; count += 1) {
    const connected = address === undefined ? undefined : await world.network.connect(address, port);
    const response = connected && 'listener' in connected ? await connected.listener.http?.(request) : undefined;
    if (response === undefined)
      errors.push(`Get "http://${address}:${port}${target}": dial tcp ${address}:${port}: connect: connection refused`);
    else responses.push(new TextDecoder().decode(response.body));
  }
  return { ...(responses.length > 0 ? { responses } : {}), ...(errors.length > 0 ? { errors } : {}) };
}

/** @upstream test/images/agnhost/netexec/netexec.go */
async function netexec(request: HttpRequest, context: ServerContext): Promise<HttpResponse> {
  const { world } = context;
  const { path } = splitTarget(request.target);
  const query = queryOf(request);
  const log = (text: string): void => context.log(goLog(context, text));
  switch (path) {
    case '/clientip':
      log('GET /clientip');
      return goAnswer(request, context, remoteAddress(request));
    case '/hostname':
    case '/hostName':
      log(`GET ${path}`);
      return goAnswer(request, context, world.hostname.hostname);
    case '/healthz':
      log('GET /healthz');
      return goAnswer(request, context, '');
    case '/echo':
      log(`GET /echo?msg=${query.get('msg') ?? ''}&code=${query.get('code') ?? ''}`);
      return goAnswer(request, context, query.get('msg') ?? '', Number(query.get('code')) || 200);
    case '/redirect': {
      const location = query.get('location') ?? '/';
      log(`GET /redirect?location=${location}&code=${query.get('code') ?? ''}`);
      return goAnswer(request, context, '', Number(query.get('code')) || 302, [['Location', location]]);
    }
    case '/dial':
      return goAnswer(request, context, JSON.stringify(await dial(context, query)));
    default: {
      log('GET /');
      const now = plainTime(world.clock.now());
      return goAnswer(request, context, `NOW: ${now}.000000000 +0000 UTC m=+1.000000000`);
    }
  }
}

function ageOf({ world }: ServerStart): number {
  const now = world.clock.now();
  return (now - (world.processes()[0]?.startedAt ?? now)) / 1000;
}

/** Well for ten seconds, then not. @upstream test/images/agnhost/liveness/server.go */
function liveness(request: HttpRequest, context: ServerContext): HttpResponse {
  const { path } = splitTarget(request.target);
  const age = ageOf(context);
  if (path === '/started') return goAnswer(request, context, `${age}s`);
  if (path === '/redirect') {
    return goAnswer(request, context, '', 302, [['Location', unescaped(queryOf(request).get('loc') ?? '')]]);
  }
  if (path !== '/healthz') return goNotFound(request, context);
  return age > 10 ? goAnswer(request, context, `error: ${age}`, 500) : goAnswer(request, context, 'ok');
}

/** Serves all files of the container. @upstream test/images/agnhost/test-webserver */
function testWebserver(request: HttpRequest, context: ServerContext): HttpResponse {
  const { files } = context.world;
  const path = unescaped(splitTarget(request.target).path);
  try {
    if (files.isFolder(path)) {
      const names = files.list(path).map((name) => `<a href="${name}">${name}</a>\n`);
      const headers = [['Content-Type', 'text/html; charset=utf-8']] as const;
      return goAnswer(
        request,
        context,
        `<!doctype html>\n<meta name="viewport" content="width=device-width">\n<pre>\n${names.join('')}</pre>\n`,
        200,
        headers,
      );
    }
    return answer(request, 200, [['Accept-Ranges', 'bytes']], files.read(path));
  } catch (error) {
    if (error instanceof FileError) return goNotFound(request, context);
    throw error;
  }
}

/** Kubernetes' tests' image of many small servers. @upstream test/images/agnhost */
export const agnhost: ServerSpec = {
  ports,
  startLog,
  http(request, context, port) {
    switch (partOf(context.argv)) {
      case 'netexec':
        return netexec(request, context);
      case 'serve-hostname':
        context.log(goLog(context, `HTTP request from ${remoteAddress(request)}`));
        return goAnswer(request, context, context.world.hostname.hostname);
      case 'porter':
        return goAnswer(request, context, porterPorts(context).find(([other]) => other === port)?.[1] ?? '');
      case 'liveness':
        return liveness(request, context);
      case 'test-webserver':
        return testWebserver(request, context);
      default:
        return goAnswer(request, context, 'ok');
    }
  },
};
