import { hexOf } from './bytes';
import { DerError, type DerValue, readSequence, valuesIn } from './der';

/** A public key: what it is for, and the modulus or point that tells it from others. */
export type PublicKey = { readonly algorithm: 'RSA' | 'EC' | 'Ed25519' | 'unknown'; readonly value: Uint8Array };

const algorithms: Readonly<Record<string, PublicKey['algorithm']>> = {
  '2a864886f70d010101': 'RSA',
  '2a8648ce3d0201': 'EC',
  '2b6570': 'Ed25519',
};

/** The algorithm that an AlgorithmIdentifier names. @throws DerError */
export function algorithmOf(identifier: DerValue | undefined): PublicKey['algorithm'] {
  const [oid] = valuesIn(identifier);
  if (oid === undefined) throw new DerError('an algorithm is wanted');
  return algorithms[hexOf(oid.content)] ?? 'unknown';
}

const EXPLICIT_VERSION = 0xa0;

/** The public key in a certificate. @throws DerError */
export function readPublicKey(certificate: Uint8Array): PublicKey {
  const [toBeSigned] = readSequence(certificate);
  const fields = valuesIn(toBeSigned);
  // serial number, signature, issuer, validity, subject, key: behind a version, where there is one
  const [identifier, bits] = valuesIn(fields[fields[0]?.tag === EXPLICIT_VERSION ? 6 : 5]);
  const algorithm = algorithmOf(identifier);
  // The first byte tells how many bits of the last one are none.
  const value = bits?.content.subarray(1);
  if (value === undefined) throw new DerError('a key is wanted');
  return { algorithm, value: algorithm === 'RSA' ? modulusOf(value) : value };
}

function modulusOf(key: Uint8Array): Uint8Array {
  const [modulus] = readSequence(key);
  if (modulus === undefined) throw new DerError('a modulus is wanted');
  return modulus.content;
}
