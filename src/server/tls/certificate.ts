import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import {
  bits,
  boolean,
  integer,
  objectIdentifier,
  octets,
  sequence,
  setOf,
  tagged,
  taggedBytes,
  utcTime,
  utf8,
} from './der';

const DAY = 86_400_000;

const ecdsaWithSha256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));

/** A key and the certificate that it has signed itself, both in PEM. */
export type SelfSigned = { readonly key: string; readonly cert: string };

/**
 * Makes a certificate for a server on this machine, good for a year. Clients that trust it trust no other by it.
 * @param address an address, or a name, that the server is reached by besides the loopback's
 * @param now milliseconds since 1970
 */
export function selfSigned(address: string, now: number): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = sequence(setOf(sequence(objectIdentifier('2.5.4.3'), utf8('kubectl-lite'))));
  const hosts = [...new Set(['localhost', '127.0.0.1', '::1', address])];
  const content = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    name,
    sequence(utcTime(now - DAY), utcTime(now + 365 * DAY)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...extensions(hosts))),
  );
  const certificate = sequence(content, ecdsaWithSha256, bits(sign('sha256', content, privateKey)));
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: pem(certificate) };
}

/** @upstream RFC 5280 section 4.2.1 */
function extensions(hosts: readonly string[]): Buffer[] {
  const extension = (id: string, isCritical: boolean, value: Buffer): Buffer =>
    sequence(objectIdentifier(id), ...(isCritical ? [boolean(true)] : []), octets(value));
  // An authority that may sign nothing below itself: some clients want an authority, none gets more than this server.
  const basicConstraints = sequence(boolean(true), integer(Buffer.from([0])));
  const digitalSignatureAndCertSign = bits(Buffer.from([0x84]), 2);
  const serverAuth = sequence(objectIdentifier('1.3.6.1.5.5.7.3.1'));
  return [
    extension('2.5.29.19', true, basicConstraints),
    extension('2.5.29.15', true, digitalSignatureAndCertSign),
    extension('2.5.29.37', false, serverAuth),
    extension('2.5.29.17', false, sequence(...hosts.map(alternativeName))),
  ];
}

function alternativeName(host: string): Buffer {
  return isIP(host) === 0 ? taggedBytes(2, Buffer.from(host)) : taggedBytes(7, addressBytes(host));
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  // The URL parser writes an address in its shortest form: no dots, and one `::` at most.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text = ''): number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const [front, back] = [groups(head), groups(tail)];
  const zeros = new Array<number>(8 - front.length - back.length).fill(0);
  return Buffer.from([...front, ...zeros, ...back].flatMap((group) => [group >> 8, group & 0xff]));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
