/** A line of output, without its end. */
export type Line = string;

/**
 * Text in indented lines of at most so many characters. Code, empty lines and lists keep their lines; what stands in
 * between is one text. Empty lines are not indented.
 * @upstream kubectl pkg/explain/formatter.go wrapString
 */
export function wrapLines(text: string, width: number, indent: number): Line[] {
  const limit = width - indent;
  const lines: Line[] = [];
  let words: string[] = [];
  const flush = (): void => {
    if (words.length > 0) lines.push(words.join(' '));
    words = [];
  };
  for (const line of text.split('\n')) {
    const isCode = line.startsWith('    ');
    const isEmpty = line.trim() === '';
    if (isCode || (isEmpty && lines.length > 0)) {
      flush();
      lines.push(isCode ? line : '');
      continue;
    }
    if (isEmpty || isListItem(line) || words.at(-1)?.endsWith(':')) flush();
    for (const word of line.split(/\s+/).filter((part) => part !== '')) {
      if (words.length > 0 && [...words, word].join(' ').length > limit) flush();
      words.push(word);
    }
  }
  flush();
  return lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
}

function isListItem(line: string): boolean {
  return /^(\d+\.?|-|\*)\s/.test(line.trim());
}
