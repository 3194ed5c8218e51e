/** Bytes as base64. */
export function encodeBytes(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** The bytes that base64 stands for. @throws DOMException where it is no base64 */
export function decodeBytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Text as base64 of its UTF-8 bytes. */
export function encodeBase64(text: string): string {
  return encodeBytes(new TextEncoder().encode(text));
}

/** The text in base64 of UTF-8 bytes. @throws DOMException where it is no base64 */
export function decodeBase64(text: string): string {
  return new TextDecoder().decode(decodeBytes(text));
}
