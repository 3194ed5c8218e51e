import type { ParameterExpansionPart, ParameterOperation, Word } from 'unbash';
import { ShellError } from './control-flow';
import { patternSource, removeMatch } from './pattern';
import type { ShellState } from './state';
import { getVariable, readVariable, setVariable } from './variable';

/** How the words inside `${…}` are expanded. */
export type ExpandOperand = {
  readonly text: (word: Word) => string;
  readonly pattern: (word: Word) => string;
  readonly isQuoted: boolean;
};

type Operation<T extends ParameterOperation['type']> = Extract<ParameterOperation, { type: T }>;

function elements(part: ParameterExpansionPart, state: ShellState): readonly string[] {
  if (part.parameter === '@' || part.parameter === '*') return state.positional;
  const array = state.arrays.get(part.parameter);
  const value = getVariable(state, part.parameter);
  return array ?? (value === undefined ? [] : [value]);
}

function currentValue(part: ParameterExpansionPart, state: ShellState, expand: ExpandOperand): string | undefined {
  if (part.index === undefined) {
    const value = getVariable(state, part.parameter);
    return part.prefix === '!' && value !== undefined ? getVariable(state, value) : value;
  }
  const index = expand.text(part.index);
  if (index === '@' || index === '*') return elements(part, state).join(' ');
  return elements(part, state)[Number(index)];
}

function lengthOf(part: ParameterExpansionPart, state: ShellState, expand: ExpandOperand): string {
  const index = part.index === undefined ? '' : expand.text(part.index);
  const isWhole = index === '@' || index === '*' || part.parameter === '@' || part.parameter === '*';
  return String(isWhole ? elements(part, state).length : [...(currentValue(part, state, expand) ?? '')].length);
}

/** The complaint of `${X:?}`. */
function missing(part: ParameterExpansionPart, message: string, { kind }: ShellState): ShellError {
  const fallback = kind === 'bash' ? 'parameter null or not set' : 'parameter not set';
  return new ShellError(`${part.parameter}: ${message === '' ? fallback : message}`, kind === 'bash' ? 1 : 2, true);
}

function applyDefault(
  { operator, operand }: Operation<'Default'>,
  part: ParameterExpansionPart,
  value: string | undefined,
  state: ShellState,
  expand: ExpandOperand,
): string {
  const isMissing = operator.startsWith(':') ? !value : value === undefined;
  const kind = operator.replace(':', '');
  if (kind === '+') return isMissing ? '' : expand.text(operand);
  if (!isMissing) return value ?? '';
  const text = expand.text(operand);
  if (kind === '?') throw missing(part, text, state);
  if (kind === '=') setVariable(state, part.parameter, text);
  return text;
}

function applyReplace(
  { operator, pattern, replacement }: Operation<'Replace'>,
  value: string,
  expand: ExpandOperand,
): string {
  const source = patternSource(expand.pattern(pattern));
  if (source === '') return value;
  const anchored = operator === '/#' ? `^(?:${source})` : operator === '/%' ? `(?:${source})$` : source;
  const text = expand.text(replacement);
  return value.replace(new RegExp(anchored, operator === '//' ? 'g' : ''), () => text);
}

function applySlice({ offset, length }: Operation<'Slice'>, value: string, expand: ExpandOperand): string {
  const start = Number(expand.text(offset));
  const from = start < 0 ? Math.max(0, value.length + start) : start;
  if (length === undefined) return value.slice(from);
  const count = Number(expand.text(length));
  return count < 0 ? value.slice(from, count) : value.slice(from, from + count);
}

function changeCase(operator: '^' | '^^' | ',' | ',,', value: string): string {
  const change = (text: string): string => (operator.startsWith('^') ? text.toUpperCase() : text.toLowerCase());
  return operator.length === 2 ? change(value) : change(value.slice(0, 1)) + value.slice(1);
}

/** The text that `${…}` stands for. @throws ShellError for `${X:?}` and what is not simulated */
export function expandParameter(part: ParameterExpansionPart, state: ShellState, expand: ExpandOperand): string {
  const { operation } = part;
  if (part.prefix === '#') return lengthOf(part, state, expand);
  const value = currentValue(part, state, expand);
  if (operation?.type === 'Default') return applyDefault(operation, part, value, state, expand);
  const text =
    value ?? (part.index === undefined && part.prefix === undefined ? readVariable(state, part.parameter) : '');
  switch (operation?.type) {
    case undefined:
      return text;
    case 'Remove':
      return removeMatch(text, expand.pattern(operation.operand), operation.operator);
    case 'Replace':
      return applyReplace(operation, text, expand);
    case 'Slice':
      return applySlice(operation, text, expand);
    case 'CaseModification':
      return changeCase(operation.operator, text);
    default:
      throw new ShellError(`${part.text}: bad substitution`, state.kind === 'bash' ? 1 : 2);
  }
}
