import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { StatusError } from '../../apimachinery/errors';

/** Who may ask. */
export type GuardOptions = {
  /** The address that the server listens at. */
  readonly address: string;
  readonly scheme: 'http' | 'https';
  readonly token?: string;
};

/** Paths that say only whether the server lives: they need no token. */
const open = /^\/(healthz|livez|readyz)(\/|$)/;

/**
 * Refuses requests that a web page made a browser send (by a name that leads here, or from another origin), and those
 * without the token.
 * @throws StatusError Forbidden, Unauthorized
 */
export function checkRequest(headers: IncomingHttpHeaders, path: string, options: GuardOptions): void {
  const host = headers.host ?? '';
  if (!isOurHost(hostName(host), options.address)) throw new StatusError('Forbidden', `forbidden: Host ${quote(host)}`);
  const { origin } = headers;
  if (origin !== undefined && origin.toLowerCase() !== `${options.scheme}://${host.toLowerCase()}`) {
    throw new StatusError('Forbidden', `forbidden: Origin ${quote(origin)}`);
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new StatusError('Forbidden', `forbidden: Sec-Fetch-Site ${quote(String(site))}`);
  }
  if (options.token === undefined || open.test(path)) return;
  const [, given] = /^Bearer +(.*)$/i.exec(headers.authorization ?? '') ?? [];
  if (given === undefined || !isSame(given.trim(), options.token))
    throw new StatusError('Unauthorized', 'Unauthorized');
}

const wildcards = ['0.0.0.0', '::'];

/** A server at every address is reached by any of them, but by no name: names can be made to lead anywhere. */
function isOurHost(name: string, address: string): boolean {
  if ([address, 'localhost', '127.0.0.1', '::1'].includes(name)) return true;
  return wildcards.includes(address) && isIP(name) !== 0;
}

function hostName(host: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d+)?$/.exec(host) ?? [];
  return (bracketed ?? plain ?? '').toLowerCase();
}

/** Compares in a time that tells nothing of the token. */
function isSame(given: string, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

function quote(text: string): string {
  return JSON.stringify(text);
}
