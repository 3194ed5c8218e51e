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
export class SelectorError extends Error {}

type Token = { readonly kind: 'word' | 'symbol' | 'end'; readonly text: string };

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const [token] of text.matchAll(/==|!=|[=!(),<>]|[^\s=!(),<>]+/g)) {
    tokens.push({ kind: /^[=!(),<>]/.test(token) ? 'symbol' : 'word', text: token });
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

/**
 * Reads `a=b,c!=d,e in (f,g),!h`.
 * @throws SelectorError with upstream's words
 * @upstream apimachinery labels/selector.go Parser
 */
export function parseSelector(text: string): Selector {
  const tokens = tokenize(text);
  const requirements: Requirement[] = [];
  let at = 0;
  const peek = (): Token => tokens[at] ?? { kind: 'end', text: '' };
  const take = (): Token => tokens[at++] ?? { kind: 'end', text: '' };
  const fail = (message: string): never => {
    throw new SelectorError(`unable to parse requirement: ${message}`);
  };

  function parseValues(): string[] {
    if (take().text !== '(') fail(`found '${tokens[at - 1]?.text}', expected: '('`);
    const values: string[] = [];
    if (peek().text === ')') {
      take();
      return [''];
    }
    for (;;) {
      const token = peek();
      if (token.kind === 'word') values.push(take().text);
      else if (token.text === ',' || token.text === ')') values.push('');
      else fail(`found '${token.text}', expected: ',', ')' or identifier`);
      const separator = take();
      if (separator.text === ')') return values;
      if (separator.text !== ',') fail(`found '${separator.text}', expected: ',' or ')'`);
    }
  }

  function parseOperation(key: string): Requirement {
    const token = take();
    switch (token.text) {
      case '=':
      case '==':
      case '!=':
        return { key, operator: token.text, values: [peek().kind === 'word' ? take().text : ''] };
      case 'in':
      case 'notin':
        return { key, operator: token.text, values: parseValues().sort(compareText) };
      case '>':
      case '<':
        return { key, operator: token.text === '>' ? 'gt' : 'lt', values: [take().text] };
      default:
        return fail(`found '${token.text}', expected: in, notin, =, ==, !=, gt, lt`);
    }
  }

  function parseRequirement(): Requirement {
    const negated = peek().text === '!';
    if (negated) take();
    const token = take();
    if (token.kind !== 'word') fail(`found '${token.text}', expected: !, identifier, or 'end of string'`);
    if (negated) return { key: token.text, operator: '!', values: [] };
    if (peek().kind === 'end' || peek().text === ',') return { key: token.text, operator: 'exists', values: [] };
    return parseOperation(token.text);
  }

  while (peek().kind !== 'end') {
    requirements.push(validated(parseRequirement()));
    const separator = peek();
    if (separator.kind === 'end') break;
    if (separator.text !== ',') fail(`found '${separator.text}', expected: ',' or 'end of string'`);
    take();
    if (peek().kind === 'end') fail("found '', expected: identifier after ','");
  }
  return requirements.sort((left, right) => compareText(left.key, right.key));
}

function validated(requirement: Requirement): Requirement {
  const [keyProblem] = labelKeyProblems(requirement.key);
  if (keyProblem !== undefined) {
    throw new SelectorError(
      `unable to parse requirement: <nil>: Invalid value: ${JSON.stringify(requirement.key)}: ${keyProblem}`,
    );
  }
  for (const [index, value] of requirement.values.entries()) {
    const [problem] = labelValueProblems(value);
    if (problem !== undefined) {
      throw new SelectorError(
        `unable to parse requirement: values[${index}][${requirement.key}]: Invalid value: ${JSON.stringify(value)}: ${problem}`,
      );
    }
  }
  return requirement;
}
