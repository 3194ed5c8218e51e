import { forEachChild, type HereDoc, type ParseError, parse, type Script, type SyntaxNode } from 'unbash';

/** A parsed text; or what is wrong with it: it ends too early, or a token stands where it must not. */
export type Parsed =
  | { readonly kind: 'script'; readonly script: Script }
  | { readonly kind: 'incomplete'; readonly missing: Missing }
  | { readonly kind: 'error'; readonly token: string; readonly pos: number };

/** What an incomplete text lacks: a closing quote, a word such as `done`, or simply more. */
export type Missing = { readonly quote?: string; readonly word?: string };

const quotes: { readonly [message: string]: string } = {
  'unterminated single quote': "'",
  'unterminated double quote': '"',
  'unterminated backtick': '`',
  'unterminated command substitution': ')',
  'unterminated parameter expansion': '}',
  'unterminated arithmetic expansion': ')',
  'unterminated arithmetic command': ')',
};

function hasOpenHereDoc(node: SyntaxNode): boolean {
  let found = false;
  forEachChild(node, (child) => {
    const isOpen = child.type === 'HereDoc' && (child satisfies HereDoc).closing === undefined;
    found ||= isOpen || hasOpenHereDoc(child);
  });
  return found;
}

function missingOf(errors: readonly ParseError[], text: string): Missing | undefined {
  if (errors.some(({ message }) => message.startsWith('unexpected token'))) return undefined;
  const open = errors.find(({ message }) => message.startsWith('unterminated'));
  if (open !== undefined) return { quote: quotes[open.message] ?? '"' };
  const unclosed = errors.findLast(({ message }) => message.includes(' to close '));
  if (unclosed !== undefined) return { word: /expected '(.+?)'/.exec(unclosed.message)?.[1] };
  const end = text.trimEnd().length;
  const atEnd = errors.some(({ message, pos }) => pos >= end && /command after|function body/.test(message));
  return atEnd ? {} : undefined;
}

function wrongToken(error: ParseError, text: string): string {
  const named = /^unexpected token '(.+)'$/.exec(error.message)?.[1];
  if (named !== undefined) return named;
  if (error.message.includes('brace group')) return '}';
  if (error.message.includes('subshell')) return ')';
  const next = /^\s*(;;|&&|\|\||[;&|()<>]|[^\s;&|()<>]+)/.exec(text.slice(error.pos))?.[1];
  return next ?? /[^\s;&|()<>]+\s*$/.exec(text)?.[0].trim() ?? 'newline';
}

/** Parses a shell text. */
export function parseText(text: string): Parsed {
  if (/(^|[^\\])(\\\\)*\\$/.test(text) && !/#[^\n]*$/.test(text)) return { kind: 'incomplete', missing: {} };
  const script = parse(text);
  const errors = script.errors ?? [];
  const [first] = errors;
  if (first === undefined) {
    return hasOpenHereDoc(script) ? { kind: 'incomplete', missing: {} } : { kind: 'script', script };
  }
  const missing = missingOf(errors, text);
  if (missing !== undefined) return { kind: 'incomplete', missing };
  return { kind: 'error', token: wrongToken(first, text), pos: first.pos };
}
