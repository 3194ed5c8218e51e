import type { ArithmeticBinary, ArithmeticExpression, ArithmeticUnary, ArithmeticWord } from 'unbash';
import { ShellError } from './control-flow';
import type { ShellState } from './state';
import { getVariable, setVariable } from './variable';

/** The texts of words that hold expansions, found beforehand. */
export type WordTexts = Map<ArithmeticWord, string>;

/** Expands the words inside an expression (`$X`, `${#X}`). */
export type ExpandArithmeticWord = (word: ArithmeticWord) => string;

type Binary = (left: number, right: number) => number;

const operations: { readonly [operator: string]: Binary } = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => divide(left, right),
  '%': (left, right) => left - right * divide(left, right),
  '**': (left, right) => left ** right,
  '<': (left, right) => Number(left < right),
  '>': (left, right) => Number(left > right),
  '<=': (left, right) => Number(left <= right),
  '>=': (left, right) => Number(left >= right),
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  '&': (left, right) => left & right,
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
  '<<': (left, right) => left << right,
  '>>': (left, right) => left >> right,
  ',': (_left, right) => right,
};

function divide(left: number, right: number): number {
  if (right === 0) throw new ShellError('division by 0');
  return Math.trunc(left / right);
}

function numberOf(text: string, state: ShellState, depth = 0): number {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  if (/^0[0-7]+$/.test(trimmed)) return Number.parseInt(trimmed, 8);
  const based = /^(\d+)#([0-9a-z]+)$/i.exec(trimmed);
  if (based !== null) return Number.parseInt(based[2] ?? '', Number(based[1]));
  if (/^[-+]?(\d+|0x[0-9a-f]+)$/i.test(trimmed)) return Number(trimmed);
  if (/^[A-Za-z_]\w*$/.test(trimmed) && depth < 16)
    return numberOf(getVariable(state, trimmed) ?? '', state, depth + 1);
  const [, array, key] = /^([A-Za-z_]\w*)\[(.+)\]$/.exec(trimmed) ?? [];
  if (array !== undefined && key !== undefined && depth < 16) {
    const index = state.associative.has(array) ? key : String(numberOf(key, state, depth + 1));
    return numberOf(state.arrays.get(array)?.get(index) ?? '', state, depth + 1);
  }
  throw new ShellError(`arithmetic syntax error: ${trimmed}`, 2);
}

/** Evaluates an arithmetic expression to a whole number; assignments take effect. @throws ShellError */
export function evaluateArithmetic(
  expression: ArithmeticExpression,
  state: ShellState,
  expand: ExpandArithmeticWord,
): number {
  const evaluate = (node: ArithmeticExpression): number => evaluateArithmetic(node, state, expand);
  switch (expression.type) {
    case 'ArithmeticWord':
      return numberOf(expand(expression), state);
    case 'ArithmeticGroup':
      return evaluate(expression.expression);
    case 'ArithmeticTernary':
      return evaluate(expression.test) !== 0 ? evaluate(expression.consequent) : evaluate(expression.alternate);
    case 'ArithmeticUnary':
      return evaluateUnary(expression, state, evaluate);
    case 'ArithmeticBinary':
      return evaluateBinary(expression, state, evaluate);
    case 'ArithmeticCommandExpansion':
      throw new ShellError('a command in an arithmetic expression is not simulated', 2);
  }
}

type Evaluate = (node: ArithmeticExpression) => number;

function evaluateUnary(node: ArithmeticUnary, state: ShellState, evaluate: Evaluate): number {
  const value = evaluate(node.operand);
  switch (node.operator) {
    case '-':
      return -value;
    case '!':
      return Number(value === 0);
    case '~':
      return ~value;
    case '++':
    case '--': {
      const changed = value + (node.operator === '++' ? 1 : -1);
      assign(node.operand, changed, state);
      return node.prefix ? changed : value;
    }
    default:
      return value;
  }
}

function evaluateBinary(node: ArithmeticBinary, state: ShellState, evaluate: Evaluate): number {
  const { operator, left, right } = node;
  if (operator === '&&') return Number(evaluate(left) !== 0 && evaluate(right) !== 0);
  if (operator === '||') return Number(evaluate(left) !== 0 || evaluate(right) !== 0);
  const operation = operations[operator];
  if (operation !== undefined) return operation(evaluate(left), evaluate(right));
  const compound = operations[operator.slice(0, -1)];
  if (!operator.endsWith('=')) throw new ShellError(`arithmetic syntax error: ${operator}`, 2);
  const value = compound === undefined ? evaluate(right) : compound(evaluate(left), evaluate(right));
  assign(left, value, state);
  return value;
}

function assign(target: ArithmeticExpression, value: number, state: ShellState): void {
  const [, name, key] =
    target.type === 'ArithmeticWord' ? (/^([A-Za-z_]\w*)(?:\[(.+)\])?$/.exec(target.value) ?? []) : [];
  if (name === undefined) throw new ShellError('attempted assignment to non-variable', 1);
  const index = key === undefined || state.associative.has(name) ? key : String(numberOf(key, state));
  setVariable(state, name, String(value), index);
}
