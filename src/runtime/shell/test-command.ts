import type { TestBinaryExpression, TestExpression } from 'unbash';
import { extendedRegExp } from '../programs/regular-expression';
import { ShellError } from './control-flow';
import { type ExpandContext, expandPattern, expandRegExp, expandText } from './expand';
import { matchesPattern } from './pattern';
import { binaryTests, unaryTests } from './test-expression';

function matchesRegExp(node: TestBinaryExpression, context: ExpandContext): boolean {
  const match = new RegExp(extendedRegExp(expandRegExp(node.right, context))).exec(expandText(node.left, context));
  context.state.arrays.set('BASH_REMATCH', match === null ? [] : [...match].map((group) => group ?? ''));
  return match !== null;
}

function evaluateBinary(node: TestBinaryExpression, context: ExpandContext): boolean {
  const { operator, left, right } = node;
  if (operator === '=~') return matchesRegExp(node, context);
  if (operator === '=' || operator === '==' || operator === '!=') {
    return matchesPattern(expandText(left, context), expandPattern(right, context)) === (operator !== '!=');
  }
  const test = binaryTests[operator];
  if (test === undefined) throw new ShellError(`${operator}: conditional binary operator expected`, 2);
  return test(expandText(left, context), expandText(right, context), context.state);
}

/** Evaluates `[[ … ]]`. `=~` fills BASH_REMATCH. @throws ShellError */
export function evaluateTestCommand(node: TestExpression, context: ExpandContext): boolean {
  const evaluate = (child: TestExpression): boolean => evaluateTestCommand(child, context);
  switch (node.type) {
    case 'TestUnary': {
      const test = unaryTests[node.operator];
      if (test === undefined) throw new ShellError(`${node.operator}: unary operator expected`, 2);
      return test(expandText(node.operand, context), context.state);
    }
    case 'TestBinary':
      return evaluateBinary(node, context);
    case 'TestLogical':
      return node.operator === '&&' ? node.operands.every(evaluate) : node.operands.some(evaluate);
    case 'TestNot':
      return evaluate(node.operand) === (node.negations.length % 2 === 0);
    case 'TestGroup':
      return evaluate(node.expression);
  }
}
