import { type HttpResponse, reasons } from '../../network/http';
import { answer, bytesOf, isLast } from '../answer';
import { httpDate } from '../time';
import { directivesOf, settingOf } from './site';
import { expand, serverName, type Visit } from './visit';

/** What a visit comes to, before headers that all answers have. */
export type Outcome = {
  readonly visit: Visit;
  readonly status: number;
  readonly type?: string;
  readonly body: Uint8Array;
  readonly modified?: string;
  readonly location?: string;
  /** Headers after `Connection`. */
  readonly extra?: HttpResponse['headers'];
  readonly hasRanges?: boolean;
};

const titles: Readonly<Record<number, string>> = {
  ...reasons,
  302: 'Moved Temporarily',
  303: 'See Other',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  405: 'Not Allowed',
  408: 'Request Time-out',
  410: 'Gone',
  413: 'Request Entity Too Large',
  418: '',
  429: 'Too Many Requests',
  501: 'Not Implemented',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

/** The page headings that differ from the status line's words. */
const headings: Readonly<Record<number, string>> = { 302: '302 Found', 401: '401 Authorization Required' };

const padding = '<!-- a padding to disable MSIE and Chrome friendly error page -->\r\n'.repeat(6);

function isBelow(version: string, ...limit: readonly [number, number, number]): boolean {
  const parts = version.split('.').map(Number);
  const index = limit.findIndex((part, at) => part !== parts[at]);
  return index >= 0 && (parts[index] ?? 0) < (limit[index] ?? 0);
}

/** The page that nginx has for a status. @upstream src/http/ngx_http_special_response.c */
export function statusPage(visit: Visit, status: number, location?: string): Outcome {
  const title = headings[status] ?? `${status} ${titles[status] ?? ''}`;
  const color = isBelow(visit.build.version, 1, 15, 4) ? ' bgcolor="white"' : '';
  const name = serverName(visit.scope, visit.build);
  const agent = visit.request.headers.get('user-agent') ?? '';
  const isPadded = status >= 400 && /Chrome\/|MSIE /.test(agent);
  const page = [
    '<html>',
    `<head><title>${title}</title></head>`,
    `<body${color}>`,
    `<center><h1>${title}</h1></center>`,
    `<hr><center>${name}</center>`,
    '</body>',
    '</html>',
    isPadded ? padding : '',
  ].join('\r\n');
  return { visit, status, type: 'text/html', body: bytesOf(page), location };
}

function addedHeaders({ visit, status }: Outcome): [string, string][] {
  const isUsual = [200, 201, 204, 206, 301, 302, 303, 304, 307, 308].includes(status);
  const expires = settingOf(visit.scope, 'expires', 'off');
  const now = visit.context.world.clock.now();
  const [, amount, unit = 's'] = /^(\d+)([smhdwMy]?)$/.exec(expires) ?? [];
  const seconds = { s: 1, m: 60, h: 3600, d: 86400, w: 604800, M: 2592000, y: 31536000 }[unit || 's'] ?? 1;
  const headers: [string, string][] = [];
  if (isUsual && expires === '-1') headers.push(['Expires', httpDate(now - 1000)], ['Cache-Control', 'no-cache']);
  if (isUsual && expires === 'epoch') headers.push(['Expires', httpDate(1000)], ['Cache-Control', 'no-cache']);
  if (isUsual && amount !== undefined) {
    const age = Number(amount) * seconds;
    headers.push(['Expires', httpDate(now + age * 1000)], ['Cache-Control', `max-age=${age}`]);
  }
  for (const { args } of directivesOf(visit.scope, 'add_header')) {
    const [name = '', value = '', always] = args;
    const shown = expand(value, visit);
    if ((isUsual || always === 'always') && shown !== '') headers.push([name, shown]);
  }
  return headers;
}

/** The type with its charset, where the configuration names one. */
function typeWithCharset({ visit, type = '' }: Outcome): string {
  const charset = settingOf(visit.scope, 'charset', 'off');
  const isText = /^text\/|^application\/(javascript|rss\+xml)$/.test(type);
  return charset === 'off' || !isText || type.includes('charset') ? type : `${type}; charset=${charset}`;
}

/** The answer with its headers, in nginx's order. @upstream src/http/ngx_http_header_filter_module.c */
export function finished(outcome: Outcome): HttpResponse {
  const { visit, status, body, modified, location, extra = [], hasRanges } = outcome;
  const { request, context, build, scope } = visit;
  const hasBody = status !== 204 && status !== 304;
  const headers: [string, string][] = [
    ['Server', serverName(scope, build)],
    ['Date', httpDate(context.world.clock.now())],
  ];
  if (hasBody && outcome.type) headers.push(['Content-Type', typeWithCharset(outcome)]);
  if (hasBody) headers.push(['Content-Length', String(body.length)]);
  if (modified !== undefined) headers.push(['Last-Modified', modified]);
  if (location !== undefined) headers.push(['Location', location]);
  headers.push(['Connection', isLast(request) ? 'close' : 'keep-alive']);
  for (const [name, value] of [...extra, ...addedHeaders(outcome)]) headers.push([name, value]);
  if (hasRanges && status === 200) headers.push(['Accept-Ranges', 'bytes']);
  return answer(request, status, headers, hasBody ? body : '', titles[status] ?? '');
}
