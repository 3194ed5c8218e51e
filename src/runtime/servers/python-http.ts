import { FileError } from '../files/file-error';
import { absolutePath, below } from '../files/path';
import type { HttpRequest, HttpResponse } from '../network/http';
import { answer, bytesOf, splitTarget, unescaped } from './answer';
import { folderOf, optionOf } from './entrypoint';
import type { ServerContext, ServerSpec, ServerStart } from './server';
import { httpDate, pythonTime } from './time';

/** What follows `-m http.server`, or nothing where something else is run. */
function moduleArguments(argv: readonly string[]): readonly string[] | undefined {
  const at = argv.findIndex(
    (arg, index) => /^(http\.server|SimpleHTTPServer)$/.test(arg) && /m$/.test(argv[index - 1] ?? ''),
  );
  return at < 0 ? undefined : argv.slice(at + 1);
}

function portOf({ argv }: ServerStart): number {
  const args = moduleArguments(argv) ?? [];
  const valued = ['-b', '--bind', '-d', '--directory', '-p', '--protocol'];
  const port = args.find((arg, index) => /^\d+$/.test(arg) && !valued.includes(args[index - 1] ?? ''));
  return port === undefined ? 8000 : Number(port);
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  json: 'application/json',
  txt: 'text/plain',
  xml: 'text/xml',
  md: 'text/markdown',
  py: 'text/x-python',
  sh: 'application/x-sh',
  png: 'image/png',
  jpg: 'image/jpeg',
  svg: 'image/svg+xml',
};

const explanations: Readonly<Record<number, readonly [string, string]>> = {
  404: ['File not found', 'Nothing matches the given URI'],
  501: ['Unsupported method', 'Server does not support this operation'],
};

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A running server: the request that it answers, and what it is. */
type Exchange = { readonly request: HttpRequest; readonly context: ServerContext; readonly version: string };

type Headers = [name: string, value: string][];

function respond(
  { request, context, version }: Exchange,
  status: number,
  headers: Headers,
  body: string | Uint8Array,
): HttpResponse {
  const { world, log } = context;
  const time = pythonTime(world.clock.now());
  const shown = status === 501 ? `Unsupported method ('${request.method}')` : explanations[status]?.[0];
  if (shown !== undefined) log(`${request.peer} - - [${time}] code ${status}, message ${shown}\n`);
  log(`${request.peer} - - [${time}] "${request.method} ${request.target} HTTP/${request.version}" ${status} -\n`);
  const first: Headers = [
    ['Server', `SimpleHTTP/0.6 Python/${version}`],
    ['Date', httpDate(world.clock.now())],
  ];
  return answer(request, status, [...first, ...headers], body, shown);
}

function failure(exchange: Exchange, status: number): HttpResponse {
  const [message = '', explanation = ''] = explanations[status] ?? [];
  const shown = status === 501 ? `${message} (${escapeHtml(`'${exchange.request.method}'`)})` : message;
  const body = `<!DOCTYPE HTML>
<html lang="en">
    <head>
        <meta charset="utf-8">
        <title>Error response</title>
    </head>
    <body>
        <h1>Error response</h1>
        <p>Error code: ${status}</p>
        <p>Message: ${shown}.</p>
        <p>Error code explanation: ${status} - ${explanation}.</p>
    </body>
</html>
`;
  const headers: Headers = [
    ['Connection', 'close'],
    ['Content-Type', 'text/html;charset=utf-8'],
    ['Content-Length', String(bytesOf(body).length)],
  ];
  return respond(exchange, status, headers, body);
}

function listing(exchange: Exchange, path: string, folder: string): HttpResponse {
  const { files } = exchange.context.world;
  const title = `Directory listing for ${escapeHtml(path)}`;
  const names = files.list(folder).sort((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
  const items = names.map((name) => {
    const isFolder = files.isFolder(below(folder, name));
    const isLink = files.find(below(folder, name), '/', false)?.type === 'link';
    const href = `${encodeURIComponent(name)}${isFolder ? '/' : ''}`;
    return `<li><a href="${href}">${escapeHtml(name)}${isLink ? '@' : isFolder ? '/' : ''}</a></li>\n`;
  });
  const body = `<!DOCTYPE HTML>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>${title}</title>\n</head>\n<body>\n<h1>${title}</h1>\n<hr>\n<ul>\n${items.join('')}</ul>\n<hr>\n</body>\n</html>\n`;
  const headers: Headers = [
    ['Content-type', 'text/html; charset=utf-8'],
    ['Content-Length', String(bytesOf(body).length)],
  ];
  return respond(exchange, 200, headers, body);
}

function file(exchange: Exchange, path: string): HttpResponse {
  const { files } = exchange.context.world;
  const stat = files.find(path);
  if (stat?.type !== 'file') return failure(exchange, 404);
  try {
    const body = files.read(path);
    const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
    const headers: Headers = [
      ['Content-type', types[ending] ?? 'application/octet-stream'],
      ['Content-Length', String(body.length)],
      ['Last-Modified', httpDate(stat.mtime)],
    ];
    return respond(exchange, 200, headers, body);
  } catch (error) {
    if (error instanceof FileError) return failure(exchange, 404);
    throw error;
  }
}

function serve(exchange: Exchange): HttpResponse {
  const { request, context } = exchange;
  if (request.method !== 'GET' && request.method !== 'HEAD') return failure(exchange, 501);
  const { files } = context.world;
  const given = optionOf(moduleArguments(context.argv) ?? [], '-d', '--directory') ?? '.';
  const root = absolutePath(given, folderOf(context));
  const path = unescaped(splitTarget(request.target).path);
  const place = absolutePath(absolutePath(path, '/').slice(1), root);
  if (!files.isFolder(place)) return path.endsWith('/') ? failure(exchange, 404) : file(exchange, place);
  if (!path.endsWith('/')) {
    const headers: Headers = [
      ['Location', `${path}/`],
      ['Content-Length', '0'],
    ];
    return respond(exchange, 301, headers, '');
  }
  const index = ['index.html', 'index.htm'].find((name) => files.find(below(place, name))?.type === 'file');
  return index === undefined ? listing(exchange, path, place) : file(exchange, below(place, index));
}

/** Python's http.server, as `python3 -m http.server` runs it. @upstream Lib/http/server.py */
export function pythonHttpServer(version: string): ServerSpec {
  return {
    starts: (argv) => moduleArguments(argv) !== undefined,
    ports: (start) => [portOf(start)],
    /** Its first line is kept back as long as its output is no terminal, unless it is told not to. */
    startLog(start) {
      const isPlain = start.argv.some((arg) => /^-[a-zA-Z]*u/.test(arg)) || start.world.env.has('PYTHONUNBUFFERED');
      const port = portOf(start);
      const bind = optionOf(moduleArguments(start.argv) ?? [], '-b', '--bind') ?? '0.0.0.0';
      return isPlain ? `Serving HTTP on ${bind} port ${port} (http://${bind}:${port}/) ...\n` : '';
    },
    http: (request, context) => serve({ request, context, version }),
  };
}
