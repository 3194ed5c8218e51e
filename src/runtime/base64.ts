import { decodeBytes } from '../apimachinery/base64';

/** The bytes that base64 stands for; those of the text itself where it is no base64. */
export function decodeLeniently(text: string): Uint8Array {
  try {
    return decodeBytes(text);
  } catch {
    return new TextEncoder().encode(text);
  }
}
