import { FileError } from '../files/file-error';
import type { Stat } from '../files/file-system';
import { absolutePath, below } from '../files/path';
import type { HttpRequest, HttpResponse } from '../network/http';
import { answer, splitTarget, unescaped } from './answer';
import { addressOf } from './entrypoint';
import type { ServerContext, ServerSpec, ServerStart } from './server';
import { accessTime, apacheTime, httpDate } from './time';

/** How an Apache is built and set up. */
export type ApacheBuild = {
  /** What it calls itself: `Apache/2.4.65 (Unix)`. */
  readonly name: string;
  /** What it names itself in its start log, where that is more: `Apache/2.4.10 (Debian) PHP/5.6.14`. */
  readonly longName?: string;
  readonly program: 'httpd' | 'apache2';
  readonly config: string;
  readonly root: string;
  readonly mpm: 'event' | 'prefork';
  /** `%h %l %u %t "%r" %>s %b`, or with referer and agent. */
  readonly log: 'common' | 'combined';
  /** Debian's pages end with the server's name. */
  readonly hasSignature?: boolean;
};

/** Answers instead of files where it knows better: programs behind the server. */
export type ApachePage = (
  request: HttpRequest,
  context: ServerContext,
  port: number,
) => Page | undefined | Promise<Page | undefined>;

export type Page = {
  readonly status: number;
  readonly type?: string;
  readonly body: string | Uint8Array;
  readonly headers?: HttpResponse['headers'];
};

type Settings = {
  readonly ports: readonly number[];
  readonly root: string;
  readonly indexes: readonly string[];
  readonly name?: string;
};

function settings({ world }: ServerStart, { config, root }: ApacheBuild): Settings {
  const text = world.files.find(config)?.type === 'file' ? world.files.readText(config) : '';
  const values = (name: string): string[] =>
    [...text.matchAll(new RegExp(`^[ \\t]*${name}[ \\t]+(.+)$`, 'gim'))].map(([, value = '']) => value.trim());
  const ports = values('Listen').map((value) => Number(/(\d+)(\s|$)/.exec(value)?.[1]));
  return {
    ports: ports.length === 0 ? [80] : ports,
    root: values('DocumentRoot')[0]?.replaceAll('"', '') ?? root,
    indexes: values('DirectoryIndex')[0]?.split(/\s+/) ?? ['index.html'],
    name: values('ServerName')[0],
  };
}

const reasons: Readonly<Record<number, readonly [title: string, heading: string, text: string]>> = {
  400: ['400 Bad Request', 'Bad Request', 'Your browser sent a request that this server could not understand.<br />'],
  403: ['403 Forbidden', 'Forbidden', "You don't have permission to access this resource."],
  404: ['404 Not Found', 'Not Found', 'The requested URL was not found on this server.'],
  405: ['405 Method Not Allowed', 'Method Not Allowed', 'The requested method METHOD is not allowed for this URL.'],
  500: [
    '500 Internal Server Error',
    'Internal Server Error',
    'The server encountered an internal error or misconfiguration.',
  ],
};

const HTML = 'text/html; charset=iso-8859-1';

function errorPage(status: number, request: HttpRequest, build: ApacheBuild, port: number, moved = ''): Page {
  const [title, heading, words] = reasons[status] ?? [`${status} Moved Permanently`, 'Moved Permanently', ''];
  const text =
    moved === '' ? words.replace('METHOD', request.method) : `The document has moved <a href="${moved}">here</a>.`;
  const host = request.headers.get('host')?.replace(/:\d+$/, '') ?? 'localhost';
  const signature = build.hasSignature ? `<hr>\n<address>${build.name} Server at ${host} Port ${port}</address>\n` : '';
  const body = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${title}</title>\n</head><body>\n<h1>${heading}</h1>\n<p>${text}</p>\n${signature}</body></html>\n`;
  return { status, type: HTML, body, headers: moved === '' ? [] : [['Location', moved]] };
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  json: 'application/json',
  xml: 'application/xml',
  txt: 'text/plain',
  conf: 'text/plain',
  log: 'text/plain',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  ico: 'image/x-icon',
  pdf: 'application/pdf',
  zip: 'application/zip',
};

function filePage({ world }: ServerContext, stat: Stat): Page {
  const body = world.files.read(stat.path);
  const etag = `"${body.length.toString(16)}-${(BigInt(Math.floor(stat.mtime)) * 1000n).toString(16)}"`;
  const type = types[/\.([^./]+)$/.exec(stat.path)?.[1]?.toLowerCase() ?? ''];
  const headers = [
    ['Last-Modified', httpDate(stat.mtime)],
    ['ETag', etag],
    ['Accept-Ranges', 'bytes'],
  ] as const;
  return { status: 200, type, body, headers };
}

/** The listing of a folder without an index. @upstream mod_autoindex */
function listing(context: ServerContext, path: string, folder: string): Page {
  const { files } = context.world;
  const names = files.list(folder).filter((name) => !/^\.|~$|^(README|HEADER)/.test(name));
  const items = names.map((name) => `${name}${files.isFolder(below(folder, name)) ? '/' : ''}`);
  const parent = path === '/' ? [] : [['/', ' Parent Directory']];
  const rows = [...parent, ...items.map((item) => [item, ` ${item}`])].map(
    ([href, shown]) => `<li><a href="${href}">${shown}</a></li>\n`,
  );
  const title = `Index of ${path === '/' ? '/' : path.replace(/\/$/, '')}`;
  const body = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">\n<html>\n <head>\n  <title>${title}</title>\n </head>\n <body>\n<h1>${title}</h1>\n<ul>${rows.join('')}</ul>\n</body></html>\n`;
  return { status: 200, type: 'text/html;charset=ISO-8859-1', body };
}

function staticPage(request: HttpRequest, context: ServerContext, build: ApacheBuild, port: number): Page {
  const { root, indexes } = settings(context, build);
  const { files } = context.world;
  const path = unescaped(splitTarget(request.target).path);
  if (!['GET', 'HEAD', 'POST'].includes(request.method)) return errorPage(405, request, build, port);
  const place = absolutePath(`.${path}`, root);
  const stat = files.find(place);
  if (stat === undefined || !`${place}/`.startsWith(`${absolutePath(root, '/')}/`))
    return errorPage(404, request, build, port);
  if (stat.type === 'folder' && !path.endsWith('/')) {
    const host = request.headers.get('host') ?? 'localhost';
    return errorPage(301, request, build, port, `http://${host}${path}/`);
  }
  try {
    if (stat.type !== 'folder')
      return path.endsWith('/') ? errorPage(404, request, build, port) : filePage(context, stat);
    for (const name of indexes) {
      const index = files.find(below(stat.path, name));
      if (index?.type === 'file') return filePage(context, index);
    }
    return build.hasSignature ? errorPage(403, request, build, port) : listing(context, path, stat.path);
  } catch (error) {
    if (error instanceof FileError) return errorPage(403, request, build, port);
    throw error;
  }
}

function logLine(request: HttpRequest, response: HttpResponse, { world }: ServerContext, { log }: ApacheBuild): string {
  const { peer, method, target, version, headers } = request;
  const first = `${peer} - - [${accessTime(world.clock.now())}] "${method} ${target} HTTP/${version}" ${response.status}`;
  if (log === 'common') return `${first} ${response.body.length || '-'}\n`;
  const head = response.headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);
  const bytes = `HTTP/1.1 ${response.status} ${response.reason}\r\n\r\n`.length + head + response.body.length;
  return `${first} ${bytes} "${headers.get('referer') ?? '-'}" "${headers.get('user-agent') ?? '-'}"\n`;
}

/** Apache's start: it complains twice that it does not know its own name. */
export function apacheStartLog(start: ServerStart, build: ApacheBuild, complaints = 2): string {
  const { world } = start;
  const { program, mpm } = build;
  const name = `AH00558: ${program}: Could not reliably determine the server's fully qualified domain name, using ${addressOf(world)}. Set the 'ServerName' directive globally to suppress this message\n`;
  const time = apacheTime(world.clock.now());
  const thread = mpm === 'event' ? '[pid 1:tid 1]' : '[pid 1]';
  const code = mpm === 'event' ? 'AH00489' : 'AH00163';
  return [
    settings(start, build).name === undefined ? name.repeat(complaints) : '',
    `[${time}] [mpm_${mpm}:notice] ${thread} ${code}: ${build.longName ?? build.name} configured -- resuming normal operations\n`,
    `[${time}] [core:notice] ${thread} AH00094: Command line: '${program} -D FOREGROUND'\n`,
  ].join('');
}

/** Apache: serves the files below its document root. @upstream httpd.apache.org 2.4 */
export function apacheServer(build: ApacheBuild, page?: ApachePage): ServerSpec {
  return {
    ports: (start) => settings(start, build).ports,
    startLog: (start) => apacheStartLog(start, build),
    isDaemon: ({ argv }) =>
      !/foreground$/.test(argv[0] ?? '') && !argv.join(' ').includes('FOREGROUND') && !argv.includes('-X'),
    problem: ({ argv, world }) => {
      if (argv.includes('-v')) return { log: `Server version: ${build.name}\n`, exitCode: 0 };
      const { config } = build;
      if (world.files.find(config) !== undefined || !config.endsWith('httpd.conf')) return undefined;
      return { log: `httpd: Could not open configuration file ${config}: No such file or directory\n`, exitCode: 1 };
    },
    async http(request, context, port) {
      const own = await page?.(request, context, port);
      const { status, type, body, headers = [] } = own ?? staticPage(request, context, build, port);
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
      const response = answer(
        request,
        status,
        [
          ['Date', httpDate(context.world.clock.now())],
          ['Server', build.name],
          ...headers,
          ['Content-Length', String(bytes.length)],
          ...(type === undefined ? [] : [['Content-Type', type] as const]),
        ],
        bytes,
      );
      context.log(logLine(request, response, context, build));
      return response;
    },
  };
}
