import { decodeBytes } from '../../apimachinery/base64';
import { CommandError } from '../command-error';
import { hexOf } from './bytes';
import { DerError, type DerValue, der, readSequence, valuesIn, writeDer } from './der';
import { algorithmOf, type PublicKey } from './public-key';

const unreadable = (): CommandError => new CommandError('tls: failed to parse private key');

/**
 * The public key that belongs to a private one, which may stand in PKCS #1, PKCS #8 or SEC 1.
 * @throws CommandError where it cannot be read
 * @upstream crypto/tls parsePrivateKey
 */
export async function readPrivateKey(key: Uint8Array): Promise<PublicKey> {
  try {
    const fields = readSequence(key);
    const [, second, third] = fields;
    if (second?.tag === der.integer && fields.length >= 9) return { algorithm: 'RSA', value: second.content };
    if (second?.tag === der.octetString) return await ellipticKey(inPkcs8(key, third), third?.content);
    return await wrappedKey(key, fields);
  } catch (error) {
    if (error instanceof DerError) throw unreadable();
    throw error;
  }
}

/** A key in PKCS #8. */
async function wrappedKey(key: Uint8Array, [, identifier, octets]: readonly DerValue[]): Promise<PublicKey> {
  if (octets?.tag !== der.octetString) throw unreadable();
  switch (algorithmOf(identifier)) {
    case 'RSA': {
      const modulus = readSequence(octets.content)[1];
      if (modulus?.tag !== der.integer) throw unreadable();
      return { algorithm: 'RSA', value: modulus.content };
    }
    case 'EC':
      return await ellipticKey(key, valuesIn(identifier)[1]?.whole);
    case 'Ed25519':
      return { algorithm: 'Ed25519', value: (await publicPart(key, { name: 'Ed25519' })).x };
    default:
      if (hexOf(valuesIn(identifier)[0]?.content ?? key) !== X25519) throw unreadable();
      throw new CommandError('tls: found unknown private key type in PKCS#8 wrapping');
  }
}

const X25519 = '2b656e';

const ecPublicKey = Uint8Array.from([der.oid, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1]);

/** A key of SEC 1, in PKCS #8; the curve stands in it. */
function inPkcs8(key: Uint8Array, curve: DerValue | undefined): Uint8Array {
  const version = writeDer(der.integer, Uint8Array.from([0]));
  const identifier = writeDer(der.sequence, ecPublicKey, curve?.content ?? new Uint8Array());
  return writeDer(der.sequence, version, identifier, writeDer(der.octetString, key));
}

const curves: Readonly<Record<string, string>> = {
  '06082a8648ce3d030107': 'P-256',
  '06052b81040022': 'P-384',
  '06052b81040023': 'P-521',
};

/** @param curve its object identifier, in DER */
async function ellipticKey(pkcs8: Uint8Array, curve: Uint8Array | undefined): Promise<PublicKey> {
  const namedCurve = curves[hexOf(curve ?? new Uint8Array())];
  if (namedCurve === undefined) throw unreadable();
  const { x, y } = await publicPart(pkcs8, { name: 'ECDSA', namedCurve });
  return { algorithm: 'EC', value: Uint8Array.from([4, ...x, ...y]) };
}

/** The coordinates of the public point, worked out from the private key. */
async function publicPart(
  pkcs8: Uint8Array,
  algorithm: { name: string; namedCurve?: string },
): Promise<{ x: Uint8Array; y: Uint8Array }> {
  try {
    const key = await crypto.subtle.importKey('pkcs8', Uint8Array.from(pkcs8), algorithm, true, ['sign']);
    const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', key);
    return { x: coordinate(x), y: coordinate(y) };
  } catch {
    throw unreadable();
  }
}

function coordinate(text: string): Uint8Array {
  return decodeBytes(text.replaceAll('-', '+').replaceAll('_', '/'));
}
