import { encodeBytes } from '../../../apimachinery/base64';
import type { OutgoingRequest } from '../../network/exchange';
import { toBytes } from '../../streams';
import type { CurlBody } from './body';
import type { CurlOptions } from './option';
import { type CurlUrl, hostHeader } from './url';

/** What a request depends on beside the command line. */
export type RequestFacts = {
  readonly url: CurlUrl;
  readonly body: CurlBody | undefined;
  /** Whether the body is not sent again: a redirect made a GET of a POST. */
  readonly isSwitched: boolean;
  /** Whether it goes to the host that was asked first: only that one is told passwords. */
  readonly isFirstHost: boolean;
  /** The lines of `-H`, those of files among them. */
  readonly custom: readonly string[];
};

type Header = readonly [name: string, value: string];

/** Reads `Name: value`, and `Name;` for a header without a value; `Name:` only takes curl's own away. */
function customHeaders(lines: readonly string[]): { readonly added: Header[]; readonly named: ReadonlySet<string> } {
  const named = new Set<string>();
  const added: Header[] = [];
  for (const line of lines) {
    const [, name = '', sign, value = ''] = /^([^:;]*)([:;])\s*(.*?)\s*$/s.exec(line) ?? [];
    if (sign === undefined) continue;
    named.add(name.toLowerCase());
    if (value !== '' || sign === ';') added.push([name, value]);
  }
  return { added, named };
}

/** The method that curl uses by itself. */
export function ownMethod(options: CurlOptions, body: CurlBody | undefined): string {
  if (options.has('head')) return 'HEAD';
  if (body === undefined || options.has('get')) return 'GET';
  return body.isUpload ? 'PUT' : 'POST';
}

function authorization(options: CurlOptions, { url, isFirstHost }: RequestFacts): string | undefined {
  if (!isFirstHost && !options.has('location-trusted')) return undefined;
  const token = options.last('oauth2-bearer');
  if (token !== undefined) return `Bearer ${token}`;
  const user = url.user === undefined ? options.last('user') : decodeURIComponent(url.user);
  if (user === undefined) return undefined;
  return `Basic ${encodeBytes(toBytes(user.includes(':') ? user : `${user}:`))}`;
}

function targetOf(options: CurlOptions, { url, body }: RequestFacts): string {
  const path = options.last('request-target');
  if (path !== undefined) return path;
  const added = options.all('url-query').map(({ value }) => value);
  if (options.has('get') && body !== undefined) added.push(new TextDecoder().decode(body.bytes));
  const query = [url.query.slice(1), ...added].filter((part) => part !== '').join('&');
  return `${url.path}${query === '' && url.query === '' ? '' : `?${query}`}`;
}

/** The request that a command line makes, its headers in curl's order. @upstream curl lib/http.c Curl_http */
export function curlRequest(options: CurlOptions, facts: RequestFacts): OutgoingRequest {
  const { url, body, isSwitched, isFirstHost, custom } = facts;
  const { added, named } = customHeaders(custom);
  const sent = isSwitched || options.has('get') ? undefined : body;
  const headers: Header[] = [];
  const own = (name: string, value: string | undefined): void => {
    if (value !== undefined && !named.has(name.toLowerCase())) headers.push([name, value]);
  };
  const host = added.find(([name]) => name.toLowerCase() === 'host');
  if (host !== undefined) headers.push(host);
  own('Host', hostHeader(url));
  own('Authorization', authorization(options, facts));
  const range = options.last('range');
  own('Range', range === undefined ? undefined : `bytes=${range}`);
  const agent = options.last('user-agent') ?? 'curl/7.88.1';
  own('User-Agent', agent === '' ? undefined : agent);
  const isJson = options.last('json') !== undefined;
  if (!isJson) own('Accept', '*/*');
  if (options.has('compressed')) own('Accept-Encoding', 'deflate, gzip, br, zstd');
  own('Referer', options.last('referer')?.replace(/;auto$/, ''));
  const cookies = options.all('cookie').filter(({ value }) => value.includes('='));
  own('Cookie', cookies.length === 0 ? undefined : cookies.map(({ value }) => value).join(';'));
  const secret = isFirstHost || options.has('location-trusted') ? [] : ['authorization', 'cookie'];
  headers.push(...added.filter((header) => header !== host && !secret.includes(header[0].toLowerCase())));
  if (isJson) {
    own('Content-Type', 'application/json');
    own('Accept', 'application/json');
  }
  if (sent !== undefined) {
    own('Content-Length', String(sent.bytes.length));
    if (sent.isUpload) own('Expect', '100-continue');
    else if (!isJson) own('Content-Type', sent.contentType);
  }
  return {
    method: options.last('request') ?? (isSwitched ? 'GET' : ownMethod(options, body)),
    target: targetOf(options, facts),
    version: options.has('http1.0') ? '1.0' : '1.1',
    headers,
    body: sent?.bytes ?? new Uint8Array(),
  };
}
