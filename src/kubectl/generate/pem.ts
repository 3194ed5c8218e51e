import { decodeBytes } from '../../apimachinery/base64';

/** One block of a PEM text: its type, such as `CERTIFICATE`, and its bytes. */
export type PemBlock = { readonly type: string; readonly der: Uint8Array };

/** The blocks in a text; what is not in PEM is passed over. @upstream encoding/pem Decode */
export function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  const pattern = /^-----BEGIN ([^\n]*?)-----[ \t\r]*\n(.*?)^-----END \1-----[ \t\r]*$/gms;
  for (const [, type = '', body = ''] of text.matchAll(pattern)) {
    const der = decoded(body);
    if (der !== undefined) blocks.push({ type, der });
  }
  return blocks;
}

/** Without the headers that an encrypted key has. */
function decoded(body: string): Uint8Array | undefined {
  try {
    return decodeBytes(body.replace(/^[^\n]*:[^\n]*\n/gm, '').replace(/\s/g, ''));
  } catch {
    return undefined;
  }
}
