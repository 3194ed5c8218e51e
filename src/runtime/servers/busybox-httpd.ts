import { FileError } from '../files/file-error';
import { absolutePath, below } from '../files/path';
import type { HttpRequest, HttpResponse } from '../network/http';
import { answer, bytesOf, splitTarget, unescaped } from './answer';
import { folderOf, portNumber } from './entrypoint';
import type { ServerContext, ServerSpec, ServerStart } from './server';
import { httpDate } from './time';

/** The letters of a command line, as getopt reads them: `-f`, `-p 8080`, `-p8080`, `-fp 8080`. */
function letters(argv: readonly string[]): ReadonlyMap<string, string> {
  const valued = 'pchemurd';
  const found = new Map<string, string>();
  for (let at = 1; at < argv.length; at += 1) {
    const arg = argv[at] ?? '';
    if (!arg.startsWith('-')) continue;
    for (let place = 1; place < arg.length; place += 1) {
      const letter = arg[place] ?? '';
      if (!valued.includes(letter)) {
        found.set(letter, `${found.get(letter) ?? ''}${letter}`);
        continue;
      }
      const rest = arg.slice(place + 1);
      if (rest === '') at += 1;
      found.set(letter, rest === '' ? (argv[at] ?? '') : rest);
      break;
    }
  }
  return found;
}

const types: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  h: 'text/plain',
  c: 'text/plain',
  cpp: 'text/plain',
  css: 'text/css',
  html: 'text/html',
  htm: 'text/html',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  png: 'image/png',
  svg: 'image/svg+xml',
  js: 'application/javascript',
  json: 'application/json',
};

const errors: Readonly<Record<number, readonly [reason: string, text: string]>> = {
  302: ['Found', ''],
  403: ['Forbidden', ''],
  404: ['Not Found', 'The requested URL was not found'],
  501: ['Not Implemented', 'The requested method is not recognized'],
};

function failure(
  request: HttpRequest,
  context: ServerContext,
  status: number,
  headers: [string, string][] = [],
): HttpResponse {
  const [reason = '', text = ''] = errors[status] ?? [];
  const title = `${status} ${reason}`;
  const body = `<HTML><HEAD><TITLE>${title}</TITLE></HEAD>\n<BODY><H1>${title}</H1>\n${text}\n</BODY></HTML>\n`;
  return respond(request, context, status, [['Content-type', 'text/html'], ...headers], body, reason);
}

function respond(
  request: HttpRequest,
  context: ServerContext,
  status: number,
  headers: [string, string][],
  body: string | Uint8Array,
  reason = 'OK',
): HttpResponse {
  const chatty = letters(context.argv).get('v') ?? '';
  if (chatty !== '') {
    const host = `[::ffff:${request.peer}]:40000`;
    if (chatty.length > 1) context.log(`${host}: url:${request.target}\n`);
    context.log(`${host}: response:${status}\n`);
  }
  const date: [string, string] = ['Date', httpDate(context.world.clock.now())];
  return answer(request, status, [date, ['Connection', 'close'], ...headers], body, reason);
}

function portOf({ argv }: ServerStart): number {
  return portNumber(letters(argv).get('p'), 80);
}

/** BusyBox's httpd. @upstream busybox networking/httpd.c */
export const busyboxHttpd: ServerSpec = {
  ports: (start) => [portOf(start)],
  isDaemon: ({ argv }) => !letters(argv).has('f'),
  problem(start) {
    const home = letters(start.argv).get('h');
    if (home === undefined || start.world.files.isFolder(home, folderOf(start))) return undefined;
    return { log: `httpd: can't change directory to '${home}': No such file or directory\n`, exitCode: 1 };
  },
  http(request, context) {
    const { files } = context.world;
    const root = absolutePath(letters(context.argv).get('h') ?? '.', folderOf(context));
    if (request.method !== 'GET' && request.method !== 'HEAD') return failure(request, context, 501);
    const path = unescaped(splitTarget(request.target).path);
    const place = absolutePath(absolutePath(path, '/').slice(1), root);
    if (files.isFolder(place) && !path.endsWith('/')) {
      return failure(request, context, 302, [['Location', `${path}/`]]);
    }
    const file = files.isFolder(place) ? below(place, 'index.html') : place;
    const stat = files.find(file);
    if (stat?.type !== 'file') return failure(request, context, 404);
    try {
      const body = files.read(file);
      const type = types[/\.([^./]+)$/.exec(file)?.[1] ?? ''] ?? 'application/octet-stream';
      const seconds = Math.floor(stat.mtime / 1000);
      const headers: [string, string][] = [
        ['Content-type', type],
        ['Accept-Ranges', 'bytes'],
        ['Last-Modified', httpDate(stat.mtime)],
        ['ETag', `"${seconds.toString(16)}-${bytesOf(files.readText(file)).length.toString(16)}"`],
        ['Content-Length', String(body.length)],
      ];
      return respond(request, context, 200, headers, body);
    } catch (error) {
      if (error instanceof FileError) return failure(request, context, 403);
      throw error;
    }
  },
};
