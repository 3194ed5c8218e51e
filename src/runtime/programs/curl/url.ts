/** A URL taken apart. */
export type CurlUrl = {
  readonly scheme: string;
  /** `user:password`, as it was written. */
  readonly user: string | undefined;
  /** An IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
  /** Whether it was written and is not the scheme's own. */
  readonly hasPort: boolean;
  readonly path: string;
  /** With its question mark. */
  readonly query: string;
  /** With its hash. */
  readonly fragment: string;
  /** As curl writes it: with a scheme and a path. */
  readonly text: string;
};

/** Why a URL cannot be used, with curl's exit code. */
export type UrlMistake = { readonly exitCode: number; readonly message: string };

const bad: UrlMistake = { exitCode: 3, message: 'URL using bad/illegal format or missing URL' };

/** The ports of the schemes that curl knows. */
const ports: { readonly [scheme: string]: number } = {
  http: 80,
  https: 443,
  telnet: 23,
  ftp: 21,
  ftps: 990,
  file: 0,
  dict: 2628,
  gopher: 70,
  gophers: 70,
  imap: 143,
  imaps: 993,
  ldap: 389,
  ldaps: 636,
  mqtt: 1883,
  pop3: 110,
  pop3s: 995,
  rtmp: 1935,
  rtsp: 554,
  scp: 22,
  sftp: 22,
  smb: 445,
  smbs: 445,
  smtp: 25,
  smtps: 465,
  tftp: 69,
};

/** Takes `.` and `..` out of a path. @upstream RFC 3986 5.2.4 */
function squashed(path: string): string {
  const parts = path.split('/').slice(1);
  const kept: string[] = [];
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1;
    if (part === '..') kept.pop();
    if (part !== '.' && part !== '..') kept.push(part);
    else if (isLast) kept.push('');
  }
  return `/${kept.join('/')}`;
}

function authorityOf(authority: string): (Pick<CurlUrl, 'user' | 'host'> & { readonly port: string }) | undefined {
  const at = authority.lastIndexOf('@');
  const user = at < 0 ? undefined : authority.slice(0, at);
  const place = authority.slice(at + 1);
  const [, inner, plain = '', port = ''] = /^(?:\[([0-9a-f:.]+)\]|([^[\]:]*))(?::(.*))?$/i.exec(place) ?? [];
  const host = inner ?? plain;
  if (host === '' || (inner === undefined && !/^[\w.%~-]+$/.test(host) && !/[^\x20-\x7e]/.test(host))) return undefined;
  return { user, host, port };
}

/** Reads a URL as curl does: without a scheme it is HTTP's. @param isAsIs whether dots stay in its path */
export function parseUrl(typed: string, isAsIs = false): CurlUrl | UrlMistake {
  if (typed === '' || /[\p{Cc}\s]/u.test(typed)) return bad;
  const [, named, afterScheme] = /^([a-z][a-z0-9+.-]*):\/{1,3}(.*)$/i.exec(typed) ?? [];
  const scheme = named?.toLowerCase() ?? 'http';
  const rest = afterScheme ?? typed;
  if (!Object.hasOwn(ports, scheme)) {
    return { exitCode: 1, message: `Protocol "${named}" not supported or disabled in libcurl` };
  }
  if (scheme === 'file') {
    const path = rest.replace(/^\/*/, '/');
    return { scheme, user: undefined, host: '', port: 0, hasPort: false, path, query: '', fragment: '', text: typed };
  }
  const [, authority = '', path = '', query = '', fragment = ''] =
    /^([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/.exec(rest) ?? [];
  const place = authorityOf(authority);
  if (place === undefined || !/^\d*$/.test(place.port) || Number(place.port) > 65_535) return bad;
  const own = ports[scheme] ?? 80;
  const port = place.port === '' ? own : Number(place.port);
  const clean = isAsIs || path === '' ? path || '/' : squashed(path);
  const shownHost = place.host.includes(':') ? `[${place.host}]` : place.host;
  const shownPort = place.port === '' ? '' : `:${port}`;
  const user = place.user === undefined ? '' : `${place.user}@`;
  return {
    scheme,
    user: place.user,
    host: place.host,
    port,
    hasPort: port !== own,
    path: clean,
    query,
    fragment,
    text: `${scheme}://${user}${shownHost}${shownPort}${clean}${query}${fragment}`,
  };
}

/** The URL that a Location header leads to. */
export function resolveLocation({ scheme, text, path }: CurlUrl, location: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(location)) return location;
  if (location.startsWith('//')) return `${scheme}:${location}`;
  const origin = /^[^/]*\/\/[^/?#]*/.exec(text)?.[0] ?? '';
  if (location.startsWith('/')) return `${origin}${location}`;
  if (location.startsWith('?')) return `${origin}${path}${location}`;
  return `${origin}${path.slice(0, path.lastIndexOf('/') + 1)}${location}`;
}

/** What the Host header says of a URL. */
export function hostHeader({ host, port, hasPort }: CurlUrl): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return hasPort ? `${name}:${port}` : name;
}
