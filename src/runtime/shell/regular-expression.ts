const classes: { readonly [name: string]: string } = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f',
};

function withClasses(source: string): string {
  return source.replace(/\[:(\w+):\]/g, (whole, name: string) => classes[name] ?? whole);
}

/** The text of a JavaScript expression that matches a text as it is. */
export function literalRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** The text of a JavaScript expression for a POSIX extended expression. */
export function extendedRegExp(source: string): string {
  return withClasses(source);
}
