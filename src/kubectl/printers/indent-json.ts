/** JSON text with a line for each value, two spaces deeper in each collection; all else stays as it is. @upstream encoding/json Indent */
export function indentJson(text: string): string {
  let depth = 0;
  const lineBreak = (): string => `\n${'  '.repeat(depth)}`;
  const tokens = text.trimEnd().match(/"(?:[^"\\]|\\.)*"|[{[]\s*[}\]]|[{}[\],:]|[^\s"{}[\],:]+/g) ?? [];
  const written = tokens.map((token) => {
    if (/^[{[]\s*[}\]]$/.test(token)) return token.replace(/\s/g, '');
    switch (token) {
      case '{':
      case '[':
        depth++;
        return token + lineBreak();
      case '}':
      case ']':
        depth--;
        return lineBreak() + token;
      case ',':
        return token + lineBreak();
      case ':':
        return ': ';
      default:
        return token;
    }
  });
  return written.join('') + text.slice(text.trimEnd().length);
}
