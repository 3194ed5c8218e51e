import type { HttpRequest, HttpResponse } from '../../network/http';
import { bytesOf } from '../answer';
import type { Outcome } from './outcome';
import { directivesOf, type Location, type Scope } from './site';
import { expand, logError, type Visit } from './visit';

type Target = { readonly host: string; readonly port: number; readonly path: string | undefined };

function targetOf(url: string): Target | undefined {
  const [, , host = '', port, path] = /^(https?):\/\/([^/:]+)(?::(\d+))?(\/.*)?$/.exec(url) ?? [];
  return host === '' ? undefined : { host, port: Number(port ?? (url.startsWith('https:') ? 443 : 80)), path };
}

/** The servers behind a name: those of an upstream block, or the host itself. */
function peersOf(scope: Scope, { host, port }: Target): Target[] {
  const block = directivesOf(scope, 'upstream').find(({ args }) => args[0] === host)?.block;
  if (block === undefined) return [{ host, port, path: undefined }];
  return block
    .filter(({ name, args }) => name === 'server' && !args.includes('down'))
    .flatMap(({ args }) => targetOf(`http://${args[0]}`) ?? []);
}

/** A host that has no address when nginx starts. @upstream src/core/ngx_inet.c */
export function missingUpstream(
  locations: readonly Location[],
  http: Scope,
  resolve: (name: string) => readonly string[],
): string | undefined {
  const upstreams = http.own.filter(({ name }) => name === 'upstream');
  for (const { block = [] } of upstreams) {
    for (const { name, args, file, line } of block) {
      const host = name === 'server' ? targetOf(`http://${args[0]}`)?.host : undefined;
      if (host && resolve(host).length === 0) return `host not found in upstream "${args[0]}" in ${file}:${line}`;
    }
  }
  for (const location of locations) {
    const { args, file, line } = location.own.find(({ name }) => name === 'proxy_pass') ?? {
      args: [],
      file: '',
      line: 0,
    };
    const host = args[0]?.includes('$') ? undefined : targetOf(args[0] ?? '')?.host;
    const isUpstream = upstreams.some((upstream) => upstream.args[0] === host);
    if (host && !isUpstream && resolve(host).length === 0)
      return `host not found in upstream "${host}" in ${file}:${line}`;
    const inner = missingUpstream(location.locations, { own: [] }, resolve);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** What is asked of the server behind: the path in its place, and the headers that proxies set. */
function passedOn(visit: Visit, target: Target): HttpRequest {
  const { request, context, scope, query } = visit;
  const prefix = 'text' in scope && typeof scope.text === 'string' ? scope.text : '';
  const isWhole = target.path === undefined;
  const path = isWhole
    ? request.target
    : `${target.path}${visit.uri.slice(prefix.length)}${query === '' ? '' : `?${query}`}`;
  const port = target.port === 80 ? '' : `:${target.port}`;
  const headers = new Map(request.headers);
  headers.set('host', `${target.host}${port}`);
  headers.set('connection', 'close');
  for (const { args } of directivesOf(scope, 'proxy_set_header')) {
    const value = expand(args[1] ?? '', visit);
    if (value === '') headers.delete(args[0]?.toLowerCase() ?? '');
    else headers.set(args[0]?.toLowerCase() ?? '', value);
  }
  const version = directivesOf(scope, 'proxy_http_version').at(-1)?.args[0] === '1.1' ? '1.1' : '1.0';
  const peer = context.world.pod.status.podIP ?? '127.0.0.1';
  return { method: request.method, target: path, version, headers, body: request.body, peer };
}

const failures = {
  refused: [502, 'connect() failed (111: Connection refused) while connecting to upstream'],
  timeout: [504, 'upstream timed out (110: Connection timed out) while connecting to upstream'],
  unreachable: [502, 'connect() failed (113: Host is unreachable) while connecting to upstream'],
} as const;

function outcomeOf(visit: Visit, response: HttpResponse): Outcome {
  const own = new Set([
    'server',
    'date',
    'connection',
    'content-length',
    'content-type',
    'transfer-encoding',
    'keep-alive',
  ]);
  const value = (name: string): string | undefined =>
    response.headers.find(([other]) => other.toLowerCase() === name)?.[1];
  const extra = response.headers.filter(([name]) => !own.has(name.toLowerCase()));
  const base = { visit, status: response.status, body: response.body, extra };
  return { ...base, type: value('content-type') };
}

/** Asks another server; answers a status where none answers. */
export async function proxy(visit: Visit, url: string): Promise<Outcome | number> {
  const { network } = visit.context.world;
  const target = targetOf(expand(url, visit));
  if (target === undefined) {
    logError(visit, `invalid URL prefix in "${url}"`);
    return 500;
  }
  const request = passedOn(visit, target);
  let status = 502;
  for (const { host, port } of peersOf(visit.scope, target)) {
    const [address] = network.resolve(host);
    if (address === undefined) {
      logError(visit, `${host} could not be resolved (3: Host not found)`);
      continue;
    }
    const connected = await network.connect(address, port);
    const shown = `http://${address}:${port}${request.target}`;
    if ('failure' in connected) {
      const [code, message] = failures[connected.failure];
      status = code;
      logError(visit, message, shown);
      continue;
    }
    const response = await connected.listener.http?.(request);
    if (response !== undefined) return outcomeOf(visit, response);
    logError(visit, 'upstream prematurely closed connection while reading response header from upstream', shown);
  }
  return status;
}

/** The page of `stub_status`. */
export function stubStatus(): Uint8Array {
  return bytesOf(
    'Active connections: 1 \nserver accepts handled requests\n 1 1 1 \nReading: 0 Writing: 1 Waiting: 0 \n',
  );
}
