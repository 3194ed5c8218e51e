import type {
  ArithmeticExpression,
  ArithmeticWord,
  DoubleQuotedChild,
  HereDocBody,
  ParsedScript,
  ProcessSubstitutionPart,
  Word,
  WordPart,
} from 'unbash';
import { createBuffer, type Output } from '../streams';
import { evaluateArithmetic, type WordTexts } from './arithmetic';
import { expandBrace } from './brace';
import { catchExit } from './control-flow';
import { expandGlob } from './glob';
import { expandParameter, listElements } from './parameter';
import { type Piece, piecePattern, piecesText, splitPieces } from './piece';
import { literalRegExp } from './regular-expression';
import { copyState, type ShellState, type Streams } from './state';
import { readVariable, separator } from './variable';

/** What expansion needs besides the shell's state: where a command substitution complains. */
export type ExpandContext = { readonly state: ShellState; readonly streams: Streams };

async function runSubshell(script: ParsedScript, { state, streams }: ExpandContext, stdout: Output): Promise<number> {
  const subshell = copyState(state);
  if (script.source !== undefined) subshell.source = { text: script.source, firstLine: 1 };
  const run = () => catchExit(() => state.interpreter.run(script, subshell, { ...streams, stdout }));
  return await state.position.opaquely(run);
}

/** The output of `$(…)`, without the newlines at its end. `$(<file)` is the file's text. */
async function substituteCommand(script: ParsedScript | undefined, context: ExpandContext): Promise<string> {
  if (script === undefined) return '';
  const { state } = context;
  const buffer = createBuffer();
  const file = /^\s*<\s*([^\s;|&<>()]+)\s*$/.exec(script.source ?? '')?.[1];
  if (file !== undefined)
    return await state.interpreter
      .runText(`cat ${file}`, copyState(state), { ...context.streams, stdout: buffer })
      .then(() => buffer.text().replace(/\n+$/, ''));
  state.status = await runSubshell(script, context, buffer);
  return buffer.text().replaceAll('\0', '').replace(/\n+$/, '');
}

/** `<(…)`: a file that holds what the command printed. */
async function substituteProcess(
  { operator, script }: ProcessSubstitutionPart,
  context: ExpandContext,
): Promise<string> {
  const { world, budget } = context.state;
  const path = `/dev/shm/.fd${budget.nextPid}`;
  budget.nextPid += 1;
  const buffer = createBuffer();
  if (operator === '<' && script !== undefined) await runSubshell(script, context, buffer);
  world.files.write(path, buffer.bytes());
  return path;
}

function listPieces(elements: readonly string[], origin: Piece['origin']): Piece[] {
  return elements.map((text, i) => ({ text, origin, breaksBefore: i > 0 }));
}

/** The text of one expansion. */
async function expansionText(part: DoubleQuotedChild, context: ExpandContext, isQuoted: boolean): Promise<string> {
  switch (part.type) {
    case 'Literal':
      return part.value;
    case 'SimpleExpansion':
      return readVariable(context.state, part.text.slice(1));
    case 'ParameterExpansion':
      return await expandParameter(part, context.state, {
        text: (word) => expandText(word, context),
        pattern: (word) => expandPattern(word, context),
        number: async (word) => Number(await arithmeticText(await expandText(word, context), context)),
        isQuoted,
      });
    case 'CommandExpansion':
      return await substituteCommand(part.script, context);
    case 'ArithmeticExpansion':
      return String(await expandArithmetic(part.expression, context));
  }
}

/** A text that is an expression itself, such as the offset of `${X:i+1}`. */
async function arithmeticText(text: string, context: ExpandContext): Promise<string> {
  if (/^\s*-?\d+\s*$/.test(text)) return text.trim();
  const buffer = createBuffer();
  const { state, streams } = context;
  await state.interpreter.runText(`echo $((${text}))`, copyState(state), { ...streams, stdout: buffer });
  return buffer.text().trim();
}

async function expandQuoted(parts: readonly DoubleQuotedChild[], context: ExpandContext): Promise<Piece[]> {
  const { state } = context;
  const pieces: Piece[] = [];
  let isEmptyList = false;
  for (const part of parts) {
    const list = await listElements(part, state, (word) => expandText(word, context));
    if (list === undefined) pieces.push({ text: await expansionText(part, context, true), origin: 'quoted' });
    else if (list.joins) pieces.push({ text: list.elements.join(separator(state)), origin: 'quoted' });
    else if (list.elements.length === 0) isEmptyList = true;
    else pieces.push(...listPieces(list.elements, 'quoted'));
  }
  return pieces.length === 0 && !isEmptyList ? [{ text: '', origin: 'quoted' }] : pieces;
}

async function expandPart(part: WordPart, context: ExpandContext): Promise<Piece[]> {
  switch (part.type) {
    case 'Literal':
      return [{ text: part.value, origin: 'literal', raw: part.text }];
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [{ text: part.value, origin: 'quoted' }];
    case 'DoubleQuoted':
    case 'LocaleString':
      return await expandQuoted(part.parts, context);
    case 'SimpleExpansion':
    case 'ParameterExpansion': {
      const list = await listElements(part, context.state, (word) => expandText(word, context));
      if (list !== undefined) return listPieces(list.elements, 'expansion');
      return [{ text: await expansionText(part, context, false), origin: 'expansion' }];
    }
    case 'CommandExpansion':
    case 'ArithmeticExpansion':
      return [{ text: await expansionText(part, context, false), origin: 'expansion' }];
    case 'Glob':
      return part.kind === 'bracket' ? await bracketPieces(part.parts, context) : [asWritten(part)];
    case 'ProcessSubstitution':
      return [{ text: await substituteProcess(part, context), origin: 'quoted' }];
    default:
      return [asWritten(part)];
  }
}

/** The members of `[…]`, which may come from variables. */
async function bracketPieces(parts: readonly WordPart[], context: ExpandContext): Promise<Piece[]> {
  const bracket = (text: string): Piece => ({ text, origin: 'literal', raw: text });
  return [bracket('['), ...(await expandParts(parts, context)), bracket(']')];
}

function asWritten({ text }: WordPart): Piece {
  return { text, origin: 'literal', raw: text };
}

async function expandParts(parts: readonly WordPart[], context: ExpandContext): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (const part of parts) pieces.push(...(await expandPart(part, context)));
  return pieces;
}

/** Parts as one text. */
async function partsText(parts: readonly WordPart[], context: ExpandContext): Promise<string> {
  return piecesText(await expandParts(parts, context));
}

function withTilde(pieces: readonly Piece[], state: ShellState): Piece[] {
  const [first, ...rest] = pieces;
  if (first?.origin !== 'literal' || !/^~(\/|$)/.test(first.raw ?? '') || (first.raw === '~' && rest.length > 0)) {
    return [...pieces];
  }
  const home = state.variables.get('HOME') ?? '/root';
  return [{ text: home, origin: 'quoted' }, { text: first.text.slice(1), origin: 'literal' }, ...rest];
}

async function piecesOf(word: Word, context: ExpandContext): Promise<Piece[]> {
  const pieces: Piece[] =
    word.parts === undefined
      ? [{ text: word.value, origin: 'literal', raw: word.text }]
      : await expandParts(word.parts, context);
  return withTilde(pieces, context.state);
}

/** A word as one text, without splitting: for assignments, `case`, redirections. */
export async function expandText(word: Word, context: ExpandContext): Promise<string> {
  return piecesText(await piecesOf(word, context));
}

/** A word as a shell pattern: what was quoted stands for itself. */
export async function expandPattern(word: Word, context: ExpandContext): Promise<string> {
  return (await piecesOf(word, context)).map(piecePattern).join('');
}

/** A word as a regular expression (`[[ X =~ … ]]`): what was quoted stands for itself. */
export async function expandRegExp(word: Word, context: ExpandContext): Promise<string> {
  const pieces = await piecesOf(word, context);
  return pieces.map(({ text, raw, origin }) => (origin === 'quoted' ? literalRegExp(text) : (raw ?? text))).join('');
}

/** The text of a here-document. */
export async function expandHereDoc(body: HereDocBody, context: ExpandContext): Promise<string> {
  return body.parts === undefined ? body.text : await partsText(body.parts, context);
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

/** A word as the fields that a command is given: split, and with the paths that patterns stand for. */
export async function expandFields(word: Word, context: ExpandContext): Promise<string[]> {
  const { state } = context;
  const separators = state.variables.get('IFS') ?? ' \t\n';
  const hasBraces = state.kind === 'bash' && word.parts?.some((part) => part.type === 'BraceExpansion');
  const alternatives = hasBraces ? braceAlternatives(word.parts ?? []) : [undefined];
  const fields: string[] = [];
  for (const parts of alternatives) {
    const pieces =
      parts === undefined ? await piecesOf(word, context) : withTilde(await expandParts(parts, context), state);
    fields.push(...splitPieces(pieces, separators).flatMap((field) => expandGlob(field, state)));
  }
  return fields;
}

/** The words of an expression, whichever of its branches will count. */
function wordsIn(node: ArithmeticExpression): ArithmeticWord[] {
  switch (node.type) {
    case 'ArithmeticWord':
      return [node];
    case 'ArithmeticGroup':
      return wordsIn(node.expression);
    case 'ArithmeticTernary':
      return [node.test, node.consequent, node.alternate].flatMap(wordsIn);
    case 'ArithmeticUnary':
      return wordsIn(node.operand);
    case 'ArithmeticBinary':
      return [node.left, node.right].flatMap(wordsIn);
    case 'ArithmeticCommandExpansion':
      return [];
  }
}

/** `$X` and `${X}` alone come without parts. */
function withVariables(text: string, { state }: ExpandContext): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+|[#?]))/g, (_whole, braced?: string, bare?: string) =>
    readVariable(state, braced ?? bare ?? ''),
  );
}

/** The value of an arithmetic expression; 0 where there is none. @throws ShellError */
export async function expandArithmetic(
  expression: ArithmeticExpression | undefined,
  context: ExpandContext,
): Promise<number> {
  if (expression === undefined) return 0;
  const texts: WordTexts = new Map();
  for (const word of wordsIn(expression)) {
    if (word.parts !== undefined) texts.set(word, await partsText(word.parts, context));
  }
  return evaluateArithmetic(expression, context.state, (word) => texts.get(word) ?? withVariables(word.value, context));
}
