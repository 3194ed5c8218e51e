import { YamlError, yamlError } from './error';
import { peekToken, takeToken } from './scan';
import { newScanner, type Scanner, type TokenType } from './scanner';

/** A document that is checked: the tokens to come, and the anchors that it has named. */
type Check = { readonly scanner: Scanner; readonly anchors: Set<string> };

const control = /[^\t\n\r\x20-\x7e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * Go-yaml's complaint about a document that does not parse; undefined where it has none.
 * Only the first document of a text is looked at, as kubectl does.
 * @upstream sigs.k8s.io/yaml goyaml.v2 parserc.go, decode.go
 */
export function diagnoseYaml(text: string): YamlError | undefined {
  if (control.test(text)) return yamlError('control characters are not allowed');
  const check: Check = { scanner: newScanner(text), anchors: new Set() };
  try {
    while (at(check, 'document end')) takeToken(check.scanner);
    if (at(check, 'document start')) takeToken(check.scanner);
    if (!at(check, 'document start', 'document end', 'stream end')) checkNode(check, true, false);
    peekToken(check.scanner);
    return undefined;
  } catch (error) {
    if (error instanceof YamlError) return error;
    throw error;
  }
}

function at(check: Check, ...types: readonly TokenType[]): boolean {
  return types.includes(peekToken(check.scanner).type);
}

/** Takes the next token where it is of that type. */
function take(check: Check, type: TokenType): boolean {
  if (!at(check, type)) return false;
  takeToken(check.scanner);
  return true;
}

/** Lines of the grammar's errors count from 0. */
function fail(check: Check, problem: string, contextLine: number): never {
  throw yamlError(problem, peekToken(check.scanner).line || contextLine);
}

function checkNode(check: Check, block: boolean, indentless: boolean): void {
  const start = peekToken(check.scanner);
  let bare = true;
  for (; at(check, 'anchor', 'tag'); bare = false) {
    const { anchor } = takeToken(check.scanner);
    if (anchor !== undefined) check.anchors.add(anchor);
  }
  const content = contentCheck(peekToken(check.scanner).type, block, indentless);
  if (content !== undefined) content(check);
  else if (bare) fail(check, 'did not find expected node content', start.line);
}

type ContentCheck = (check: Check) => void;

const contents: Partial<Record<TokenType, ContentCheck>> = {
  alias: checkAlias,
  scalar: (check) => takeToken(check.scanner),
  '[': checkFlowSequence,
  '{': checkFlowMapping,
};

const blockContents: Partial<Record<TokenType, ContentCheck>> = {
  'block sequence': checkBlockSequence,
  'block mapping': checkBlockMapping,
};

function contentCheck(type: TokenType, block: boolean, indentless: boolean): ContentCheck | undefined {
  if (indentless && type === 'entry') return checkIndentless;
  return contents[type] ?? (block ? blockContents[type] : undefined);
}

function checkAlias(check: Check): void {
  const { anchor = '' } = takeToken(check.scanner);
  if (!check.anchors.has(anchor)) throw yamlError(`unknown anchor '${anchor}' referenced`);
}

function checkIndentless(check: Check): void {
  while (take(check, 'entry')) {
    if (!at(check, 'entry', 'key', 'value', 'block end')) checkNode(check, true, false);
  }
}

function checkBlockSequence(check: Check): void {
  const { line } = takeToken(check.scanner);
  while (take(check, 'entry')) if (!at(check, 'entry', 'block end')) checkNode(check, true, false);
  if (!take(check, 'block end')) fail(check, "did not find expected '-' indicator", line);
}

function checkBlockMapping(check: Check): void {
  const { line } = takeToken(check.scanner);
  while (take(check, 'key')) {
    if (!at(check, 'key', 'value', 'block end')) checkNode(check, true, true);
    if (take(check, 'value') && !at(check, 'key', 'value', 'block end')) checkNode(check, true, true);
  }
  if (!take(check, 'block end')) fail(check, 'did not find expected key', line);
}

function checkFlowSequence(check: Check): void {
  const { line } = takeToken(check.scanner);
  for (let first = true; !at(check, ']'); first = false) {
    if (!first && !take(check, ',')) fail(check, "did not find expected ',' or ']'", line);
    if (at(check, ']')) break;
    if (at(check, 'key')) checkFlowPair(check, ']');
    else checkNode(check, false, false);
  }
  takeToken(check.scanner);
}

function checkFlowMapping(check: Check): void {
  const { line } = takeToken(check.scanner);
  for (let first = true; !at(check, '}'); first = false) {
    if (!first && !take(check, ',')) fail(check, "did not find expected ',' or '}'", line);
    if (at(check, '}')) break;
    if (at(check, 'key', 'value')) checkFlowPair(check, '}');
    else checkNode(check, false, false);
  }
  takeToken(check.scanner);
}

function checkFlowPair(check: Check, end: ']' | '}'): void {
  if (take(check, 'key') && !at(check, 'value', ',', end)) checkNode(check, false, false);
  if (take(check, 'value') && !at(check, ',', end)) checkNode(check, false, false);
}
