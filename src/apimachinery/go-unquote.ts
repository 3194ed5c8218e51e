const shortEscapes: Record<string, string> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/**
 * The text between quotes with Go's escapes replaced; undefined where the syntax is broken.
 * @upstream strconv UnquoteChar; text in single quotes may have any length
 */
export function goUnquote(quoted: string): string | undefined {
  const quote = quoted[0];
  if (quoted.length < 2 || quote !== quoted.at(-1) || (quote !== '"' && quote !== "'")) return undefined;
  const source = quoted.slice(1, -1);
  let text = '';
  for (let at = 0; at < source.length; ) {
    const read = readChar(source.slice(at), quote);
    if (read === undefined) return undefined;
    text += read.char;
    at += read.length;
  }
  return text;
}

function readChar(source: string, quote: string): { char: string; length: number } | undefined {
  const [first = '', second = ''] = source;
  if (first === quote) return undefined;
  if (first !== '\\') return { char: first, length: first.length };
  const short = second === quote ? quote : shortEscapes[second];
  if (short !== undefined) return { char: short, length: 2 };
  const digits = /^\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8}))/i.exec(source);
  const code = digits === null ? octalCode(source) : Number.parseInt(digits[1] ?? digits[2] ?? digits[3] ?? '', 16);
  if (code === undefined || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
  return { char: String.fromCodePoint(code), length: digits?.[0].length ?? 4 };
}

function octalCode(source: string): number | undefined {
  const digits = /^\\([0-7]{3})/.exec(source)?.[1];
  const code = digits === undefined ? 256 : Number.parseInt(digits, 8);
  return code > 255 ? undefined : code;
}
