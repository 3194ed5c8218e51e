/** The text that base64 stands for, read as UTF-8; the text itself where it is no base64. */
export function decodeBase64(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return text;
  }
}
