import type { UrlMistake } from './url';

/** One URL out of a pattern, with what stands for `#1`, `#2` … in a file's name. */
export type GlobbedUrl = { readonly url: string; readonly parts: readonly string[] };

type Piece = { readonly choices: readonly string[]; readonly length: number };

function mistake(what: string, url: string, position: number): UrlMistake {
  const message = `${what} in URL position ${position}:\n${url}\n${' '.repeat(position - 1)}^`;
  return { exitCode: 3, message };
}

/** Reads `{a,b}`. */
function readSet(url: string, at: number): Piece | UrlMistake {
  const end = url.indexOf('}', at);
  if (end < 0) return mistake('unmatched brace', url, at + 1);
  return { choices: url.slice(at + 1, end).split(','), length: end + 1 - at };
}

/** Reads `[1-3]`, `[01-10:2]` and `[a-f]`; an IPv6 address stays as it is. */
function readRange(url: string, at: number): Piece | UrlMistake {
  const rest = url.slice(at);
  const literal = /^\[[0-9a-f:.]*:[0-9a-f:.]*\]/i.exec(rest)?.[0];
  if (literal !== undefined) return { choices: [literal], length: literal.length };
  const numbers = /^\[(\d+)-(\d+)(?::(\d+))?\]/.exec(rest);
  const between = /^\[([a-z])-([a-z])(?::(\d+))?\]/i.exec(rest);
  const found = numbers ?? between;
  if (found === null) return mistake('bad range', url, at + (/^\[\d+-?/.exec(rest)?.[0].length ?? 1) + 1);
  const [whole, first = '', last = '', step = '1'] = found;
  const [from, to] = numbers === null ? [first.charCodeAt(0), last.charCodeAt(0)] : [Number(first), Number(last)];
  const count = Math.floor((to - from) / Number(step)) + 1;
  if (Number(step) === 0 || count < 1 || count > 10_000) return mistake('bad range', url, at + whole.length);
  const choices = Array.from({ length: count }, (_, i) => {
    const value = from + i * Number(step);
    return numbers === null
      ? String.fromCharCode(value)
      : String(value).padStart(first.startsWith('0') ? first.length : 0, '0');
  });
  return { choices, length: whole.length };
}

/** Expands the sets and ranges of a URL; the first one turns fastest. @upstream curl src/tool_urlglob.c */
export function globUrl(url: string): readonly GlobbedUrl[] | UrlMistake {
  const pieces: (Piece & { readonly isGlob: boolean })[] = [];
  for (let at = 0; at < url.length; ) {
    const letter = url.charAt(at);
    if (letter === '}' || letter === ']') return mistake('unmatched close brace/bracket', url, at + 1);
    if (letter === '{' || letter === '[') {
      const piece = letter === '{' ? readSet(url, at) : readRange(url, at);
      if ('message' in piece) return piece;
      pieces.push({ ...piece, isGlob: piece.choices.length !== 1 || !piece.choices[0]?.startsWith('[') });
      at += piece.length;
      continue;
    }
    const text = /^(?:\\[[\]{}]|[^[\]{}])+/.exec(url.slice(at))?.[0] ?? letter;
    pieces.push({ choices: [text.replace(/\\([[\]{}])/g, '$1')], length: text.length, isGlob: false });
    at += text.length;
  }
  const total = pieces.reduce((product, { choices }) => product * choices.length, 1);
  if (total > 10_000) return mistake('range overflow', url, 1);
  return Array.from({ length: total }, (_, index) => {
    let left = index;
    const chosen = pieces.map(({ choices, isGlob }) => {
      const text = choices[left % choices.length] ?? '';
      left = Math.floor(left / choices.length);
      return { text, isGlob };
    });
    return {
      url: chosen.map(({ text }) => text).join(''),
      parts: chosen.filter(({ isGlob }) => isGlob).map(({ text }) => text),
    };
  });
}
