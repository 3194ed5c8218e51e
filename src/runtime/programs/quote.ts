const escapes: { readonly [character: string]: string } = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
};

/** In the C locale, which containers have, only ASCII can be printed. */
const unprintable = /[^ -~]+/g;
const needsQuotes = /[^-\w%+,./:@\]{}~#]|^[#~]|^[{}]$|^$/;
const fitsDoubleQuotes = /^[#~]?[-\w %+,./:\]']*$/;

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`;
}

function escaped(text: string): string {
  const encoder = new TextEncoder();
  return [...text].map((one) => escapes[one] ?? [...encoder.encode(one)].map(octal).join('')).join('');
}

/** A name in quotes, as GNU's programs write it in their messages: a shell reads it back. */
export function quoted(name: string): string {
  if (name.includes("'") && fitsDoubleQuotes.test(name)) return `"${name}"`;
  const inner = name.replaceAll("'", "'\\''").replace(unprintable, (odd, at: number, all: string) => {
    const isLast = at + odd.length === all.length;
    return `'$'${escaped(odd)}${isLast ? '' : "''"}`;
  });
  return `'${inner}'`;
}

/** The name as it is where a shell takes it for one word, else in quotes. */
export function quotedIfOdd(name: string): string {
  return needsQuotes.test(name) ? quoted(name) : name;
}

/** A word in quotes, as GNU's programs repeat an argument that is wrong: `'a\nb'`. */
export function quotedWord(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replace(unprintable, escaped)}'`;
}
