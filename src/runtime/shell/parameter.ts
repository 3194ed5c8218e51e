import type { DoubleQuotedChild, ParameterExpansionPart, ParameterOperation, Word } from 'unbash';
import { BoundedRegExp } from '../bounded-reg-exp';
import { ShellError } from './control-flow';
import { patternSource, removeMatch } from './pattern';
import type { ShellState } from './state';
import { arrayOf, getVariable, readVariable, setVariable } from './variable';

/** How the words inside `${…}` are expanded. */
export type ExpandOperand = {
  readonly text: (word: Word) => Promise<string>;
  readonly pattern: (word: Word) => Promise<string>;
  readonly number: (word: Word) => Promise<number>;
  readonly isQuoted: boolean;
};

type Operation<T extends ParameterOperation['type']> = Extract<ParameterOperation, { type: T }>;

/** The elements of `$@`, `${X[@]}` and their like; with `*`, quotes join them to one word. */
export type ElementList = { readonly elements: readonly string[]; readonly joins: boolean };

const isAll = (text: string | undefined): text is '@' | '*' => text === '@' || text === '*';

/** The elements that a part stands for; undefined where it stands for one text. */
export async function listElements(
  part: DoubleQuotedChild,
  state: ShellState,
  text: (word: Word) => Promise<string>,
): Promise<ElementList | undefined> {
  if (part.type === 'SimpleExpansion') {
    const name = part.text.slice(1);
    return isAll(name) ? { elements: state.positional, joins: name === '*' } : undefined;
  }
  if (part.type !== 'ParameterExpansion' || part.prefix === '#') return undefined;
  const { parameter, index, operation, prefix } = part;
  const chosen = index === undefined ? parameter : index.text;
  if (!isAll(chosen)) return undefined;
  const joins = chosen === '*';
  const array = arrayOf(state, parameter);
  const all = index === undefined ? state.positional : [...(prefix === '!' ? array.keys() : array.values())];
  if (operation === undefined) return { elements: all, joins };
  if (operation.type !== 'Slice') return undefined;
  const offset = Number(await text(operation.offset));
  const whole = index === undefined ? [state.name, ...all] : all;
  const from = offset < 0 ? Math.max(0, whole.length + offset) : index === undefined ? Math.max(offset, 0) : offset;
  const count = operation.length === undefined ? undefined : Number(await text(operation.length));
  return { elements: whole.slice(from, count === undefined ? undefined : from + count), joins };
}

async function currentValue(
  part: ParameterExpansionPart,
  state: ShellState,
  expand: ExpandOperand,
): Promise<string | undefined> {
  const { index, parameter, prefix } = part;
  if (index === undefined) {
    const value = getVariable(state, parameter);
    return prefix === '!' && value !== undefined ? getVariable(state, value) : value;
  }
  if (isAll(index.text)) return [...arrayOf(state, parameter).values()].join(' ');
  const array = arrayOf(state, parameter);
  if (state.associative.has(parameter)) return array.get(await expand.text(index));
  const at = await expand.number(index);
  return array.get(at < 0 ? ([...array.keys()].at(at) ?? '') : String(at));
}

async function lengthOf(part: ParameterExpansionPart, state: ShellState, expand: ExpandOperand): Promise<string> {
  const { index, parameter } = part;
  if (isAll(parameter)) return String(state.positional.length);
  if (isAll(index?.text)) return String(arrayOf(state, parameter).size);
  return String([...((await currentValue(part, state, expand)) ?? '')].length);
}

/** The complaint of `${X:?}`. */
function missing(part: ParameterExpansionPart, message: string, { kind }: ShellState): ShellError {
  const fallback = kind === 'bash' ? 'parameter null or not set' : 'parameter not set';
  return new ShellError(`${part.parameter}: ${message === '' ? fallback : message}`, kind === 'bash' ? 1 : 2, true);
}

async function applyDefault(
  { operator, operand }: Operation<'Default'>,
  part: ParameterExpansionPart,
  value: string | undefined,
  state: ShellState,
  expand: ExpandOperand,
): Promise<string> {
  const isMissing = operator.startsWith(':') ? !value : value === undefined;
  const kind = operator.replace(':', '');
  if (kind === '+') return isMissing ? '' : await expand.text(operand);
  if (!isMissing) return value ?? '';
  const text = await expand.text(operand);
  if (kind === '?') throw missing(part, text, state);
  if (kind === '=') setVariable(state, part.parameter, text);
  return text;
}

async function applyReplace(
  { operator, pattern, replacement }: Operation<'Replace'>,
  value: string,
  expand: ExpandOperand,
): Promise<string> {
  const source = patternSource(await expand.pattern(pattern));
  if (source === '') return value;
  const anchored = operator === '/#' ? `^(?:${source})` : operator === '/%' ? `(?:${source})$` : source;
  const text = await expand.text(replacement);
  return value.replace(new BoundedRegExp(anchored, operator === '//' ? 'g' : ''), () => text);
}

async function applySlice(
  { offset, length }: Operation<'Slice'>,
  value: string,
  expand: ExpandOperand,
): Promise<string> {
  const start = await expand.number(offset);
  const from = start < 0 ? Math.max(0, value.length + start) : start;
  if (length === undefined) return value.slice(from);
  const count = await expand.number(length);
  return count < 0 ? value.slice(from, count) : value.slice(from, from + count);
}

function changeCase(operator: '^' | '^^' | ',' | ',,', value: string): string {
  const change = (text: string): string => (operator.startsWith('^') ? text.toUpperCase() : text.toLowerCase());
  return operator.length === 2 ? change(value) : change(value.slice(0, 1)) + value.slice(1);
}

/** The text that `${…}` stands for. @throws ShellError for `${X:?}` and what is not simulated */
export async function expandParameter(
  part: ParameterExpansionPart,
  state: ShellState,
  expand: ExpandOperand,
): Promise<string> {
  const { operation } = part;
  if (part.prefix === '#') return await lengthOf(part, state, expand);
  if (operation?.type === 'Names') {
    return [...state.variables.keys()]
      .filter((name) => name.startsWith(part.parameter))
      .sort()
      .join(' ');
  }
  const value = await currentValue(part, state, expand);
  if (operation?.type === 'Default') return await applyDefault(operation, part, value, state, expand);
  const text =
    value ?? (part.index === undefined && part.prefix === undefined ? readVariable(state, part.parameter) : '');
  switch (operation?.type) {
    case undefined:
      return text;
    case 'Remove':
      return removeMatch(text, await expand.pattern(operation.operand), operation.operator);
    case 'Replace':
      return await applyReplace(operation, text, expand);
    case 'Slice':
      return await applySlice(operation, text, expand);
    case 'CaseModification':
      return changeCase(operation.operator, text);
    default:
      throw new ShellError(`${part.text}: bad substitution`, state.kind === 'bash' ? 1 : 2);
  }
}
