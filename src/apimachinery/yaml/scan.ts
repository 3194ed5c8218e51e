import { fetchBlockScalar, fetchPlain, fetchQuoted } from './scan-scalar';
import {
  charAt,
  dropStaleKeys,
  fail,
  insert,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isDocumentMark,
  isFlow,
  isStale,
  push,
  removeKey,
  rollIndent,
  type Scanner,
  saveKey,
  skip,
  skipSpace,
  type Token,
  unrollIndent,
} from './scanner';

/**
 * The next token, which stays next until it is taken.
 * @throws YamlError with go-yaml's words
 * @upstream sigs.k8s.io/yaml goyaml.v2 scannerc.go yaml_parser_fetch_more_tokens
 */
export function peekToken(scanner: Scanner): Token {
  for (;;) {
    dropStaleKeys(scanner);
    const first = scanner.queue[0];
    const undecided = scanner.keys.some((key) => key?.token === scanner.taken);
    if (first !== undefined && !undecided) return first;
    fetchToken(scanner);
  }
}

export function takeToken(scanner: Scanner): Token {
  const token = peekToken(scanner);
  scanner.queue.shift();
  scanner.taken++;
  return token;
}

type Fetch = (scanner: Scanner) => void;

function fetchToken(scanner: Scanner): void {
  skipSpace(scanner);
  unrollIndent(scanner, scanner.column);
  const fetch = documentFetch(scanner) ?? indicatorFetch(scanner) ?? plainFetch(scanner);
  if (fetch === undefined) fail(scanner, 'found character that cannot start any token');
  fetch(scanner);
}

function documentFetch(scanner: Scanner): Fetch | undefined {
  if (charAt(scanner) === '') return fetchEnd;
  if (scanner.column === 0 && charAt(scanner) === '%') return fetchDirective;
  if (isDocumentMark(scanner, '---')) return (at) => fetchDocumentMark(at, 'document start');
  return isDocumentMark(scanner, '...') ? (at) => fetchDocumentMark(at, 'document end') : undefined;
}

const always = (): boolean => true;
const followedBySpace = (scanner: Scanner): boolean => isBlankOrEnd(charAt(scanner, 1));
const inFlowOrFollowedBySpace = (scanner: Scanner): boolean => isFlow(scanner) || followedBySpace(scanner);
const inBlock = (scanner: Scanner): boolean => !isFlow(scanner);

/** What a character begins, and when it does. */
const indicators: Record<string, readonly [(scanner: Scanner) => boolean, Fetch]> = {
  '[': [always, (scanner) => openFlow(scanner, '[')],
  '{': [always, (scanner) => openFlow(scanner, '{')],
  ']': [always, (scanner) => closeFlow(scanner, ']')],
  '}': [always, (scanner) => closeFlow(scanner, '}')],
  ',': [always, fetchComma],
  '-': [followedBySpace, fetchEntry],
  '?': [inFlowOrFollowedBySpace, fetchKey],
  ':': [inFlowOrFollowedBySpace, fetchValue],
  '*': [always, (scanner) => fetchAnchor(scanner, 'alias')],
  '&': [always, (scanner) => fetchAnchor(scanner, 'anchor')],
  '!': [always, fetchTag],
  '|': [inBlock, fetchBlockScalar],
  '>': [inBlock, fetchBlockScalar],
  "'": [always, (scanner) => fetchQuoted(scanner, "'")],
  '"': [always, (scanner) => fetchQuoted(scanner, '"')],
};

function indicatorFetch(scanner: Scanner): Fetch | undefined {
  const [applies, fetch] = indicators[charAt(scanner)] ?? [];
  return applies?.(scanner) === true ? fetch : undefined;
}

function plainFetch(scanner: Scanner): Fetch | undefined {
  const char = charAt(scanner);
  if (char === '-') return isBlank(charAt(scanner, 1)) ? undefined : fetchPlain;
  if (char === '?' || char === ':') return inBlock(scanner) ? fetchPlain : undefined;
  return isBlank(char) || ',[]{}#&*!|>\'"%@`'.includes(char) ? undefined : fetchPlain;
}

function fetchEnd(scanner: Scanner): void {
  if (scanner.column !== 0) {
    scanner.column = 0;
    scanner.line++;
  }
  unrollIndent(scanner, -1);
  removeKey(scanner);
  scanner.keyAllowed = false;
  push(scanner, 'stream end');
}

function fetchDirective(scanner: Scanner): void {
  unrollIndent(scanner, -1);
  removeKey(scanner);
  scanner.keyAllowed = false;
  if (!/^%(YAML|TAG)[ \t]/.test(scanner.text.slice(scanner.pos))) {
    while (/[\w-]/.test(charAt(scanner, 1))) skip(scanner);
    fail(scanner, 'found unknown directive name');
  }
  while (charAt(scanner) !== '' && !isBreak(charAt(scanner))) skip(scanner);
}

function fetchDocumentMark(scanner: Scanner, type: 'document start' | 'document end'): void {
  unrollIndent(scanner, -1);
  removeKey(scanner);
  scanner.keyAllowed = false;
  push(scanner, type);
  skip(scanner, 3);
}

function openFlow(scanner: Scanner, char: '[' | '{'): void {
  saveKey(scanner);
  scanner.keys.push(undefined);
  scanner.keyAllowed = true;
  push(scanner, char);
  skip(scanner);
}

function closeFlow(scanner: Scanner, char: ']' | '}'): void {
  removeKey(scanner);
  if (isFlow(scanner)) scanner.keys.pop();
  scanner.keyAllowed = false;
  push(scanner, char);
  skip(scanner);
}

function fetchComma(scanner: Scanner): void {
  removeKey(scanner);
  scanner.keyAllowed = true;
  push(scanner, ',');
  skip(scanner);
}

function fetchEntry(scanner: Scanner): void {
  if (!isFlow(scanner)) {
    if (!scanner.keyAllowed) fail(scanner, 'block sequence entries are not allowed in this context');
    rollIndent(scanner, scanner.column, 'block sequence');
  }
  removeKey(scanner);
  scanner.keyAllowed = true;
  push(scanner, 'entry');
  skip(scanner);
}

function fetchKey(scanner: Scanner): void {
  if (!isFlow(scanner)) {
    if (!scanner.keyAllowed) fail(scanner, 'mapping keys are not allowed in this context');
    rollIndent(scanner, scanner.column, 'block mapping');
  }
  removeKey(scanner);
  scanner.keyAllowed = !isFlow(scanner);
  push(scanner, 'key');
  skip(scanner);
}

function fetchValue(scanner: Scanner): void {
  const key = scanner.keys.at(-1);
  if (key !== undefined && isStale(scanner, key) && key.required)
    fail(scanner, "could not find expected ':'", key.line);
  if (key !== undefined && !isStale(scanner, key)) {
    insert(scanner, key.token, 'key', key.line);
    rollIndent(scanner, key.column, 'block mapping', key.token, key.line);
    scanner.keys[scanner.keys.length - 1] = undefined;
    scanner.keyAllowed = false;
  } else {
    if (!isFlow(scanner)) {
      if (!scanner.keyAllowed) fail(scanner, 'mapping values are not allowed in this context');
      rollIndent(scanner, scanner.column, 'block mapping');
    }
    scanner.keyAllowed = !isFlow(scanner);
  }
  push(scanner, 'value');
  skip(scanner);
}

function fetchAnchor(scanner: Scanner, type: 'alias' | 'anchor'): void {
  saveKey(scanner);
  scanner.keyAllowed = false;
  const { line } = scanner;
  const name = /^[\w-]*/.exec(scanner.text.slice(scanner.pos + 1))?.[0] ?? '';
  skip(scanner, 1 + name.length);
  const next = charAt(scanner);
  if (name === '' || (!isBlankOrEnd(next) && !'?:,]}%@`'.includes(next))) {
    fail(scanner, 'did not find expected alphabetic or numeric character', line);
  }
  push(scanner, type, line, name);
}

function fetchTag(scanner: Scanner): void {
  saveKey(scanner);
  scanner.keyAllowed = false;
  push(scanner, 'tag');
  while (!isBlankOrEnd(charAt(scanner)) && !(isFlow(scanner) && charAt(scanner) === ',')) skip(scanner);
}
