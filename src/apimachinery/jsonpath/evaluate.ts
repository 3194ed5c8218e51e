import { goText, goTypeName, sortedFields } from '../go-value';
import { isObject, type Json } from '../json';
import { comparisonProblem, isLess, type Operand, operandOf } from './compare';
import { type ArrayBounds, type JsonPath, JsonPathError, type ListNode, type Node } from './node';

export type EvaluateOptions = {
  /** A field that is missing has no result instead of being an error. */
  readonly allowMissingKeys?: boolean;
  /** Whole numbers are Go's float64, as in what `create --dry-run=client` prints. */
  readonly floats?: boolean;
};

/** A JSON value, or undefined where upstream walks a range without any value. */
type Value = Json | undefined;

/** An error that upstream returns together with results; existence filters look at those only. */
class WalkError extends JsonPathError {
  constructor(
    message: string,
    readonly results: number,
  ) {
    super(message);
  }
}

type Evaluation = {
  readonly options: EvaluateOptions;
  beginRange: number;
  inRange: number;
  endRange: number;
  lastEnd: number;
};

/**
 * The results of a template, one list for each of its parts (a part inside a range has one for each round).
 * @throws JsonPathError with upstream's words
 * @upstream client-go util/jsonpath/jsonpath.go FindResults
 */
export function evaluateJsonPath(path: JsonPath, data: Json, options: EvaluateOptions = {}): Json[][] {
  const evaluation: Evaluation = { options, beginRange: 0, inRange: 0, endRange: 0, lastEnd: -1 };
  return findResults(evaluation, path.nodes, 0, data).map((results) => results.map((value) => value ?? null));
}

function findResults(evaluation: Evaluation, nodes: readonly Node[], from: number, data: Value): Value[][] {
  const found: Value[][] = [];
  for (let i = from; i < nodes.length; i++) {
    const node = nodes[i];
    if (node === undefined) break;
    const results = walk(evaluation, [data], node);
    if (evaluation.endRange > 0 && evaluation.endRange <= evaluation.inRange) {
      evaluation.endRange--;
      evaluation.lastEnd = i;
      break;
    }
    if (evaluation.beginRange === 0) {
      found.push(results);
      continue;
    }
    evaluation.beginRange--;
    evaluation.inRange++;
    for (const value of results) found.push(...findResults(evaluation, nodes, i + 1, value));
    // Without any value the nodes up to the end are still walked, so that the end is found.
    if (results.length === 0) findResults(evaluation, nodes, i + 1, undefined);
    evaluation.inRange--;
    if (evaluation.lastEnd > i) i = evaluation.lastEnd;
  }
  return found;
}

function walk(evaluation: Evaluation, input: readonly Value[], node: Node): Value[] {
  switch (node.type) {
    case 'list':
      return walkList(evaluation, input, node);
    case 'text':
      return [node.text];
    case 'int':
    case 'float':
    case 'bool':
      return input.map(() => node.value);
    case 'field':
      return walkField(evaluation, input, node.name);
    case 'array':
      return walkArray(input, node.bounds);
    case 'filter':
      return walkFilter(evaluation, input, node);
    case 'wildcard':
      return input.flatMap(children);
    case 'recursive':
      return input.flatMap(descendants);
    case 'union':
      return node.lists.flatMap((list) => walkList(evaluation, input, list));
    case 'identifier':
      return walkIdentifier(evaluation, input, node.name);
  }
}

function walkList(evaluation: Evaluation, input: readonly Value[], list: ListNode): Value[] {
  return list.nodes.reduce<Value[]>((values, node) => walk(evaluation, values, node), [...input]);
}

function walkIdentifier(evaluation: Evaluation, input: readonly Value[], name: string): Value[] {
  if (name === 'range') {
    evaluation.beginRange++;
    return [...input];
  }
  if (name !== 'end') throw new WalkError(`unrecognized identifier ${name}`, input.length);
  if (evaluation.inRange === 0) throw new WalkError('not in range, nothing to end', 0);
  evaluation.endRange++;
  return [];
}

function walkField(evaluation: Evaluation, input: readonly Value[], name: string): Value[] {
  const results: Value[] = [];
  for (const value of input) {
    if (!isObject(value) || !Object.hasOwn(value, name)) continue;
    const field = value[name];
    if (field !== undefined) results.push(field);
  }
  if (input.length > 0 && results.length === 0 && evaluation.options.allowMissingKeys !== true) {
    throw new WalkError(`${name} is not found`, 0);
  }
  return results;
}

function walkArray(input: readonly Value[], bounds: ArrayBounds): Value[] {
  const results: Value[] = [];
  for (const value of input) {
    if (value === null || value === undefined) continue;
    if (!Array.isArray(value)) throw new WalkError(`${goTypeName(value)} is not array or slice`, input.length);
    const range = resolveBounds(value.length, bounds, input.length);
    if (range === undefined) return results;
    for (let i = range.start; i < range.end; i += range.step) results.push(value[i]);
  }
  return results;
}

/** Bounds within a list; undefined where they hold nothing. */
function resolveBounds(
  length: number,
  bounds: ArrayBounds,
  results: number,
): { start: number; end: number; step: number } | undefined {
  const fail = (message: string): never => {
    throw new WalkError(message, results);
  };
  const start = (bounds.start ?? 0) + ((bounds.start ?? 0) < 0 ? length : 0);
  const rawEnd = bounds.end ?? length;
  const end = rawEnd < 0 || (rawEnd === 0 && bounds.endDerived) ? rawEnd + length : rawEnd;
  if (start === end) return undefined;
  const outOfBounds = (index: number): never => fail(`array index out of bounds: index ${index}, length ${length}`);
  if (start >= length || start < 0) outOfBounds(start);
  if (end > length || end < 0) outOfBounds(end - 1);
  if (start > end) fail(`starting index ${start} is greater than ending index ${end}`);
  if (bounds.step !== undefined && bounds.step <= 0) fail('step must be > 0');
  return { start, end, step: bounds.step ?? 1 };
}

/** What a value holds; Go's map order is random, ours is by name. */
function children(value: Value): Value[] {
  if (Array.isArray(value)) return value;
  if (isObject(value)) return sortedFields(value).map(([, item]) => item);
  return typeof value === 'string' ? Array.from(value, (char) => char.codePointAt(0)) : [];
}

function descendants(value: Value): Value[] {
  const held = children(value);
  return held.length === 0 ? [] : [value, ...held.flatMap(descendants)];
}

type FilterNode = Extract<Node, { type: 'filter' }>;

function walkFilter(evaluation: Evaluation, input: readonly Value[], filter: FilterNode): Value[] {
  return input.flatMap((value) => {
    if (Array.isArray(value)) return value.filter((item) => passes(evaluation, item, filter, input.length));
    const text = goText(value ?? null);
    throw new WalkError(`${text} is not array or slice and cannot be filtered`, input.length);
  });
}

function passes(evaluation: Evaluation, item: Json, filter: FilterNode, results: number): boolean {
  if (filter.operator === 'exists') return exists(evaluation, item, filter.left);
  const left = walkOperand(evaluation, item, filter.left, results);
  const right = left === undefined ? undefined : walkOperand(evaluation, item, filter.right, results);
  return left !== undefined && right !== undefined && compare(left, filter.operator, right);
}

function exists(evaluation: Evaluation, item: Json, list: ListNode): boolean {
  try {
    return walkList(evaluation, [item], list).length > 0;
  } catch (error) {
    if (error instanceof WalkError) return error.results > 0;
    throw error;
  }
}

/** One side of a comparison; undefined where it has no value. */
function walkOperand(evaluation: Evaluation, item: Json, list: ListNode, results: number): Operand | undefined {
  const values = walkList(evaluation, [item], list);
  if (values.length > 1) throw new WalkError('can only compare one element at a time', results);
  if (values.length === 0) return undefined;
  const value = values[0] ?? null;
  const literal = list.nodes.at(-1);
  if (literal?.type === 'int' || literal?.type === 'float') return { kind: literal.type, value };
  return operandOf(value, evaluation.options.floats);
}

function compare(left: Operand, operator: string, right: Operand): boolean {
  const equality = operator === '==' || operator === '!=';
  if (!equality && !['<', '>', '<=', '>='].includes(operator)) {
    throw new WalkError(`unrecognized filter operator ${operator}`, 0);
  }
  const problem = comparisonProblem(left, right, !equality);
  if (problem !== undefined) throw new WalkError(problem, 0);
  const equal = left.value === right.value;
  const less = isLess(left, right);
  const outcomes: Record<string, boolean> = {
    '==': equal,
    '!=': !equal,
    '<': less,
    '<=': less || equal,
    '>': !less && !equal,
    '>=': !less,
  };
  return outcomes[operator] ?? false;
}
