const MAX_WORDS = 10_000;

/** The words that `{1..3}`, `{a..e}`, `{01..10..2}` or `{a,b}` stands for; undefined where it stands for itself. */
export function expandBrace(text: string): string[] | undefined {
  const inner = text.slice(1, -1);
  return expandRange(inner) ?? expandList(inner);
}

function expandRange(inner: string): string[] | undefined {
  const match = /^(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])(?:\.\.(-?\d+))?$/.exec(inner);
  if (match === null) return undefined;
  const [, from = '', to = '', by = '1'] = match;
  const isNumeric = /\d/.test(from) && /\d/.test(to);
  if (!isNumeric && (/\d/.test(from) || /\d/.test(to))) return undefined;
  const first = isNumeric ? Number(from) : from.charCodeAt(0);
  const last = isNumeric ? Number(to) : to.charCodeAt(0);
  const step = Math.max(1, Math.abs(Number(by)));
  const count = Math.min(MAX_WORDS, Math.floor(Math.abs(last - first) / step) + 1);
  const isPadded = /^-?0\d/.test(from) || /^-?0\d/.test(to);
  const width = isPadded ? Math.max(from.length, to.length) : 0;
  return Array.from({ length: count }, (_item, i) => {
    const value = first + (last < first ? -1 : 1) * step * i;
    return isNumeric ? String(value).padStart(width, '0') : String.fromCharCode(value);
  });
}

function expandList(inner: string): string[] | undefined {
  const items: string[] = [];
  let depth = 0;
  let item = '';
  for (const character of inner) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === ',' && depth === 0) {
      items.push(item);
      item = '';
    } else item += character;
  }
  if (items.length === 0) return undefined;
  return [...items, item].flatMap(expandNested);
}

function expandNested(item: string): string[] {
  const match = /^(.*?)(\{[^{}]*\})(.*)$/s.exec(item);
  const words = match?.[2] === undefined ? undefined : expandBrace(match[2]);
  if (match === null || words === undefined) return [item];
  return words.flatMap((word) => expandNested(`${match[1]}${word}${match[3]}`));
}
