/**
 * Breaks lines at white space so that they have at most so many characters; longer words stand in lines of their own.
 * @upstream mitchellh/go-wordwrap WrapString
 */
export function wrapText(text: string, limit: number): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, limit))
    .join('\n');
}

function wrapLine(line: string, limit: number): string {
  let wrapped = '';
  let current = 0;
  let space = '';
  for (const part of line.match(/[^\S\u00a0]+|[\S\u00a0]+/g) ?? []) {
    if (/^[^\S\u00a0]/.test(part)) {
      space = part;
      continue;
    }
    const length = [...part].length;
    const before = current + space.length;
    // Behind one character alone a word is not moved: one that is as long as the line would not fit there either.
    if (before > 1 && before + length > limit) {
      wrapped += `\n${part}`;
      current = length;
    } else {
      wrapped += space + part;
      current = before + length;
    }
    space = '';
  }
  return current + space.length <= limit ? wrapped + space : wrapped;
}
