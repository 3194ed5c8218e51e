import { CommandError } from '../command-error';
import { binaryText, hexOf } from './bytes';
import { DerError } from './der';
import { type PemBlock, pemBlocks } from './pem';
import { readPrivateKey } from './private-key';
import { readPublicKey } from './public-key';

/**
 * Refuses a certificate and a private key that do not belong together.
 * @throws CommandError in the words of Go
 * @upstream crypto/tls X509KeyPair
 */
export async function refuseUnpaired(certificate: Uint8Array, key: Uint8Array): Promise<void> {
  const leaf = certificateIn(pemBlocks(binaryText(certificate)));
  const keyBlock = keyIn(pemBlocks(binaryText(key)));
  const wanted = parsed(() => readPublicKey(leaf.der), 'x509: malformed certificate');
  const own = await readPrivateKey(keyBlock.der);
  if (wanted.algorithm === 'unknown') throw new CommandError('tls: unknown public key algorithm');
  if (wanted.algorithm !== own.algorithm) {
    throw new CommandError('tls: private key type does not match public key type');
  }
  if (hexOf(wanted.value) !== hexOf(own.value)) throw new CommandError('tls: private key does not match public key');
}

function parsed<T>(read: () => T, refusal: string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) throw new CommandError(refusal);
    throw error;
  }
}

const typesOf = (blocks: readonly PemBlock[]): string => `[${blocks.map(({ type }) => type).join(' ')}]`;

const isPrivateKey = ({ type }: PemBlock): boolean => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY');

function certificateIn(blocks: readonly PemBlock[]): PemBlock {
  const leaf = blocks.find(({ type }) => type === 'CERTIFICATE');
  if (leaf !== undefined) return leaf;
  const [only] = blocks;
  if (only === undefined) throw new CommandError('tls: failed to find any PEM data in certificate input');
  if (blocks.length === 1 && only.type.endsWith('PRIVATE KEY')) {
    throw new CommandError(
      'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
    );
  }
  throw new CommandError(
    `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: ${typesOf(blocks)}`,
  );
}

function keyIn(blocks: readonly PemBlock[]): PemBlock {
  const key = blocks.find(isPrivateKey);
  if (key !== undefined) return key;
  const [only] = blocks;
  if (only === undefined) throw new CommandError('tls: failed to find any PEM data in key input');
  if (blocks.length === 1 && only.type === 'CERTIFICATE') {
    throw new CommandError('tls: found a certificate rather than a key in the PEM for the private key');
  }
  throw new CommandError(
    `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: ${typesOf(blocks)}`,
  );
}
