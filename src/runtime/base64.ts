import { decodeBase64 } from '../apimachinery/base64';

/** The text that base64 stands for, read as UTF-8; the text itself where it is no base64. */
export function decodeLeniently(text: string): string {
  try {
    return decodeBase64(text);
  } catch {
    return text;
  }
}
