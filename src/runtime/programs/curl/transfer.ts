import { decodeBase64 } from '../../../apimachinery/base64';
import { ownAddress } from '../../network/attempt';
import { exchange, type OutgoingRequest, requestHead } from '../../network/exchange';
import type { HttpResponse } from '../../network/http';
import { headerOf, headText } from '../../network/http-text';
import { toBytes } from '../../streams';
import type { CurlBody } from './body';
import { forget, maxTime, type Reached, reach } from './connect';
import { type Destination, dumpHead } from './destination';
import { CurlFailure } from './failure';
import type { Progress } from './meter';
import type { Outcome } from './outcome';
import { curlRequest } from './request';
import { type CurlSession, type Way, wait } from './session';
import { sayTickets } from './tls';
import { type CurlUrl, parseUrl, resolveLocation } from './url';

/** What the requests of one transfer share. */
export type Transfer = {
  readonly session: CurlSession;
  readonly outcome: Outcome;
  readonly destination: Destination;
  readonly body: CurlBody | undefined;
  /** The lines of `-H`. */
  readonly custom: readonly string[];
};

/** How long nginx, among others, keeps a connection open that nothing comes on. */
const KEEP_ALIVE = 75_000;
/** What curl reads at once: the head, and the beginning of the body. */
const BUFFER = 102_400;

function progressOf({ received, sent, waited }: Outcome, toReceive?: number): Progress {
  return { received, toReceive, sent, toSend: sent, waited };
}

/** Waits for what does not come, as long as the command line allows. */
async function waitInVain({ session, outcome }: Transfer, { meter }: Way, got: string): Promise<never> {
  const limit = maxTime(session);
  const left = limit === undefined ? undefined : Math.max(0, limit - outcome.waited);
  await wait(session, meter, left, outcome.waited);
  outcome.waited = limit ?? 0;
  throw new CurlFailure(28, `Operation timed out after ${outcome.waited + 1} milliseconds with ${got} bytes received`);
}

function sayCredentials(talk: Way['talk'], { headers }: OutgoingRequest): void {
  // curl's own header stands second; those of -H come later.
  const [, [name, value] = ['', '']] = headers;
  const [scheme = '', secret = ''] = name === 'Authorization' ? value.split(' ') : [];
  if (scheme === 'Basic') talk.info(`Server auth using Basic with user '${decodeBase64(secret).split(':')[0]}'`);
  if (scheme === 'Bearer') talk.info("Server auth using Bearer with user ''");
}

/** Sends a request and hears the answer. */
async function ask(transfer: Transfer, way: Way, reached: Reached, request: OutgoingRequest): Promise<HttpResponse> {
  const { session, outcome, destination } = transfer;
  const { talk, url } = way;
  const head = requestHead(request);
  if (url.scheme === 'https' && reached.isReused) talk.data('}', 5);
  sayCredentials(talk, request);
  talk.head('>', head);
  outcome.requestSize += toBytes(head).length;
  outcome.sent = request.body.length;
  const isExpecting = request.headers.some(([name]) => name === 'Expect');
  if (isExpecting) talk.head('<', 'HTTP/1.1 100 Continue\r\n');
  talk.data('}', request.body.length);
  if (isExpecting) talk.info('We are completely uploaded and fine');
  if (url.scheme === 'https') talk.data('{', 5);
  if (url.scheme === 'https' && !reached.isReused) sayTickets(talk);
  const { world } = session.io;
  const facts = { peer: ownAddress(world, reached.address), now: world.clock.now(), isTls: url.scheme === 'https' };
  const answer = await exchange(reached.connected, request, facts);
  if (answer.type === 'response') return answer.response;
  if (answer.type === 'silent') return await waitInVain(transfer, way, '0');
  if (answer.type === 'closed') throw new CurlFailure(52, 'Empty reply from server');
  if (!session.options.has('http0.9')) throw new CurlFailure(1, 'Received HTTP/0.9 when not allowed');
  destination.write(answer.bytes);
  outcome.received = answer.bytes.length;
  return await waitInVain(transfer, way, String(answer.bytes.length));
}

/** Shows a response's head. @param isRewound whether a body was sent that the next request would send again */
function showHead(
  { session, destination, outcome }: Transfer,
  { talk }: Way,
  response: HttpResponse,
  isRewound: boolean,
): void {
  const { options } = session;
  const text = headText(response);
  outcome.headerSize += toBytes(text).length;
  const at = isRewound ? text.search(/^location:/im) : -1;
  if (at >= 0) {
    talk.head('<', text.slice(0, at));
    talk.info('Please rewind output before next send');
  }
  const fails = options.has('fail') && response.status >= 400;
  talk.head('<', fails ? text.slice(Math.max(0, at), -2) : text.slice(Math.max(0, at)));
  dumpHead(session, text);
  if (options.has('include') || options.has('head')) destination.write(text);
}

/** A request with `-X HEAD` waits for the body that its answer announces. */
async function waitForBody(transfer: Transfer, way: Way, size: number): Promise<never> {
  transfer.outcome.awaited = size;
  const limit = maxTime(transfer.session);
  if (limit !== undefined && limit < KEEP_ALIVE) return await waitInVain(transfer, way, `0 out of ${size}`);
  await wait(transfer.session, way.meter, KEEP_ALIVE);
  transfer.outcome.waited += KEEP_ALIVE;
  throw new CurlFailure(18, `transfer closed with ${size} bytes remaining to read`);
}

/** Takes a response's body; answers where a redirect leads that is followed. */
async function take(transfer: Transfer, way: Way, response: HttpResponse): Promise<string | undefined> {
  const { session, outcome, destination } = transfer;
  const { options } = session;
  const { talk, meter } = way;
  const { body, status } = response;
  const announced = headerOf(response, 'content-length');
  const size = announced === undefined ? body.length : Number(announced);
  if (status >= 400 && options.has('fail')) {
    meter.finish({ ...progressOf(outcome, size), received: 0 });
    throw new CurlFailure(22, `The requested URL returned error: ${status}`);
  }
  if (options.last('request') === 'HEAD' && !options.has('head') && size > 0) await waitForBody(transfer, way, size);
  const location = status >= 300 && status < 400 ? headerOf(response, 'location') : undefined;
  const isFollowed = location !== undefined && (options.has('location') || options.has('location-trusted'));
  if (isFollowed && body.length > 0) talk.info('Ignoring the response-body');
  talk.data('{', Math.min(body.length, BUFFER - toBytes(headText(response)).length));
  outcome.received = body.length;
  if (!isFollowed && body.length > 0) destination.write(body);
  meter.finish(progressOf(outcome, size));
  const next = location === undefined ? undefined : resolveLocation(way.url, location);
  if (!isFollowed) outcome.redirectUrl = next ?? '';
  if (status >= 400 && options.has('fail-with-body')) {
    throw new CurlFailure(22, `The requested URL returned error: ${status}`);
  }
  return isFollowed ? next : undefined;
}

function note({ session, outcome }: Transfer, { url }: Way, reached: Reached): void {
  outcome.scheme = url.scheme;
  outcome.remoteAddress = reached.address;
  outcome.remotePort = url.port;
  outcome.localAddress = ownAddress(session.io.world, reached.address);
  outcome.waited += reached.waited;
  outcome.isSecure = url.scheme === 'https';
  if (!reached.isReused) outcome.connects += 1;
}

/** Whether the request after a redirect is a GET, whatever this one was. */
function becomesGet({ options }: CurlSession, status: number, method: string): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD' && !options.has('post303');
  return (status === 301 || status === 302) && method === 'POST' && !options.has(`post${status}`);
}

function readUrl({ options }: CurlSession, typed: string): CurlUrl {
  const url = parseUrl(typed, options.has('path-as-is'));
  if ('message' in url) throw new CurlFailure(url.exitCode, url.message, 'url');
  return url;
}

/**
 * Fetches an HTTP URL, and follows where it leads.
 * @throws CurlFailure
 */
export async function fetchHttp(transfer: Transfer, first: Way): Promise<void> {
  const { session, outcome, body, custom } = transfer;
  const { options } = session;
  const most = Number(options.last('max-redirs') ?? 50);
  const ownRequest = curlRequest(options, { url: first.url, body, isSwitched: false, isFirstHost: true, custom });
  const typedMethod = options.last('request') === undefined ? ownRequest.method : body === undefined ? 'GET' : 'POST';
  let isSwitched = false;
  for (let way = first; ; ) {
    const { url, talk } = way;
    outcome.effective = url.text;
    const isFirstHost = url.host === first.url.host && url.port === first.url.port;
    const request = curlRequest(options, { url, body, isSwitched, isFirstHost, custom });
    outcome.method = request.method;
    const reached = await reach(session, way);
    note(transfer, way, reached);
    const response = await ask(transfer, way, reached, request);
    const { body: _, ...head } = response;
    outcome.response = head;
    const follows = options.has('location') || options.has('location-trusted');
    showHead(transfer, way, response, follows && request.body.length > 0);
    const next = await take(transfer, way, response);
    const closes = headerOf(response, 'connection')?.toLowerCase() === 'close';
    if (closes) forget(session, url);
    talk.info(
      closes ? `Closing connection ${reached.number}` : `Connection #${reached.number} to host ${url.host} left intact`,
    );
    if (next === undefined) return;
    if (outcome.redirects >= most) throw new CurlFailure(47, `Maximum (${most}) redirects followed`, 'url');
    outcome.redirects += 1;
    way = { ...way, url: readUrl(session, next) };
    talk.info(`Issue another request to this URL: '${next}'`);
    if (!isSwitched && becomesGet(session, response.status, typedMethod)) {
      talk.info(`Switch from ${typedMethod} to GET`);
      isSwitched = true;
    }
  }
}
