import { encodeBase64 } from '../../../apimachinery/base64';
import { attemptConnection, failureReasons, ownAddress } from '../../network/attempt';
import { exchange, type OutgoingRequest } from '../../network/exchange';
import type { HttpResponse } from '../../network/http';
import { headerOf } from '../../network/http-text';
import { type Output, toBytes } from '../../streams';
import { complain, isAlpine, reasonOf } from '../complaint';
import { type CurlUrl, parseUrl } from '../curl/url';
import { missingOperand, type Options, readOptions } from '../option';
import type { ProgramIo } from '../program';
import { busyboxProgress } from './busybox-progress';
import { fileNameOf, postBody, saveFile, splitHeader } from './saving';

/** Long options without a letter of their own have a Greek one here, which nobody types. */
const grammar = {
  letters: 'cqSO:o:P:Y:U:T:t:n:α:β:γ:δε',
  long: {
    continue: 'c',
    quiet: 'q',
    'server-response': 'S',
    'output-document': 'O',
    'output-file': 'o',
    'directory-prefix': 'P',
    proxy: 'Y',
    'user-agent': 'U',
    timeout: 'T',
    tries: 't',
    header: 'α',
    'post-data': 'β',
    'post-file': 'γ',
    spider: 'δ',
    'no-check-certificate': 'ε',
    'passive-ftp': 'ε',
    'no-cache': 'ε',
    'no-verbose': 'ε',
    'no-clobber': 'ε',
    'no-host-directories': 'ε',
    'no-parent': 'ε',
  },
};

const MOST_REDIRECTS = 5;

/** Words that end the program: `wget: …`, exit code 1. */
class WgetError extends Error {
  override readonly name = 'WgetError';
}

type Wget = {
  readonly io: ProgramIo;
  readonly options: Options;
  /** Where it says what it does; nowhere with `-q`. */
  readonly say: (text: string) => void;
  readonly body: Uint8Array | undefined;
  /** Seconds. */
  readonly timeout: number;
  readonly isOld: boolean;
};

const last = ({ values }: Options, letter: string): string | undefined => values.get(letter)?.at(-1);

function readUrl(typed: string): CurlUrl {
  const scheme = /^([a-z]+):\/\//i.exec(typed)?.[1]?.toLowerCase() ?? 'http';
  if (!['http', 'https', 'ftp'].includes(scheme)) throw new WgetError(`not an http or ftp url: ${typed}`);
  const url = parseUrl(typed, true);
  if (!('message' in url)) return url;
  const port = /^(?:[a-z]+:\/\/)?[^/]*:([^/:]*)(?:\/|$)/.exec(typed)?.[1];
  throw new WgetError(
    port === undefined || /^\d+$/.test(port) ? `bad address '${typed.replace(/^\w+:\/\//, '')}'` : `bad port '${port}'`,
  );
}

/** A host as the URL has it, with its port where one was written. */
function placeOf({ text, user }: CurlUrl): string {
  const authority = /^\w+:\/\/([^/?#]*)/.exec(text)?.[1] ?? '';
  return user === undefined ? authority : authority.slice(user.length + 1);
}

/** @upstream busybox networking/wget.c download_one_url */
function requestOf({ options, body }: Wget, url: CurlUrl): OutgoingRequest {
  const custom = (options.values.get('α') ?? []).map(splitHeader);
  const named = new Set(custom.map(([name]) => name.toLowerCase()));
  const headers: [string, string][] = [];
  const own = (name: string, value: string | undefined): void => {
    if (value !== undefined && !named.has(name.toLowerCase())) headers.push([name, value]);
  };
  own('Host', placeOf(url));
  own('User-Agent', last(options, 'U') ?? 'Wget');
  headers.push(['Connection', 'close']);
  own('Authorization', url.user === undefined ? undefined : `Basic ${encodeBase64(decodeURIComponent(url.user))}`);
  headers.push(...custom);
  if (body !== undefined) {
    own('Content-Type', 'application/x-www-form-urlencoded');
    headers.push(['Content-Length', String(body.length)]);
  }
  const method = body !== undefined ? 'POST' : options.flags.has('δ') ? 'HEAD' : 'GET';
  return { method, target: `${url.path}${url.query}`, version: '1.1', headers, body: body ?? new Uint8Array() };
}

/** What is said of an answer that is no HTTP. */
async function readOther({ io, timeout }: Wget, bytes: Uint8Array): Promise<never> {
  const line = new TextDecoder().decode(bytes).split(/\r?\n/)[1] ?? '';
  if (line !== '' && !/^[^\s:]+:/.test(line)) throw new WgetError(`bad header line: ${line}`);
  await io.world.clock.sleep(timeout * 1000);
  throw new WgetError('download timed out');
}

function greetTls({ io, options }: Wget, { host }: CurlUrl, isTls: boolean): void {
  const reset = 'error getting response: Connection reset by peer';
  if (!options.flags.has('ε')) {
    if (isAlpine(io) && isTls) {
      io.stderr.write(`ssl_client: ${host}: certificate verification failed: unable to get local issuer certificate\n`);
      throw new WgetError(reset);
    }
    if (!isAlpine(io)) complain(io, 'note: TLS certificate validation not implemented');
  }
  if (!isTls) throw new WgetError(reset);
}

/** @param address the address to connect to, where the name was looked up before */
async function ask(wget: Wget, url: CurlUrl, address: string, isSilent: boolean): Promise<HttpResponse> {
  const { io, say, timeout } = wget;
  const { world } = io;
  if (!isSilent) say(`Connecting to ${placeOf(url)} (${address}:${url.port})\n`);
  const attempt = await attemptConnection(world, address, url.port, timeout * 1000);
  if (attempt.type === 'expired') throw new WgetError('download timed out');
  if (attempt.type !== 'connected') {
    throw new WgetError(`can't connect to remote host (${address}): ${failureReasons[attempt.type]}`);
  }
  const isTls = url.scheme === 'https';
  if (isTls) greetTls(wget, url, attempt.connected.tls === true);
  const facts = { peer: ownAddress(world, address), now: world.clock.now(), isTls };
  const answer = await exchange(attempt.connected, requestOf(wget, url), facts);
  if (answer.type === 'response') return answer.response;
  if (answer.type === 'closed') throw new WgetError('error getting response');
  return await readOther(wget, answer.type === 'other' ? answer.bytes : new Uint8Array());
}

function showHead({ io, options }: Wget, { status, reason, headers }: HttpResponse, isWhole: boolean): void {
  if (!options.flags.has('S')) return;
  const lines = isWhole ? [...headers.map(([name, value]) => `${name}: ${value}`), ''] : [];
  io.stderr.write([`HTTP/1.1 ${status} ${reason}`, ...lines].map((line) => `  ${line}\n`).join(''));
}

function addressOf({ io }: Wget, url: CurlUrl): string {
  const [address] = io.world.network.resolve(url.host);
  if (address === undefined) throw new WgetError(`bad address '${placeOf(url)}'`);
  return address;
}

/** Fetches a URL and follows where it leads. */
async function fetchUrl(wget: Wget, first: CurlUrl): Promise<HttpResponse> {
  let url = first;
  let address = addressOf(wget, url);
  let isSilent = false;
  for (let redirects = 0; ; redirects += 1) {
    const response = await ask(wget, url, address, isSilent);
    const { status, reason } = response;
    const location = status >= 300 && status < 400 ? headerOf(response, 'location') : undefined;
    showHead(wget, response, status < 400);
    if (status >= 400 || status < 200) throw new WgetError(`server returned error: HTTP/1.1 ${status} ${reason}`);
    if (location === undefined) return response;
    if (redirects + 1 >= MOST_REDIRECTS) throw new WgetError('too many redirections');
    isSilent = location.startsWith('/');
    const origin = /^\w+:\/\/[^/?#]*/.exec(url.text)?.[0] ?? '';
    url = readUrl(isSilent ? `${origin}${location}` : location);
    if (!isSilent) address = addressOf(wget, url);
  }
}

function requireNew({ io, options }: Wget, path: string): void {
  const isFree = options.flags.has('c') || io.world.files.find(path, io.cwd) === undefined;
  if (!isFree) throw new WgetError(`can't open '${path}': File exists`);
}

async function download(wget: Wget, typed: string): Promise<void> {
  const { io, options, say, isOld } = wget;
  const url = readUrl(typed);
  const response = await fetchUrl(wget, url);
  if (options.flags.has('δ')) {
    if (!isOld) say('remote file exists\n');
    return;
  }
  const named = last(options, 'O');
  const folder = last(options, 'P');
  const own = fileNameOf(url);
  const path = named ?? (folder === undefined ? own : `${folder.replace(/\/$/, '')}/${own}`);
  const isStdout = path === '-';
  if (!isStdout) {
    if (named === undefined) requireNew(wget, path);
    const problem = saveFile(io, path, response.body);
    if (problem !== undefined) throw new WgetError(`can't open '${path}': ${problem}`);
  }
  if (!isOld) say(isStdout ? 'writing to stdout\n' : `saving to '${path}'\n`);
  if (isStdout) io.stdout.write(response.body);
  if (!options.flags.has('q') && last(options, 'o') === undefined && response.body.length > 0) {
    io.stderr.write(busyboxProgress(path, response.body.length, isOld, io.stderr.isTerminal === true));
  }
  if (!isOld) say(isStdout ? 'written to stdout\n' : `'${path}' saved\n`);
}

/** Where what it does is told: the log file of `-o`, stderr, or nowhere. */
function speech({ world, stderr, cwd }: ProgramIo, options: Options): Output['write'] {
  if (options.flags.has('q')) return () => undefined;
  const log = last(options, 'o');
  if (log === undefined) return (text) => stderr.write(text);
  world.files.write(log, new Uint8Array(), cwd);
  return (text) => world.files.append(log, toBytes(text), cwd);
}

/** The wget of busybox; images whose nslookup is that of 1.28 have its wget too, which says less. */
export async function busyboxWget(args: readonly string[], io: ProgramIo): Promise<number> {
  const options = readOptions(args, io, grammar);
  if (typeof options === 'number') return options;
  if (options.operands.length === 0) return missingOperand(io);
  const seconds = last(options, 'T') ?? '900';
  if (!/^\d+$/.test(seconds)) return complain(io, `invalid number '${seconds}'`);
  try {
    const wget: Wget = {
      io,
      options,
      say: speech(io, options),
      body: postBody(last(options, 'β'), last(options, 'γ'), io),
      timeout: Number(seconds),
      isOld: io.world.image.nslookup === 'busybox-1.28',
    };
    for (const typed of options.operands) await download(wget, typed);
    return 0;
  } catch (error) {
    if (error instanceof WgetError) return complain(io, error.message);
    return complain(io, `can't open '${last(options, 'γ') ?? last(options, 'o')}': ${reasonOf(error)}`);
  }
}
