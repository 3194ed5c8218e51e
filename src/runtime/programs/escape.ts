const escapes: { readonly [letter: string]: string } = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
};

/** Replaces `\n`, `\t`, `\0NNN`, `\xHH` and their like. `\c` ends the text: `ended` is then true. */
export function replaceEscapes(text: string): { readonly text: string; readonly ended: boolean } {
  const stop = /^((?:[^\\]|\\[^c])*)\\c/.exec(text)?.[1];
  const replaced = (stop ?? text).replace(
    /\\(?:0([0-7]{1,3})|([1-7][0-7]{0,2})|x([0-9a-fA-F]{1,2})|(.))/gs,
    (whole, zeroOctal?: string, octal?: string, hex?: string, letter?: string) => {
      if (letter !== undefined) return escapes[letter] ?? whole;
      const code = hex === undefined ? Number.parseInt(zeroOctal ?? octal ?? '0', 8) : Number.parseInt(hex, 16);
      return String.fromCharCode(code);
    },
  );
  return { text: replaced, ended: stop !== undefined };
}
