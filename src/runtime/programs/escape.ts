const escapes: { readonly [letter: string]: string } = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  v: '\v',
  '\\': '\\',
};

/** A text with its escapes replaced; `ended` where `\c` ends it. */
export type Replaced = { readonly text: string; readonly ended: boolean };

const inArguments = /\\(?:0([0-7]{0,3})|([1-7][0-7]{0,2})|x([0-9a-fA-F]{1,2})|(.))/gs;
const inFormats = /\\(?:([0-7]{1,3})()|x([0-9a-fA-F]{1,2})|(.))/gs;

/**
 * Replaces `\n`, `\t`, `\0NNN`, `\xHH` and their like in a text whose characters are bytes. `\c` ends the text.
 * @param isFormat printf's format has `\NNN` instead of `\0NNN`, and `\"`
 */
export function replaceEscapes(text: string, isFormat = false): Replaced {
  const stop = /^((?:[^\\]|\\[^c])*)\\c/.exec(text)?.[1];
  const replaced = (stop ?? text).replace(
    isFormat ? inFormats : inArguments,
    (whole, first?: string, second?: string, hex?: string, letter?: string) => {
      if (letter !== undefined) return isFormat && letter === '"' ? letter : (escapes[letter] ?? whole);
      const octal = first || second || '0';
      return String.fromCharCode((hex === undefined ? Number.parseInt(octal, 8) : Number.parseInt(hex, 16)) & 255);
    },
  );
  return { text: replaced, ended: stop !== undefined };
}

/** A text whose characters are the bytes of a text's UTF-8. */
export function toByteText(text: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}

/** The bytes that the characters of a text stand for. */
export function fromByteText(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
