import { goUnquote } from '../../../apimachinery/go-unquote';
import { goQuote } from '../../../apimachinery/go-value';
import { isFunctionName } from './functions';
import { type Token, type TokenType, tokenize } from './lexer';
import {
  type Command,
  type GoTemplate,
  GoTemplateError,
  type Node,
  nodeText,
  type Operand,
  type Pipeline,
} from './node';

type Parser = {
  readonly name: string;
  readonly tokens: readonly Token[];
  readonly definitions: Map<string, readonly Node[]>;
  at: number;
  /** The line of the last token that was looked at. */
  line: number;
  /** The line where the action began, 0 outside of one. */
  actionLine: number;
  variables: string[];
  rangeDepth: number;
};

/** What ends a list of nodes. */
type ListEnd = { readonly type: 'end' | 'else'; readonly list: readonly Node[] };

/**
 * Reads a template; `name` is what errors call it.
 * @throws GoTemplateError with Go's words
 * @upstream go text/template/parse/parse.go
 */
export function parseGoTemplate(text: string, name = 'output'): GoTemplate {
  const parser: Parser = {
    name,
    tokens: tokenize(text),
    definitions: new Map(),
    at: 0,
    line: 1,
    actionLine: 0,
    variables: ['$'],
    rangeDepth: 0,
  };
  const root: Node[] = [];
  while (peek(parser).type !== 'end of file') {
    if (parseDefinition(parser)) continue;
    const node = parseNode(parser);
    if (isListEnd(node)) fail(parser, `unexpected {{${node}}}`);
    else root.push(node);
  }
  parser.definitions.set(name, root);
  return { name, text, definitions: parser.definitions };
}

function fail(parser: Parser, message: string): never {
  throw new GoTemplateError(`template: ${parser.name}:${parser.line}: ${message}`);
}

const endOfFile: Token = { type: 'end of file', text: 'EOF', pos: 0, line: 1 };

function peek(parser: Parser): Token {
  const token = parser.tokens[parser.at] ?? parser.tokens.at(-1) ?? endOfFile;
  parser.line = token.line;
  return token;
}

function next(parser: Parser): Token {
  const token = peek(parser);
  parser.at++;
  return token;
}

function skipSpace(parser: Parser): Token {
  while (peek(parser).type === 'space') parser.at++;
  return peek(parser);
}

function nextWord(parser: Parser): Token {
  skipSpace(parser);
  return next(parser);
}

function expect(parser: Parser, type: TokenType, context: string): Token {
  const token = nextWord(parser);
  return token.type === type ? token : unexpected(parser, token, context);
}

function unexpected(parser: Parser, token: Token, context: string): never {
  if (token.type !== 'error') fail(parser, `unexpected ${tokenText(token)} in ${context}`);
  if (parser.actionLine === 0 || parser.actionLine === token.line) fail(parser, token.text);
  const started = `started at ${parser.name}:${parser.actionLine}`;
  fail(parser, `${token.text}${token.text.endsWith(' action') ? ' ' : ' in action '}${started}`);
}

function tokenText(token: Token): string {
  if (token.type === 'end of file') return 'EOF';
  if (token.type === 'keyword' || token.type === 'dot' || token.type === 'nil') return `<${token.text}>`;
  const chars = [...token.text];
  return chars.length > 10 ? `${goQuote(chars.slice(0, 10).join(''))}...` : goQuote(token.text);
}

type Ending = 'end' | 'else';

function isListEnd(node: Node | Ending): node is Ending {
  return typeof node === 'string';
}

function isKeyword(token: Token, word: string): boolean {
  return token.type === 'keyword' && token.text === word;
}

/** Reads `{{define "name"}} … {{end}}`, where it stands. */
function parseDefinition(parser: Parser): boolean {
  if (peek(parser).type !== 'left delimiter') return false;
  const start = parser.at++;
  if (!isKeyword(nextWord(parser), 'define')) {
    parser.at = start;
    return false;
  }
  const context = 'define clause';
  const name = parseName(parser, nextWord(parser), context);
  expect(parser, 'right delimiter', context);
  parser.definitions.set(name, parseBody(parser, context));
  return true;
}

/** The nodes of a definition, which sees no variables from outside. */
function parseBody(parser: Parser, context: string): readonly Node[] {
  const { variables, rangeDepth } = parser;
  parser.variables = ['$'];
  parser.rangeDepth = 0;
  const { type, list } = parseList(parser);
  if (type !== 'end') fail(parser, `unexpected {{${type}}} in ${context}`);
  parser.variables = variables;
  parser.rangeDepth = rangeDepth;
  return list;
}

function parseName(parser: Parser, token: Token, context: string): string {
  if (token.type !== 'string' && token.type !== 'raw string') unexpected(parser, token, context);
  return unquoteToken(parser, token);
}

function unquoteToken(parser: Parser, token: Token): string {
  const text = token.type === 'raw string' ? token.text.slice(1, -1).replaceAll('\r', '') : goUnquote(token.text);
  return text ?? fail(parser, 'invalid syntax');
}

function parseList(parser: Parser): ListEnd {
  const list: Node[] = [];
  while (skipSpace(parser).type !== 'end of file') {
    const node = parseNode(parser);
    if (isListEnd(node)) return { type: node, list };
    list.push(node);
  }
  return fail(parser, 'unexpected EOF');
}

function parseNode(parser: Parser): Node | Ending {
  const token = nextWord(parser);
  if (token.type === 'text') return { type: 'text', pos: token.pos, text: token.text };
  if (token.type !== 'left delimiter') unexpected(parser, token, 'input');
  parser.actionLine = token.line;
  const node = parseAction(parser);
  parser.actionLine = 0;
  return node;
}

function parseAction(parser: Parser): Node | Ending {
  const token = skipSpace(parser);
  if (token.type !== 'keyword') {
    return { type: 'action', pos: token.pos, pipeline: parsePipeline(parser, 'command', 'right delimiter') };
  }
  parser.at++;
  switch (token.text) {
    case 'if':
    case 'with':
    case 'range':
      return parseBranch(parser, token.text);
    case 'break':
    case 'continue':
      return parseLoopControl(parser, token.text, token.pos);
    case 'end':
      expect(parser, 'right delimiter', 'end');
      return 'end';
    case 'else':
      return parseElse(parser);
    case 'template':
    case 'block':
      return parseTemplate(parser, token.text);
    default:
      return unexpected(parser, token, 'command');
  }
}

function parseElse(parser: Parser): Ending {
  const token = skipSpace(parser);
  if (!isKeyword(token, 'if') && !isKeyword(token, 'with')) expect(parser, 'right delimiter', 'else');
  return 'else';
}

function parseLoopControl(parser: Parser, type: 'break' | 'continue', pos: number): Node {
  expect(parser, 'right delimiter', `{{${type}}}`);
  if (parser.rangeDepth === 0) fail(parser, `{{${type}}} outside {{range}}`);
  return { type, pos };
}

function parseTemplate(parser: Parser, keyword: 'template' | 'block'): Node {
  const context = `${keyword} clause`;
  const token = nextWord(parser);
  const name = parseName(parser, token, context);
  const bare = keyword === 'template' && skipSpace(parser).type === 'right delimiter';
  const pipeline = bare ? undefined : parsePipeline(parser, context, 'right delimiter');
  if (bare) parser.at++;
  if (keyword === 'block') parser.definitions.set(name, parseBody(parser, context));
  return { type: 'template', pos: token.pos, name, pipeline };
}

function parseBranch(parser: Parser, type: 'if' | 'with' | 'range'): Node {
  const outer = parser.variables.length;
  const pipeline = parsePipeline(parser, type, 'right delimiter');
  if (type === 'range') parser.rangeDepth++;
  const { list, type: ending } = parseList(parser);
  if (type === 'range') parser.rangeDepth--;
  const elseList = ending === 'else' ? parseElseList(parser, type) : [];
  parser.variables.length = outer;
  return { type, pos: pipeline.pos, pipeline, list, elseList };
}

/** `{{else if …}}` is an if of its own whose end closes both. */
function parseElseList(parser: Parser, type: 'if' | 'with' | 'range'): readonly Node[] {
  if (type !== 'range' && isKeyword(peek(parser), type)) {
    parser.at++;
    return [parseBranch(parser, type)];
  }
  const { list, type: ending } = parseList(parser);
  return ending === 'end' ? list : fail(parser, `expected end; found {{${ending}}}`);
}

const operandTypes: readonly TokenType[] = [
  'bool',
  'char constant',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'raw string',
  'string',
  'variable',
  'left paren',
];

function parsePipeline(parser: Parser, context: string, end: TokenType): Pipeline {
  const { pos } = skipSpace(parser);
  const declaration = parseVariables(parser, context);
  const commands: Command[] = [];
  for (;;) {
    const token = skipSpace(parser);
    if (operandTypes.includes(token.type)) commands.push(parseCommand(parser));
    else if (next(parser).type === end) break;
    else unexpected(parser, token, context);
  }
  if (commands.length === 0) fail(parser, `missing value for ${context}`);
  for (const [stage, command] of commands.entries()) {
    const first = command.operands[0]?.type ?? 'nil';
    if (stage > 0 && ['bool', 'dot', 'nil', 'number', 'string'].includes(first)) {
      fail(parser, `non executable command in pipeline stage ${stage + 1}`);
    }
  }
  return { type: 'pipeline', pos, ...declaration, commands };
}

function parseVariables(parser: Parser, context: string): Pick<Pipeline, 'variables' | 'assigns'> {
  const variables: string[] = [];
  for (;;) {
    const variable = skipSpace(parser);
    if (variable.type !== 'variable') return { variables, assigns: false };
    const start = parser.at++;
    const operator = skipSpace(parser);
    const declares = operator.type === 'declare' || operator.type === 'assign';
    if (!declares && !(operator.type === 'char' && operator.text === ',')) {
      parser.at = start;
      return { variables, assigns: false };
    }
    parser.at++;
    variables.push(variable.text);
    parser.variables.push(variable.text);
    if (declares) return { variables, assigns: operator.type === 'assign' };
    if (context !== 'range' || variables.length > 1) fail(parser, `too many declarations in ${context}`);
    if (!['variable', 'right delimiter', 'right paren'].includes(skipSpace(parser).type)) {
      fail(parser, 'range can only initialize variables');
    }
  }
}

function parseCommand(parser: Parser): Command {
  const { pos } = skipSpace(parser);
  const operands: Operand[] = [];
  for (;;) {
    skipSpace(parser);
    const operand = parseOperand(parser);
    if (operand !== undefined) operands.push(operand);
    const token = next(parser);
    if (token.type === 'space') continue;
    if (token.type === 'right delimiter' || token.type === 'right paren') parser.at--;
    else if (token.type !== 'pipe') unexpected(parser, token, 'operand');
    break;
  }
  if (operands.length === 0) fail(parser, 'empty command');
  return { type: 'command', pos, operands };
}

function parseOperand(parser: Parser): Operand | undefined {
  const term = parseTerm(parser);
  const { pos } = peek(parser);
  if (term === undefined || peek(parser).type !== 'field') return term;
  const names: string[] = [];
  while (peek(parser).type === 'field') names.push(next(parser).text.slice(1));
  if (term.type === 'field' || term.type === 'variable') return { ...term, pos, names: [...term.names, ...names] };
  if (term.type === 'pipeline' || term.type === 'function') return { type: 'chain', pos, operand: term, names };
  return fail(parser, `unexpected . after term ${goQuote(nodeText(term))}`);
}

function parseTerm(parser: Parser): Operand | undefined {
  const token = skipSpace(parser);
  if (!operandTypes.includes(token.type)) return undefined;
  parser.at++;
  const { pos, text } = token;
  switch (token.type) {
    case 'identifier':
      return isFunctionName(text)
        ? { type: 'function', pos, name: text }
        : fail(parser, `function ${goQuote(text)} not defined`);
    case 'dot':
    case 'nil':
      return { type: token.type, pos };
    case 'variable':
      if (!parser.variables.includes(text)) fail(parser, `undefined variable ${goQuote(text)}`);
      return { type: 'variable', pos, variable: text, names: [] };
    case 'field':
      return { type: 'field', pos, names: [text.slice(1)] };
    case 'bool':
      return { type: 'bool', pos, value: text === 'true' };
    case 'left paren':
      return parsePipeline(parser, 'parenthesized pipeline', 'right paren');
    case 'string':
    case 'raw string':
      return { type: 'string', pos, value: unquoteToken(parser, token), text };
    default:
      return { type: 'number', pos, value: parseNumber(parser, token), text };
  }
}

function parseNumber(parser: Parser, token: Token): number {
  if (token.type === 'char constant') {
    const char = goUnquote(token.text);
    if (char === undefined || [...char].length !== 1) fail(parser, `malformed character constant: ${token.text}`);
    return char.codePointAt(0) ?? 0;
  }
  const digits = token.text.replaceAll('_', '').replace(/^([-+]?)0(?=[0-7]+$)/, '$10o');
  const value = Number(digits.replace(/^[-+]/, ''));
  if (Number.isNaN(value) || !/\d/.test(digits)) fail(parser, `illegal number syntax: ${goQuote(token.text)}`);
  return digits.startsWith('-') ? -value : value;
}
