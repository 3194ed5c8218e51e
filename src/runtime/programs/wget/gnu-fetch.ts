import { encodeBase64 } from '../../../apimachinery/base64';
import { ownAddress } from '../../network/attempt';
import { exchange, type OutgoingRequest } from '../../network/exchange';
import type { HttpResponse } from '../../network/http';
import { headerOf, headText } from '../../network/http-text';
import { type CurlUrl, hostHeader, parseUrl, resolveLocation } from '../curl/url';
import { connectTo, forget, type GnuWget, GnuWgetError } from './gnu-connection';
import { splitHeader } from './saving';

/** What was fetched, and from where. */
export type Fetched = { readonly response: HttpResponse; readonly url: CurlUrl; readonly isSized: boolean };

/** The time as wget writes it. */
export function stamp({ io }: GnuWget): string {
  return new Date(io.world.clock.now()).toISOString().slice(0, 19).replace('T', ' ');
}

/** Reads a URL as wget does. @throws GnuWgetError */
export function readUrl(typed: string): CurlUrl {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(typed) ?? [];
  if (scheme !== undefined && !/^(https?|ftps?)$/i.test(scheme)) {
    throw new GnuWgetError(1, `${typed}: Unsupported scheme ‘${scheme}’.\n`);
  }
  const url = parseUrl(typed.replace(/#.*/, '').replaceAll(' ', '%20'));
  if ('message' in url) {
    const whole = scheme === undefined ? `http://${typed}` : typed;
    const isPort = /:\D[^/]*$/.test(typed.slice(8));
    throw new GnuWgetError(1, `${whole}: ${isPort ? 'Bad port number' : 'Invalid host name'}.\n`);
  }
  const text = url.text.replace(/^\w+:\/\/[^/]*/, (part) => part.toLowerCase());
  return { ...url, host: url.host.toLowerCase(), text };
}

/** @upstream wget src/http.c initialize_request */
function requestOf({ options }: GnuWget, url: CurlUrl, body: Uint8Array | undefined): OutgoingRequest {
  const custom = new Map(options.headers.map((line) => [splitHeader(line)[0].toLowerCase(), splitHeader(line)]));
  const headers: (readonly [string, string])[] = [];
  const own = (name: string, value: string | undefined): void => {
    const replaced = custom.get(name.toLowerCase());
    custom.delete(name.toLowerCase());
    if (replaced !== undefined) headers.push([name, replaced[1]]);
    else if (value !== undefined) headers.push([name, value]);
  };
  own('Host', hostHeader(url));
  own('Referer', options.referer);
  own('User-Agent', options.agent ?? 'Wget/1.21.3');
  own('Accept', '*/*');
  own('Accept-Encoding', 'identity');
  own('Authorization', options.user === undefined ? undefined : `Basic ${encodeBase64(options.user)}`);
  own('Connection', 'Keep-Alive');
  if (body !== undefined) {
    own('Content-Type', 'application/x-www-form-urlencoded');
    own('Content-Length', String(body.length));
  }
  headers.push(...custom.values());
  const method = options.method ?? (body === undefined ? (options.isSpider ? 'HEAD' : 'GET') : 'POST');
  return { method, target: `${url.path}${url.query}`, version: '1.1', headers, body: body ?? new Uint8Array() };
}

function showHead({ io, options, say }: GnuWget, response: HttpResponse): void {
  if (!options.showsHeads) {
    say(`${response.status} ${response.reason}\n`);
    return;
  }
  say('\n');
  const lines = headText(response).trimEnd().split('\r\n');
  io.stderr.write(lines.map((line) => `  ${line}\n`).join(''));
}

async function ask(wget: GnuWget, url: CurlUrl, body: Uint8Array | undefined): Promise<Fetched> {
  const { io, options, say, tell } = wget;
  const { clock } = io.world;
  const { connected, address } = await connectTo(wget, url);
  say('HTTP request sent, awaiting response... ');
  const facts = { peer: ownAddress(io.world, address), now: clock.now(), isTls: url.scheme === 'https' };
  const answer = await exchange(connected, requestOf(wget, url, body), facts);
  if (answer.type === 'response') {
    const { response } = answer;
    if (headerOf(response, 'connection')?.toLowerCase() === 'close') forget(wget, url);
    showHead(wget, response);
    return { response, url, isSized: headerOf(response, 'content-length') !== undefined };
  }
  forget(wget, url);
  if (answer.type === 'other') {
    say('200 No headers, assuming HTTP/0.9\n');
    return { response: { status: 200, reason: '', headers: [], body: answer.bytes }, url, isSized: false };
  }
  if (answer.type === 'silent')
    await clock.sleep(Number.isFinite(options.readTimeout) ? options.readTimeout * 1000 : undefined);
  tell(answer.type === 'closed' ? 'No data received.\n' : 'Read error (Connection timed out) in headers.\n');
  throw new GnuWgetError(4, 'no answer', true);
}

/** Fetches a URL and follows where it leads. @param attempt 1 for the first */
async function fetchOnce(
  wget: GnuWget,
  first: CurlUrl,
  body: Uint8Array | undefined,
  attempt: number,
): Promise<Fetched> {
  const { options, say } = wget;
  let url = first;
  let sent = body;
  for (let redirects = 0; ; redirects += 1) {
    const again = attempt > 1 && redirects === 0 ? `(try:${String(attempt).padStart(2)})  ` : '';
    say(`--${stamp(wget)}--  ${again}${url.text}\n`);
    if (options.authority !== undefined && attempt === 1 && redirects === 0) {
      say(`Loaded CA certificate '${options.authority}'\n`);
    }
    const fetched = await ask(wget, url, sent);
    const { status } = fetched.response;
    const location = status >= 300 && status < 400 ? headerOf(fetched.response, 'location') : undefined;
    if (location === undefined) return fetched;
    say(`Location: ${location} [following]\n`);
    if (redirects >= options.maxRedirects) {
      say(`${options.maxRedirects} redirections exceeded.\n`);
      throw new GnuWgetError(8, 'too many redirections');
    }
    url = readUrl(resolveLocation(url, location));
    if (status !== 307 && status !== 308) sent = undefined;
  }
}

/** Fetches a URL, again and again where that may help. @throws GnuWgetError */
export async function fetchUrl(wget: GnuWget, url: CurlUrl, body: Uint8Array | undefined): Promise<Fetched> {
  const { io, options, tell } = wget;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetchOnce(wget, url, body, attempt);
    } catch (error) {
      if (!(error instanceof GnuWgetError && error.isWorthRetrying)) throw error;
      const isOver = attempt >= options.tries;
      tell(isOver ? 'Giving up.\n\n' : 'Retrying.\n\n');
      if (isOver) throw error;
      await io.world.clock.sleep(Math.min(attempt, options.waitRetry) * 1000);
    }
  }
}
