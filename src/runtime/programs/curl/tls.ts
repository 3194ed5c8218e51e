import type { Connected } from '../../network/network';
import { CurlFailure } from './failure';
import { type CurlSession, type Talk, type Way, wait } from './session';

/** What curl adds where it does not trust a server. */
export const distrust = `More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the web page mentioned above.`;

const untrusted = 'SSL certificate problem: unable to get local issuer certificate';

/** The bundle of Debian's curl. */
const bundle = '/etc/ssl/certs/ca-certificates.crt';

/** The path of the file that a server's certificate is checked by; undefined where none is named. */
function authority({ io, options }: CurlSession): string | undefined {
  const path = options.last('cacert') ?? io.env.get('CURL_CA_BUNDLE') ?? io.env.get('SSL_CERT_FILE');
  if (path === undefined || options.has('insecure')) return undefined;
  const file = io.world.files.find(path, io.cwd);
  const isPem = file?.type === 'file' && io.world.files.readText(path, io.cwd).includes('BEGIN CERTIFICATE');
  if (!isPem) throw new CurlFailure(77, `error setting certificate file: ${path}`);
  return path;
}

function sayServerHello(talk: Talk): void {
  talk.info('TLSv1.3 (IN), TLS handshake, Server hello (2):');
  talk.data('{', 122);
  talk.info('TLSv1.3 (IN), TLS handshake, Encrypted Extensions (8):');
  talk.data('{', 6);
  talk.info('TLSv1.3 (IN), TLS handshake, Certificate (11):');
  talk.data('{', 699);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function certificateTime(time: number): string {
  const at = new Date(time);
  const day = String(at.getUTCDate()).padStart(2);
  return `${months[at.getUTCMonth()]} ${day} ${at.toISOString().slice(11, 19)} ${at.getUTCFullYear()} GMT`;
}

function sayAgreed({ io, options }: CurlSession, { url, talk }: Way): void {
  talk.info('TLSv1.3 (IN), TLS handshake, CERT verify (15):');
  talk.data('{', 264);
  talk.info('TLSv1.3 (IN), TLS handshake, Finished (20):');
  talk.data('{', 52);
  talk.info('TLSv1.3 (OUT), TLS change cipher, Change cipher spec (1):');
  talk.data('}', 1);
  talk.info('TLSv1.3 (OUT), TLS handshake, Finished (20):');
  talk.data('}', 52);
  talk.info('SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384');
  talk.info('ALPN: server did not agree on a protocol. Uses default.');
  const start = Math.floor(io.world.clock.now() / 86_400_000) * 86_400_000;
  talk.info('Server certificate:');
  talk.info(' subject: CN=kube-apiserver');
  talk.info(` start date: ${certificateTime(start)}`);
  talk.info(` expire date: ${certificateTime(start + 365 * 86_400_000)}`);
  const isTrusted = !options.has('insecure');
  if (isTrusted) talk.info(` subjectAltName: host "${url.host}" matched cert's "${url.host}"`);
  talk.info(' issuer: CN=kubernetes');
  talk.info(
    isTrusted
      ? ' SSL certificate verify ok.'
      : ' SSL certificate verify result: unable to get local issuer certificate (20), continuing anyway.',
  );
  talk.info('using HTTP/1.x');
}

/**
 * Agrees on TLS with a server. Its certificate comes from the cluster's own authority: whoever was not told of that
 * does not trust it.
 * @throws CurlFailure
 */
export async function greetTls(session: CurlSession, way: Way, { listener, tls = false }: Connected): Promise<void> {
  const { talk } = way;
  const path = authority(session);
  talk.info('ALPN: offers h2,http/1.1');
  talk.data('}', 5);
  talk.info('TLSv1.3 (OUT), TLS handshake, Client hello (1):');
  talk.data('}', 512);
  const isChecked = !session.options.has('insecure');
  if (isChecked) {
    talk.info(` CAfile: ${path ?? bundle}`);
    talk.info(' CApath: /etc/ssl/certs');
    talk.data('{', 5);
  }
  if (!tls) {
    const speaks = listener.http !== undefined || listener.greeting !== undefined || listener.reply !== undefined;
    if (!speaks) await waitInVain(session, way);
    throw new CurlFailure(35, 'OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number');
  }
  sayServerHello(talk);
  if (isChecked && path === undefined) {
    talk.info('TLSv1.3 (OUT), TLS alert, unknown CA (560):');
    talk.data('}', 2);
    throw new CurlFailure(60, untrusted);
  }
  sayAgreed(session, way);
  talk.data('}', 5);
}

/** What the server sends before its first answer. */
export function sayTickets(talk: Talk): void {
  for (let i = 0; i < 2; i += 1) {
    talk.info('TLSv1.3 (IN), TLS handshake, Newsession Ticket (4):');
    talk.data('{', 233);
  }
  talk.info('old SSL session ID is stale, removing');
  talk.data('{', 5);
}

/** Waits for an answer that does not come. */
async function waitInVain(session: CurlSession, { meter }: Way): Promise<never> {
  const limit = session.options.last('max-time') ?? session.options.last('connect-timeout');
  await wait(session, meter, limit === undefined ? undefined : Number(limit) * 1000);
  throw new CurlFailure(28, 'SSL connection timeout');
}
