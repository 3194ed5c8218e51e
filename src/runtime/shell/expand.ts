import type { ArithmeticExpression, DoubleQuotedChild, HereDocBody, ParsedScript, Word, WordPart } from 'unbash';
import { literalRegExp } from '../programs/regular-expression';
import { evaluateArithmetic } from './arithmetic';
import { expandBrace } from './brace';
import { catchExit } from './control-flow';
import { expandParameter } from './parameter';
import { copyState, createBuffer, type ShellState, type Streams } from './state';
import { readVariable } from './variable';

/** A piece of a word after expansion. Only what is not quoted and came from an expansion is split into words. */
export type Piece = {
  readonly text: string;
  readonly origin: 'literal' | 'quoted' | 'expansion';
  /** As written, with backslashes: what a pattern is made of. */
  readonly raw?: string;
  /** Ends the word before this piece: between the parameters of "$@". */
  readonly breaksBefore?: boolean;
};

/** What expansion needs besides the shell's state: where a command substitution complains. */
export type ExpandContext = { readonly state: ShellState; readonly streams: Streams };

/** The output of `$(…)`, without the newlines at its end. */
function substituteCommand(script: ParsedScript | undefined, { state, streams }: ExpandContext): string {
  if (script === undefined) return '';
  const buffer = createBuffer();
  const subshell = copyState(state);
  if (script.source !== undefined) subshell.source = { text: script.source, firstLine: 1 };
  state.status = catchExit(() => state.interpreter.run(script, subshell, { ...streams, stdout: buffer }));
  return buffer.text().replace(/\n+$/, '');
}

function isAllParameters(part: DoubleQuotedChild): boolean {
  if (part.type === 'SimpleExpansion') return part.text === '$@';
  return part.type === 'ParameterExpansion' && part.parameter === '@' && part.operation === undefined && !part.prefix;
}

function allParameters(state: ShellState): Piece[] {
  return state.positional.map((text, i) => ({ text, origin: 'quoted', breaksBefore: i > 0 }));
}

/** The text of one expansion. */
function expansionText(part: DoubleQuotedChild, context: ExpandContext, isQuoted: boolean): string {
  switch (part.type) {
    case 'Literal':
      return part.value;
    case 'SimpleExpansion':
      return readVariable(context.state, part.text.slice(1));
    case 'ParameterExpansion':
      return expandParameter(part, context.state, {
        text: (word) => expandText(word, context),
        pattern: (word) => expandPattern(word, context),
        isQuoted,
      });
    case 'CommandExpansion':
      return substituteCommand(part.script, context);
    case 'ArithmeticExpansion':
      return String(expandArithmetic(part.expression, context));
  }
}

/** `$X` and `${X}` alone come without parts. */
function withVariables(text: string, { state }: ExpandContext): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+|[#?]))/g, (_whole, braced?: string, bare?: string) =>
    readVariable(state, braced ?? bare ?? ''),
  );
}

/** The value of an arithmetic expression; 0 where there is none. */
export function expandArithmetic(expression: ArithmeticExpression | undefined, context: ExpandContext): number {
  if (expression === undefined) return 0;
  return evaluateArithmetic(expression, context.state, ({ value, parts }) =>
    parts === undefined ? withVariables(value, context) : textOfPieces(expandParts(parts, context)),
  );
}

function expandQuoted(parts: readonly DoubleQuotedChild[], context: ExpandContext): Piece[] {
  if (parts.length === 1 && parts[0] !== undefined && isAllParameters(parts[0])) return allParameters(context.state);
  const pieces: Piece[] = [{ text: '', origin: 'quoted' }];
  for (const part of parts) {
    if (isAllParameters(part)) pieces.push(...allParameters(context.state));
    else pieces.push({ text: expansionText(part, context, true), origin: 'quoted' });
  }
  return pieces;
}

function expandPart(part: WordPart, context: ExpandContext): Piece[] {
  switch (part.type) {
    case 'Literal':
      return [{ text: part.value, origin: 'literal', raw: part.text }];
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [{ text: part.value, origin: 'quoted' }];
    case 'DoubleQuoted':
    case 'LocaleString':
      return expandQuoted(part.parts, context);
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
    case 'ArithmeticExpansion':
      return [{ text: expansionText(part, context, false), origin: 'expansion' }];
    case 'Glob':
      return part.kind === 'bracket' ? bracketPieces(part.parts, context) : [asWritten(part)];
    default:
      return [asWritten(part)];
  }
}

/** The members of `[…]`, which may come from variables. */
function bracketPieces(parts: readonly WordPart[], context: ExpandContext): Piece[] {
  const bracket = (text: string): Piece => ({ text, origin: 'literal', raw: text });
  return [bracket('['), ...expandParts(parts, context), bracket(']')];
}

function asWritten({ text }: WordPart): Piece {
  return { text, origin: 'literal', raw: text };
}

function expandParts(parts: readonly WordPart[], context: ExpandContext): Piece[] {
  return parts.flatMap((part) => expandPart(part, context));
}

function withTilde(pieces: readonly Piece[], state: ShellState): Piece[] {
  const [first, ...rest] = pieces;
  if (first?.origin !== 'literal' || !/^~(\/|$)/.test(first.raw ?? '') || (first.raw === '~' && rest.length > 0)) {
    return [...pieces];
  }
  const home = state.variables.get('HOME') ?? '/root';
  return [{ text: home, origin: 'quoted' }, { text: first.text.slice(1), origin: 'literal' }, ...rest];
}

function piecesOf(word: Word, context: ExpandContext): Piece[] {
  const pieces: Piece[] =
    word.parts === undefined
      ? [{ text: word.value, origin: 'literal', raw: word.text }]
      : expandParts(word.parts, context);
  return withTilde(pieces, context.state);
}

function textOfPieces(pieces: readonly Piece[]): string {
  return pieces.map(({ text, breaksBefore }) => (breaksBefore ? ` ${text}` : text)).join('');
}

/** A word as one text, without splitting: for assignments, `case`, redirections. */
export function expandText(word: Word, context: ExpandContext): string {
  return textOfPieces(piecesOf(word, context));
}

/** A word as a shell pattern: what was quoted stands for itself. */
export function expandPattern(word: Word, context: ExpandContext): string {
  const pieces = piecesOf(word, context);
  return pieces
    .map(({ text, raw, origin }) => (origin === 'quoted' ? text.replace(/[\\*?[\]]/g, '\\$&') : (raw ?? text)))
    .join('');
}

/** A word as a regular expression (`[[ X =~ … ]]`): what was quoted stands for itself. */
export function expandRegExp(word: Word, context: ExpandContext): string {
  const pieces = piecesOf(word, context);
  return pieces.map(({ text, raw, origin }) => (origin === 'quoted' ? literalRegExp(text) : (raw ?? text))).join('');
}

/** The text of a here-document. */
export function expandHereDoc(body: HereDocBody, context: ExpandContext): string {
  return body.parts === undefined ? body.text : textOfPieces(expandParts(body.parts, context));
}

type Step = { readonly text: string } | 'break';

/** A piece as texts to append and breaks between words. */
function stepsOf({ text, origin, breaksBefore }: Piece, separators: string): Step[] {
  if (origin === 'quoted') return breaksBefore ? ['break', { text }] : [{ text }];
  if (origin === 'literal') return text === '' ? [] : [{ text }];
  return [...text].map((character) => (separators.includes(character) ? 'break' : { text: character }));
}

/** Divides pieces into words, at "$@" and where unquoted expansions hold blanks. */
function splitPieces(pieces: readonly Piece[], separators: string): string[] {
  const fields: string[] = [];
  let isOpen = false;
  for (const step of pieces.flatMap((piece) => stepsOf(piece, separators))) {
    if (step === 'break') isOpen = false;
    else if (isOpen) fields.push(`${fields.pop() ?? ''}${step.text}`);
    else {
      fields.push(step.text);
      isOpen = true;
    }
  }
  return fields;
}

/** Each way to choose among the words that a word's braces stand for, as lists of parts. Only bash has them. */
function braceAlternatives(parts: readonly WordPart[]): WordPart[][] {
  let alternatives: WordPart[][] = [[]];
  for (const part of parts) {
    const words = part.type === 'BraceExpansion' ? expandBrace(part.text) : undefined;
    const choices: WordPart[] = words?.map((text) => ({
      type: 'Literal',
      pos: part.pos,
      end: part.end,
      text,
      value: text,
    })) ?? [part];
    alternatives = alternatives.flatMap((list) => choices.map((choice) => [...list, choice]));
  }
  return alternatives;
}

/** A word as the fields that a command is given. */
export function expandFields(word: Word, context: ExpandContext): string[] {
  const { state } = context;
  const separators = state.variables.get('IFS') ?? ' \t\n';
  const hasBraces = state.kind === 'bash' && word.parts?.some((part) => part.type === 'BraceExpansion');
  if (!hasBraces) return splitPieces(piecesOf(word, context), separators);
  return braceAlternatives(word.parts ?? []).flatMap((parts) =>
    splitPieces(withTilde(expandParts(parts, context), state), separators),
  );
}
