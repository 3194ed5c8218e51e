import { goQuote } from './go-value';
import { compareText } from './json';
import type { LabelSelector, StringMap } from './meta';
import { labelKeyProblems, labelValueProblems } from './names';

/** One requirement of a selector. */
export type Requirement = {
  readonly key: string;
  readonly operator: 'in' | 'notin' | '=' | '==' | '!=' | 'exists' | '!' | 'gt' | 'lt';
  readonly values: readonly string[];
};

/** A parsed selector: all requirements must hold. */
export type Selector = readonly Requirement[];

/** Whether labels satisfy a selector; an empty selector is satisfied by all. */
export function matchesSelector(selector: Selector, labels: StringMap | undefined): boolean {
  return selector.every((requirement) => satisfies(requirement, labels?.[requirement.key]));
}

function satisfies({ operator, values }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case 'in':
    case '=':
    case '==':
      return value !== undefined && values.includes(value);
    case 'notin':
    case '!=':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case 'gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'lt':
      return value !== undefined && Number(value) < Number(values[0]);
  }
}

/** A map of equal labels as a selector, sorted by key. */
export function selectorFromMap(labels: StringMap): Selector {
  return Object.keys(labels)
    .sort(compareText)
    .map((key) => ({ key, operator: '=', values: [labels[key] ?? ''] }));
}

const operators = { In: 'in', NotIn: 'notin', Exists: 'exists', DoesNotExist: '!' } as const;

/** @upstream apimachinery meta/v1 LabelSelectorAsSelector (undefined selects nothing: callers decide) */
export function selectorFromLabelSelector(selector: LabelSelector): Selector {
  const requirements: Requirement[] = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({
    key,
    operator: 'in',
    values: [value],
  }));
  for (const { key, operator, values } of selector.matchExpressions ?? []) {
    requirements.push({ key, operator: operators[operator], values: [...(values ?? [])].sort(compareText) });
  }
  return requirements.sort((left, right) => compareText(left.key, right.key));
}

/** Whether a label selector selects these labels; undefined selects nothing, an empty one everything. */
export function labelSelectorMatches(selector: LabelSelector | undefined, labels: StringMap | undefined): boolean {
  return selector !== undefined && matchesSelector(selectorFromLabelSelector(selector), labels);
}

/** `app=hello,tier in (back,front),!gone`: as describe prints it. */
export function selectorText(selector: Selector): string {
  return selector.map(requirementText).join(',');
}

function requirementText({ key, operator, values }: Requirement): string {
  switch (operator) {
    case 'exists':
      return key;
    case '!':
      return `!${key}`;
    case 'in':
    case 'notin':
      if (operator === 'in' && values.length === 1) return `${key}=${values[0]}`;
      return `${key} ${operator} (${values.join(',')})`;
    case 'gt':
      return `${key}>${values[0]}`;
    case 'lt':
      return `${key}<${values[0]}`;
    default:
      return `${key}${operator}${values[0]}`;
  }
}

/** A selector that cannot be read; the message is upstream's. */
export class SelectorError extends Error {
  override readonly name = 'SelectorError';
}

/** A word may be an operator where one is expected: `in`, `notin`. */
type Token = { readonly kind: 'word' | 'symbol' | 'end'; readonly text: string };

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const [token] of text.matchAll(/==|!=|[=!(),<>]|[^\s=!(),<>]+/g)) {
    tokens.push({ kind: /^[=!(),<>]/.test(token) ? 'symbol' : 'word', text: token });
  }
  return tokens;
}

/**
 * Reads `a=b,c!=d,e in (f,g),!h`.
 * @throws SelectorError with upstream's words
 * @upstream apimachinery labels/selector.go Parser
 */
export function parseSelector(text: string): Selector {
  const tokens = new Tokens(tokenize(text));
  const requirements: Requirement[] = [];
  while (tokens.next.kind !== 'end') {
    if (!startsRequirement(tokens.next)) throw tokens.unexpected("!, identifier, or 'end of string'");
    requirements.push(parseRequirement(tokens));
    const separator = tokens.take();
    if (separator.kind === 'end') break;
    if (separator.text !== ',') throw tokens.unexpected("',' or 'end of string'", separator);
    if (!startsRequirement(tokens.next)) throw tokens.unexpected("identifier after ','");
  }
  return requirements.sort((left, right) => compareText(left.key, right.key));
}

class Tokens {
  private at = 0;

  constructor(private readonly all: readonly Token[]) {}

  get next(): Token {
    return this.all[this.at] ?? { kind: 'end', text: '' };
  }

  take(): Token {
    const { next } = this;
    this.at++;
    return next;
  }

  unexpected(expected: string, { text } = this.next): SelectorError {
    return new SelectorError(`found '${text}', expected: ${expected}`);
  }
}

function startsRequirement({ kind, text }: Token): boolean {
  return kind === 'word' || text === '!';
}

/** What is wrong inside a requirement is told so. */
function parseRequirement(tokens: Tokens): Requirement {
  try {
    return validated(parseKeyAndOperation(tokens));
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    throw new SelectorError(`unable to parse requirement: ${error.message}`);
  }
}

function parseKeyAndOperation(tokens: Tokens): Requirement {
  const negated = tokens.next.text === '!';
  if (negated) tokens.take();
  const { kind, text: key } = tokens.take();
  if (kind !== 'word') throw new SelectorError(`found '${key}', expected: identifier`);
  refuseKey(key);
  if (negated) return { key, operator: '!', values: [] };
  if (endsRequirement(tokens.next)) return { key, operator: 'exists', values: [] };
  const operator = tokens.take();
  switch (operator.text) {
    case '=':
    case '==':
    case '!=':
      return { key, operator: operator.text, values: [parseExactValue(tokens)] };
    case '>':
    case '<':
      return { key, operator: operator.text === '>' ? 'gt' : 'lt', values: [parseExactValue(tokens)] };
    case 'in':
    case 'notin':
      return { key, operator: operator.text, values: [...new Set(parseValues(tokens))].sort(compareText) };
    default:
      throw tokens.unexpected('in, notin, =, ==, !=, gt, lt', operator);
  }
}

function endsRequirement({ kind, text }: Token): boolean {
  return kind === 'end' || text === ',';
}

function parseExactValue(tokens: Tokens): string {
  if (endsRequirement(tokens.next)) return '';
  const value = tokens.take();
  if (value.kind !== 'word') throw tokens.unexpected('identifier', value);
  return value.text;
}

/** @upstream apimachinery labels/selector.go parseValues, parseIdentifiersList */
function parseValues(tokens: Tokens): string[] {
  const open = tokens.take();
  if (open.text !== '(') throw new SelectorError(`found '${open.text}' expected: '('`);
  const { kind, text } = tokens.next;
  if (text === ')') {
    tokens.take();
    return [''];
  }
  if (kind !== 'word' && text !== ',') throw tokens.unexpected("',', ')' or identifier");
  const values: string[] = [];
  for (;;) {
    if (tokens.next.kind === 'word') values.push(tokens.take().text);
    else if (tokens.next.text === ',' || tokens.next.text === ')') values.push('');
    else throw tokens.unexpected("',', or identifier");
    const separator = tokens.take();
    if (separator.text === ')') return values;
    if (separator.text !== ',') throw tokens.unexpected("',' or ')'", separator);
  }
}

function refuseKey(key: string): void {
  const problem = labelKeyProblems(key).join('; ');
  if (problem !== '') throw new SelectorError(`<nil>: Invalid value: ${goQuote(key)}: ${problem}`);
}

/** @upstream apimachinery labels/selector.go NewRequirement */
function validated(requirement: Requirement): Requirement {
  const { key, operator, values } = requirement;
  const problems: string[] = [];
  for (const [index, value] of values.entries()) {
    if ((operator === 'gt' || operator === 'lt') && !/^[-+]?\d+$/.test(value)) {
      const problem = "for 'Gt', 'Lt' operators, the value must be an integer";
      problems.push(`values[${index}]: Invalid value: ${goQuote(value)}: ${problem}`);
    }
    const problem = labelValueProblems(value).join('; ');
    if (problem !== '') problems.push(`values[${index}][${key}]: Invalid value: ${goQuote(value)}: ${problem}`);
  }
  if (problems.length === 0) return requirement;
  throw new SelectorError(problems.length === 1 ? (problems[0] ?? '') : `[${problems.join(', ')}]`);
}
