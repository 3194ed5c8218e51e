import { fileErrorOf } from '../../files/file-error';
import type { HttpRequest } from '../../network/http';
import { bytesOf, splitTarget } from '../answer';
import type { ServerContext } from '../server';
import { accessTime, isoTime, slashedTime } from '../time';
import { directivesOf, type Place, type Scope, type Server, settingOf } from './site';

/** How a server's program was built. */
export type NginxBuild = {
  readonly version: string;
  /** What it names when it starts: `gcc 12.2.0 (Debian 12.2.0-14)`. */
  readonly compiler: string;
};

/** A request on its way through the configuration. */
export type Visit = {
  readonly request: HttpRequest;
  readonly context: ServerContext;
  readonly build: NginxBuild;
  readonly port: number;
  readonly server: Server;
  /** The block that answers. */
  readonly scope: Place;
  /** The path without percent signs, after internal redirects. */
  readonly uri: string;
  readonly query: string;
  /** Whether it is on its way to an error's page. */
  readonly isError?: boolean;
};

/** What an access log knows beside the request. */
export type Answered = { readonly status: number; readonly bytes: number };

export function hostOf({ request, server }: Visit): string {
  const host = request.headers.get('host')?.replace(/:\d+$/, '').toLowerCase();
  return host ?? server.names[0] ?? '';
}

export function serverName(scope: Scope, { version }: NginxBuild): string {
  return settingOf(scope, 'server_tokens', 'on') === 'off' ? 'nginx' : `nginx/${version}`;
}

/** 32 hexadecimal digits that stand for a request. */
function requestId({ request, context }: Visit): string {
  let text = '';
  for (let round = 0; text.length < 32; round += 1) {
    let hash = 0x811c9dc5 ^ round;
    for (const letter of `${context.world.clock.now()} ${request.peer} ${request.target} ${round}`) {
      hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
    }
    text += (hash >>> 0).toString(16).padStart(8, '0');
  }
  return text;
}

const computed: Readonly<Record<string, (visit: Visit, answered: Answered | undefined) => string>> = {
  args: ({ query }) => query,
  query_string: ({ query }) => query,
  is_args: ({ query }) => (query === '' ? '' : '?'),
  uri: ({ uri }) => uri,
  document_uri: ({ uri }) => uri,
  request_uri: ({ request }) => request.target,
  request_method: ({ request }) => request.method,
  request: ({ request }) => `${request.method} ${request.target} HTTP/${request.version}`,
  request_length: ({ request }) => String(request.body.length),
  request_time: () => '0.000',
  request_id: requestId,
  host: hostOf,
  http_host: ({ request }) => request.headers.get('host') ?? '',
  proxy_add_x_forwarded_for: ({ request }) =>
    [request.headers.get('x-forwarded-for'), request.peer].filter((part) => part !== undefined).join(', '),
  hostname: ({ context }) => context.world.hostname.hostname,
  remote_addr: ({ request }) => request.peer,
  remote_port: () => '40000',
  remote_user: () => '',
  server_addr: ({ context }) => context.world.pod.status.podIP ?? '127.0.0.1',
  server_port: ({ port }) => String(port),
  server_name: ({ server }) => server.names[0] ?? '',
  server_protocol: ({ request }) => `HTTP/${request.version}`,
  scheme: () => 'http',
  https: () => '',
  pid: () => '29',
  connection: () => '1',
  connection_requests: () => '1',
  nginx_version: ({ build }) => build.version,
  document_root: ({ scope }) => settingOf(scope, 'root', '/etc/nginx/html'),
  time_local: ({ context }) => accessTime(context.world.clock.now()),
  time_iso8601: ({ context }) => isoTime(context.world.clock.now()).replace(/\.\d+Z$/, '+00:00'),
  msec: ({ context }) => (context.world.clock.now() / 1000).toFixed(3),
  status: (_visit, answered) => String(answered?.status ?? ''),
  body_bytes_sent: (_visit, answered) => String(answered?.bytes ?? ''),
  bytes_sent: (_visit, answered) => String(answered?.bytes ?? ''),
};

function variable(name: string, visit: Visit, answered: Answered | undefined): string | undefined {
  if (Object.hasOwn(computed, name)) return computed[name]?.(visit, answered);
  const header = /^http_(\w+)$/.exec(name)?.[1];
  if (header !== undefined) return visit.request.headers.get(header.replaceAll('_', '-')) ?? '';
  const argument = /^arg_(\w+)$/.exec(name)?.[1];
  if (argument !== undefined) {
    const found = visit.query.split('&').find((pair) => pair.split('=')[0]?.toLowerCase() === argument.toLowerCase());
    return found?.slice(found.indexOf('=') + 1) ?? '';
  }
  const set = directivesOf(visit.scope, 'set').findLast(({ args }) => args[0] === `$${name}`);
  return set && set.args[1] !== undefined && !set.args[1].includes(`$${name}`) ? expand(set.args[1], visit) : undefined;
}

/** A text with the values of its `$variables`. @param answered what was answered, in a log */
export function expand(text: string, visit: Visit, answered?: Answered): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, plain?: string) => {
    const value = variable(braced ?? plain ?? '', visit, answered) ?? whole;
    return answered !== undefined && value === '' ? '-' : value;
  });
}

const main =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

/**
 * Writes a line where a log lies: the image's log files are links to the container's output; others are files.
 * @param path a file, `stderr`
 */
function write(path: string, line: string, { world, log }: ServerContext): void {
  const { files } = world;
  const found = files.find(path, '/', false);
  const target = found?.type === 'link' ? found.target : path;
  if (target === 'stderr' || /^\/(dev\/std(out|err)|proc\/self\/fd\/[12])$/.test(target)) log(line);
  else fileErrorOf(() => files.append(path, bytesOf(line)));
}

/** The access log's line of a request. */
export function logAccess(visit: Visit, answered: Answered): void {
  const logs = directivesOf(visit.scope, 'access_log');
  const targets = logs.length === 0 ? [['/var/log/nginx/access.log', 'combined']] : logs.map(({ args }) => args);
  for (const [path = '', name = 'combined'] of targets) {
    if (path === 'off') continue;
    const formats = directivesOf(visit.scope, 'log_format').filter(({ args }) => args[0] === name);
    const parts = formats[0]?.args.slice(1).filter((part) => !part.startsWith('escape=')) ?? [main];
    write(path, `${expand(parts.join(''), visit, answered)}\n`, visit.context);
  }
}

/** A line of the error log: what happened, and in which request. */
export function logError(visit: Visit, message: string, upstream = ''): void {
  const { request, context, server } = visit;
  const host = request.headers.get('host');
  const rest = [
    `client: ${request.peer}`,
    `server: ${server.names[0] ?? ''}`,
    `request: "${request.method} ${request.target} HTTP/${request.version}"`,
    ...(upstream === '' ? [] : [`upstream: "${upstream}"`]),
    ...(host === undefined ? [] : [`host: "${host}"`]),
  ];
  const time = slashedTime(context.world.clock.now());
  const path = settingOf(visit.scope, 'error_log', '/var/log/nginx/error.log');
  write(path, `${time} [error] 29#29: *1 ${message}, ${rest.join(', ')}\n`, context);
}

/** A visit of another path. */
export function redirected(visit: Visit, target: string): Visit {
  const { path, query } = splitTarget(target);
  return { ...visit, uri: path, query: target.includes('?') ? query : visit.query };
}
