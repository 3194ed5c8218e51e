import { attemptConnection, failureReasons } from '../../network/attempt';
import type { Connected } from '../../network/network';
import type { CurlUrl } from '../curl/url';
import type { ProgramIo } from '../program';
import type { GnuOptions } from './gnu-option';

/** A file that could not be fetched, with wget's exit code; what there is to say was said. */
export class GnuWgetError extends Error {
  override readonly name = 'GnuWgetError';

  /** @param isWorthRetrying whether another try may help */
  constructor(
    readonly exitCode: number,
    message: string,
    readonly isWorthRetrying = false,
  ) {
    super(message);
  }
}

/** What the files of one command share. */
export type GnuWget = {
  readonly io: ProgramIo;
  readonly options: GnuOptions;
  /** Says what it does, where it is to be told at length. */
  readonly say: (text: string) => void;
  /** Says what goes wrong: with `-nv` too. */
  readonly tell: (text: string) => void;
  /** The names that were looked up. */
  readonly known: Map<string, readonly string[]>;
  /** The connections that are kept open, by host and port. */
  readonly open: Map<string, { readonly connected: Connected; readonly address: string }>;
};

const keyOf = ({ scheme, host, port }: CurlUrl): string => `${scheme}://${host.toLowerCase()}:${port}`;

function addressesOf({ io, known, say, tell }: GnuWget, { host }: CurlUrl): readonly string[] {
  const found = known.get(host);
  if (found !== undefined) return found;
  const addresses = io.world.network.resolve(host);
  const isLiteral = addresses[0] === host;
  if (!isLiteral) {
    say(
      `Resolving ${host} (${host})... ${addresses.length === 0 ? 'failed: Name or service not known.' : addresses.join(', ')}\n`,
    );
  }
  if (addresses.length === 0) {
    tell(`wget: unable to resolve host address ‘${host}’\n`);
    throw new GnuWgetError(4, 'unknown host');
  }
  known.set(host, addresses);
  return addresses;
}

function greetTls({ options, tell }: GnuWget, { host }: CurlUrl, isTls: boolean): void {
  if (!isTls) {
    tell('GnuTLS: An unexpected TLS packet was received.\nUnable to establish SSL connection.\n');
    throw new GnuWgetError(4, 'no TLS');
  }
  if (options.authority !== undefined) return;
  const sign = options.checksCertificate ? 'ERROR' : 'WARNING';
  tell(`${sign}: The certificate of ‘${host}’ is not trusted.\n`);
  tell(`${sign}: The certificate of ‘${host}’ doesn't have a known issuer.\n`);
  if (options.checksCertificate) throw new GnuWgetError(5, 'not trusted');
}

/** Forgets a connection that the other end closed. */
export function forget({ open }: GnuWget, url: CurlUrl): void {
  open.delete(keyOf(url));
}

/** Connects to where a URL leads, or takes the connection that is open there. @throws GnuWgetError */
export async function connectTo(
  wget: GnuWget,
  url: CurlUrl,
): Promise<{ readonly connected: Connected; readonly address: string }> {
  const { io, options, say, tell, open } = wget;
  const kept = open.get(keyOf(url));
  if (kept !== undefined) {
    say(`Reusing existing connection to ${url.host}:${url.port}.\n`);
    return kept;
  }
  let isWorthRetrying = false;
  for (const address of addressesOf(wget, url)) {
    const shown = address.includes(':') ? `[${address}]` : address;
    say(`Connecting to ${address === url.host ? shown : `${url.host} (${url.host})|${address}|`}:${url.port}... `);
    const limit = options.connectTimeout * 1000;
    const attempt = await attemptConnection(io.world, address, url.port, limit);
    if (attempt.type === 'connected') {
      say('connected.\n');
      if (url.scheme === 'https') greetTls(wget, url, attempt.connected.tls === true);
      open.set(keyOf(url), { connected: attempt.connected, address });
      return { connected: attempt.connected, address };
    }
    const type = attempt.type === 'expired' ? 'timeout' : attempt.type;
    tell(`failed: ${failureReasons[type]}.\n`);
    isWorthRetrying = type === 'timeout' || (type === 'refused' && options.retriesRefused);
  }
  throw new GnuWgetError(4, 'not connected', isWorthRetrying);
}
