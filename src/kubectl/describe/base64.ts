/** How many bytes a text in base64 stands for. */
export function base64Length(text: string): number {
  const characters = text.replace(/[\s=]/g, '').length;
  return Math.floor((characters * 3) / 4);
}

/** The UTF-8 text that a text in base64 stands for. */
export function base64Text(text: string): string {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}
