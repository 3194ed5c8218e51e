import { attemptConnection, failureReasons } from '../../network/attempt';
import type { Connected } from '../../network/network';
import { CurlFailure } from './failure';
import { type CurlSession, type OpenConnection, type Way, wait } from './session';
import { greetTls } from './tls';
import type { CurlUrl } from './url';

/** A connection, how long it took in milliseconds, and whether it was there before. */
export type Reached = OpenConnection & { readonly waited: number; readonly isReused: boolean };

const milliseconds = (text: string | undefined): number | undefined =>
  text === undefined || Number(text) === 0 ? undefined : Math.floor(Number(text) * 1000);

/** How long a transfer may take, in milliseconds. */
export function maxTime({ options }: CurlSession): number | undefined {
  return milliseconds(options.last('max-time'));
}

function keyOf({ scheme, host, port }: CurlUrl): string {
  return `${scheme}://${host.toLowerCase()}:${port}`;
}

/** Forgets a connection that the other end closed. */
export function forget({ open }: CurlSession, url: CurlUrl): void {
  open.delete(keyOf(url));
}

function addressesOf(session: CurlSession, { url, talk }: Way): readonly string[] {
  const { host, port } = url;
  const { io, given, known, options } = session;
  const listed = given.get(`${host.toLowerCase()}:${port}`);
  if (listed !== undefined) {
    talk.info(`Hostname ${host} was found in DNS cache`);
    return listed;
  }
  const isWanted = (address: string): boolean =>
    address.includes(':') ? !options.has('ipv4') : !options.has('ipv6') || address === host;
  const addresses = io.world.network.resolve(host).filter(isWanted);
  if (addresses.length === 0) throw new CurlFailure(6, `Could not resolve host: ${host}`, 'resolving');
  if (known.has(host) && host !== addresses[0]) talk.info(`Hostname ${host} was found in DNS cache`);
  known.add(host);
  return addresses;
}

type Tried = { readonly connected: Connected; readonly address: string; readonly waited: number };

/** Tries one address after the other. */
async function tryAddresses(session: CurlSession, way: Way, addresses: readonly string[]): Promise<Tried> {
  const { url, talk, meter } = way;
  const { io, options } = session;
  const total = maxTime(session) ?? Number.POSITIVE_INFINITY;
  const patience = milliseconds(options.last('connect-timeout')) ?? 300_000;
  const limit = Math.min(total, patience);
  const place = `${url.host} port ${url.port}`;
  let waited = 0;
  let isLate = false;
  const failed = (code: number, message: string): CurlFailure => new CurlFailure(code, message, 'connecting', waited);
  const sleep = async (time?: number): Promise<void> => {
    await wait(session, meter, time, waited);
    waited += time ?? 0;
  };
  const world = { ...io.world, clock: { ...io.world.clock, sleep } };
  for (const address of addresses) {
    talk.info(`  Trying ${address.includes(':') ? `[${address}]` : address}:${url.port}...`);
    const attempt = await attemptConnection(world, address, url.port, limit - waited);
    if (attempt.type === 'connected') return { connected: attempt.connected, address, waited };
    if (attempt.type === 'expired') {
      if (total <= patience) throw failed(28, `Connection timed out after ${waited + 1} milliseconds`);
      talk.info(`ipv${address.includes(':') ? 6 : 4} connect timeout after ${waited}ms, move on!`);
      throw failed(28, `Failed to connect to ${place} after ${waited + 1} ms: Timeout was reached`);
    }
    talk.info(`connect to ${address} port ${url.port} failed: ${failureReasons[attempt.type]}`);
    isLate = attempt.type === 'timeout';
  }
  throw failed(isLate ? 28 : 7, `Failed to connect to ${place} after ${waited} ms: Couldn't connect to server`);
}

/**
 * Connects to where a URL leads, or takes the connection that is open there.
 * @throws CurlFailure
 */
export async function reach(session: CurlSession, way: Way): Promise<Reached> {
  const { url, talk } = way;
  const { open } = session;
  const found = open.get(keyOf(url));
  if (found !== undefined) {
    talk.info('Found bundle for host: 0x55f7b914ccb0 [serially]');
    talk.info('Can not multiplex, even if we wanted to');
    talk.info(`Re-using existing connection #${found.number} with host ${url.host}`);
    return { ...found, waited: 0, isReused: true };
  }
  const number = session.begun;
  session.begun += 1;
  const { connected, address, waited } = await tryAddresses(session, way, addressesOf(session, way));
  talk.info(`Connected to ${url.host} (${address}) port ${url.port} (#${number})`);
  if (url.scheme === 'https') await greetTls(session, way, connected);
  const connection = { number, connected, address };
  open.set(keyOf(url), connection);
  return { ...connection, waited, isReused: false };
}
