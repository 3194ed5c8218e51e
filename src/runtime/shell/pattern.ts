import { BoundedRegExp } from '../bounded-reg-exp';
import { literalRegExp } from './regular-expression';

function bracketEnd(pattern: string, start: number): number {
  let at = start + 1;
  if (pattern[at] === '!' || pattern[at] === '^') at += 1;
  if (pattern[at] === ']') at += 1;
  return pattern.indexOf(']', at);
}

/** The text of a JavaScript expression for a shell pattern: `*`, `?`, `[a-z]`, `\x` for x itself. */
export function patternSource(pattern: string, star = '[^]*'): string {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    const end = character === '[' ? bracketEnd(pattern, at) : -1;
    if (character === '\\') {
      at += 1;
      source += literalRegExp(pattern.charAt(at));
    } else if (character === '*') source += star;
    else if (character === '?') source += '[^]';
    else if (end > 0) {
      source += bracketSource(pattern.slice(at + 1, end));
      at = end;
    } else source += literalRegExp(character);
  }
  return source;
}

function bracketSource(members: string): string {
  const isNegated = members.startsWith('!') || members.startsWith('^');
  const named = (isNegated ? members.slice(1) : members)
    .replace(/[\\\]]/g, '\\$&')
    .replace('[:digit:\\]', '0-9')
    .replace('[:alpha:\\]', 'A-Za-z')
    .replace('[:alnum:\\]', 'A-Za-z0-9')
    .replace('[:upper:\\]', 'A-Z')
    .replace('[:lower:\\]', 'a-z')
    .replace('[:space:\\]', '\\s');
  return `[${isNegated ? '^' : ''}${named}]`;
}

/** The expression that a whole text matches which matches a shell pattern. */
export function patternRegExp(pattern: string): RegExp {
  return new BoundedRegExp(`^(?:${patternSource(pattern)})$`);
}

/** Whether a whole text matches a shell pattern. */
export function matchesPattern(text: string, pattern: string): boolean {
  return patternRegExp(pattern).test(text);
}

/** `${X#P}`, `${X##P}`, `${X%P}` and `${X%%P}`: the text without the shortest or longest match at one end. */
export function removeMatch(text: string, pattern: string, operator: '#' | '##' | '%' | '%%'): string {
  if (operator.startsWith('#')) {
    const star = operator === '#' ? '[^]*?' : '[^]*';
    return text.replace(new BoundedRegExp(`^(?:${patternSource(pattern, star)})`), '');
  }
  const rest = operator === '%' ? '[^]*' : '[^]*?';
  return new BoundedRegExp(`^(${rest})(?:${patternSource(pattern)})$`).exec(text)?.[1] ?? text;
}
