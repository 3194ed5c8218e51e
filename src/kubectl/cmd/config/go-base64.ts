/**
 * Base64 as Go reads it, written anew: without line breaks.
 * @throws Error naming the byte where it is no base64
 * @upstream encoding/base64 StdEncoding.DecodeString
 */
export function canonicalBase64(text: string): string {
  const at = corruptAt(text);
  if (at !== undefined) throw new Error(`illegal base64 data at input byte ${at}`);
  return btoa(atob(text.replace(/[\r\n]/g, '')));
}

function corruptAt(text: string): number | undefined {
  const symbols = [...text].flatMap((symbol, at) => (symbol === '\r' || symbol === '\n' ? [] : [{ symbol, at }]));
  const digits = symbols.findIndex(({ symbol }) => !/[A-Za-z0-9+/]/.test(symbol));
  const inQuantum = (digits < 0 ? symbols.length : digits) % 4;
  const [first, second, third] = digits < 0 ? [] : symbols.slice(digits);
  if (first === undefined) return inQuantum === 0 ? undefined : text.length - inQuantum;
  if (first.symbol !== '=' || inQuantum < 2) return first.at;
  if (inQuantum === 3) return second?.at;
  if (second === undefined) return text.length;
  return second.symbol === '=' ? third?.at : second.at - 1;
}
