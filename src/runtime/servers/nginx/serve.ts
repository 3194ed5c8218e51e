import type { FileSystem, Stat } from '../../files/file-system';
import { absolutePath, baseOf } from '../../files/path';
import type { HttpRequest, HttpResponse } from '../../network/http';
import { bytesOf, splitTarget, textOf, unescaped } from '../answer';
import type { ServerContext } from '../server';
import { httpDate } from '../time';
import { finished, type Outcome, statusPage } from './outcome';
import { proxy, stubStatus } from './proxy';
import { directivesOf, findLocation, findServer, namedLocation, type Server, type Site, settingOf } from './site';
import { expand, hostOf, logAccess, logError, type NginxBuild, redirected, type Visit } from './visit';

const WORKER = 101;
const MOST_REDIRECTS = 10;

/** Whether a worker may read: workers run as the user nginx where the master is root. */
function mayRead(stat: Stat, { world }: ServerContext): boolean {
  if (world.user.uid !== 0) return world.files.may(stat, 4);
  const shift = stat.uid === WORKER ? 6 : stat.gid === WORKER ? 3 : 0;
  return ((stat.mode >> shift) & 4) !== 0;
}

/** Where a path lies: below the location's alias or the root. */
function fileOf(visit: Visit, uri: string): string {
  const { scope } = visit;
  const alias = scope.own.find(({ name }) => name === 'alias')?.args[0];
  if (alias !== undefined && 'text' in scope && typeof scope.text === 'string') {
    return `${expand(alias, visit)}${uri.slice(scope.text.length)}`;
  }
  const root = expand(settingOf(scope, 'root', 'html'), visit);
  return `${absolutePath(root, '/etc/nginx')}${uri}`.replace(/^\/\//, '/');
}

/** The type that the configuration has for a file's ending. */
function typeOf(visit: Visit, path: string): string {
  const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
  const types = directivesOf(visit.scope, 'types').flatMap(({ block = [] }) => block);
  const known = types.length === 0 ? [{ name: 'text/html', args: ['html'] }] : types;
  const found = ending && known.find(({ args }) => args.includes(ending))?.name;
  return found || settingOf(visit.scope, 'default_type', 'text/plain');
}

function absoluteUrl(visit: Visit, path: string): string {
  const isRelative = settingOf(visit.scope, 'absolute_redirect', 'on') === 'off';
  const port = visit.port === 80 || settingOf(visit.scope, 'port_in_redirect', 'on') === 'off' ? '' : `:${visit.port}`;
  return isRelative ? path : `http://${hostOf(visit)}${port}${path}`;
}

function substituted(visit: Visit, body: Uint8Array): Uint8Array {
  const filters = directivesOf(visit.scope, 'sub_filter');
  const isOnce = settingOf(visit.scope, 'sub_filter_once', 'on') === 'on';
  let text = textOf(body);
  for (const {
    args: [from = '', to = ''],
  } of filters) {
    text = isOnce ? text.replace(from, () => expand(to, visit)) : text.replaceAll(from, () => expand(to, visit));
  }
  return bytesOf(text);
}

function fileAnswer(visit: Visit, path: string, stat: Stat): Outcome {
  const { request, context } = visit;
  const body = context.world.files.read(path);
  const seconds = Math.floor(stat.mtime / 1000);
  const modified = httpDate(seconds * 1000);
  const etag = `"${seconds.toString(16)}-${body.length.toString(16)}"`;
  const type = typeOf(visit, path);
  if (type === 'text/html' && directivesOf(visit.scope, 'sub_filter').length > 0) {
    return { visit, status: 200, type, body: substituted(visit, body) };
  }
  const match = request.headers.get('if-none-match');
  const since = request.headers.get('if-modified-since');
  const isKnown =
    match === undefined ? since === modified : match.split(/,\s*/).some((one) => one === etag || one === '*');
  const status = isKnown ? 304 : 200;
  return { visit, status, type, body, modified, extra: [['ETag', etag]], hasRanges: true };
}

/** A folder: its index file, or the refusal to list it. */
async function folderAnswer(visit: Visit, depth: number): Promise<Outcome> {
  const { files } = visit.context.world;
  const path = fileOf(visit, visit.uri);
  const names = directivesOf(visit.scope, 'index').flatMap(({ args }) => args);
  for (const name of names.length === 0 ? ['index.html'] : names) {
    const shown = name.startsWith('/') ? name : `${visit.uri}${name}`;
    if (files.find(fileOf(visit, shown))?.type === 'file') return await run(redirected(visit, shown), depth + 1);
  }
  if (files.isFolder(path)) {
    logError(visit, `directory index of "${path}" is forbidden`);
    return await failure(visit, 403, depth);
  }
  logError(visit, `"${path}${names[0] ?? 'index.html'}" is not found (2: No such file or directory)`);
  return await failure(visit, 404, depth);
}

/** @upstream src/http/modules/ngx_http_static_module.c */
async function staticAnswer(visit: Visit, depth: number): Promise<Outcome> {
  const { request, context, uri } = visit;
  if (request.method !== 'GET' && request.method !== 'HEAD') return await failure(visit, 405, depth);
  if (uri.endsWith('/')) return await folderAnswer(visit, depth);
  const path = fileOf(visit, uri);
  const stat = context.world.files.find(path);
  if (stat === undefined) {
    logError(visit, `open() "${path}" failed (2: No such file or directory)`);
    return await failure(visit, 404, depth);
  }
  if (stat.type === 'folder') return statusPage(visit, 301, absoluteUrl(visit, `${uri}/`));
  if (!mayRead(stat, context)) {
    logError(visit, `open() "${path}" failed (13: Permission denied)`);
    return await failure(visit, 403, depth);
  }
  return fileAnswer(visit, path, stat);
}

/** An error's page: the configuration's, or nginx's own. */
async function failure(visit: Visit, status: number, depth: number): Promise<Outcome> {
  const page = directivesOf(visit.scope, 'error_page').find(({ args }) => args.includes(String(status)))?.args;
  const target = page?.at(-1) ?? '';
  const changed = page?.find((arg) => arg.startsWith('='));
  const asked: Visit = { ...visit, isError: true, request: { ...visit.request, method: 'GET' } };
  if (visit.isError || depth > MOST_REDIRECTS || target === '') return statusPage(visit, status);
  if (/^https?:/.test(target)) return statusPage(visit, 302, expand(target, visit));
  const named = target.startsWith('@') ? namedLocation(visit.server, target) : undefined;
  const shown = named
    ? await content({ ...asked, scope: named }, depth + 1)
    : await run(redirected(asked, target), depth + 1);
  const own = Number(changed?.slice(1)) || (changed === '=' ? shown.status : status);
  if (shown.status !== 200 && changed !== '=') return statusPage(visit, status);
  return { ...shown, status: own, visit: { ...shown.visit, request: visit.request } };
}

async function returned(visit: Visit, args: readonly string[], depth: number): Promise<Outcome> {
  const [first = '', second] = args;
  if (!/^\d{3}$/.test(first)) return statusPage(visit, 302, expand(first, visit));
  const status = Number(first);
  const text = second === undefined ? undefined : expand(second, visit);
  if ([301, 302, 303, 307, 308].includes(status)) {
    const location = text?.startsWith('/') ? absoluteUrl(visit, text) : text;
    return statusPage(visit, status, location);
  }
  if (text !== undefined) return { visit, status, type: typeOf(visit, visit.uri), body: bytesOf(text) };
  if (status >= 400) return await failure(visit, status, depth);
  return { visit, status, type: typeOf(visit, visit.uri), body: new Uint8Array() };
}

function isThere(files: FileSystem, path: string, type: 'file' | 'folder'): boolean {
  return files.find(path.replace(/\/+$/, '') || '/')?.type === type;
}

/** Tries files one after the other; the last is where to go where none is there. */
async function tried(visit: Visit, args: readonly string[], depth: number): Promise<Outcome> {
  const { files } = visit.context.world;
  for (const arg of args.slice(0, -1)) {
    const uri = expand(arg, visit).replace(/\/{2,}/g, '/');
    if (isThere(files, fileOf(visit, uri), arg.endsWith('/') ? 'folder' : 'file'))
      return await content({ ...visit, uri }, depth, true);
  }
  const last = args.at(-1) ?? '';
  if (last.startsWith('=')) return await failure(visit, Number(last.slice(1)), depth);
  const named = last.startsWith('@') ? namedLocation(visit.server, last) : undefined;
  if (named !== undefined) return await content({ ...visit, scope: named }, depth + 1);
  if (depth > MOST_REDIRECTS) {
    logError(visit, `rewrite or internal redirection cycle while internally redirecting to "${last}"`);
    return await failure(visit, 500, depth);
  }
  return await run(redirected(visit, expand(last, visit)), depth + 1);
}

/** What the block that a visit came to answers. */
async function content(visit: Visit, depth: number, wasTried = false): Promise<Outcome> {
  const own = (name: string): readonly string[] | undefined =>
    visit.scope.own.find((directive) => directive.name === name)?.args;
  const back = own('return');
  if (back !== undefined) return await returned(visit, back, depth);
  if (own('deny')?.[0] === 'all' && own('allow') === undefined) {
    logError(visit, 'access forbidden by rule');
    return await failure(visit, 403, depth);
  }
  const files = wasTried ? undefined : own('try_files');
  if (files !== undefined) return await tried(visit, files, depth);
  const pass = own('proxy_pass')?.[0];
  if (pass !== undefined) {
    const outcome = await proxy(visit, pass);
    return typeof outcome === 'number' ? await failure(visit, outcome, depth) : outcome;
  }
  if (own('stub_status') !== undefined) return { visit, status: 200, type: 'text/plain', body: stubStatus() };
  return await staticAnswer(visit, depth);
}

async function run(visit: Visit, depth: number): Promise<Outcome> {
  if (depth > MOST_REDIRECTS) {
    logError(visit, `rewrite or internal redirection cycle while processing "${visit.uri}"`);
    return statusPage(visit, 500);
  }
  const { server } = visit;
  const back = server.own.find(({ name }) => name === 'return');
  if (back !== undefined) return await returned({ ...visit, scope: server }, back.args, depth);
  return await content({ ...visit, scope: findLocation(server, visit.uri) ?? server }, depth);
}

/** The path without percent signs, `.` and `..`; undefined where it leaves the root. */
function normalized(path: string): string | undefined {
  const plain = unescaped(path);
  let depth = 0;
  for (const part of plain.split('/')) {
    if (part === '..') depth -= 1;
    else if (part !== '' && part !== '.') depth += 1;
    if (depth < 0) return undefined;
  }
  const whole = absolutePath(plain, '/');
  const isFolder = plain.endsWith('/') || ['.', '..'].includes(baseOf(plain));
  return isFolder && whole !== '/' ? `${whole}/` : whole;
}

const nobody: Server = { own: [], locations: [], ports: [], names: [], isDefault: true };

/** Answers a request as the configuration says. */
export async function serve(
  site: Site,
  request: HttpRequest,
  context: ServerContext,
  build: NginxBuild,
  port: number,
): Promise<HttpResponse> {
  const server = findServer(site, port, request.headers.get('host')?.replace(/:\d+$/, '') ?? '') ?? nobody;
  const { path, query } = splitTarget(request.target.replace(/^https?:\/\/[^/]*/, ''));
  const uri = normalized(path || '/');
  const visit: Visit = { request, context, build, port, server, scope: server, uri: uri ?? path, query };
  const isWrong = uri === undefined || (request.version === '1.1' && !request.headers.has('host'));
  const outcome = isWrong ? statusPage(visit, 400) : await run(visit, 0);
  const response = finished(outcome);
  logAccess(outcome.visit, { status: response.status, bytes: response.status === 304 ? 0 : response.body.length });
  return response;
}
