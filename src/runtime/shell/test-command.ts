import type { TestBinaryExpression, TestExpression } from 'unbash';
import { BoundedRegExp } from '../bounded-reg-exp';
import { ShellError } from './control-flow';
import { type ExpandContext, expandArithmetic, expandPattern, expandRegExp, expandText } from './expand';
import { matchesPattern } from './pattern';
import { extendedRegExp } from './regular-expression';
import { binaryTests, unaryTests } from './test-expression';

async function matchesRegExp(node: TestBinaryExpression, context: ExpandContext): Promise<boolean> {
  const pattern = new BoundedRegExp(extendedRegExp(await expandRegExp(node.right, context)));
  const match = pattern.exec(await expandText(node.left, context));
  const groups = match === null ? [] : [...match].map((group, i) => [String(i), group ?? ''] as const);
  context.state.arrays.set('BASH_REMATCH', new Map(groups));
  return match !== null;
}

async function evaluateBinary(node: TestBinaryExpression, context: ExpandContext): Promise<boolean> {
  const { operator, left, right } = node;
  if (operator === '=~') return await matchesRegExp(node, context);
  if (operator === '=' || operator === '==' || operator === '!=') {
    const matches = matchesPattern(await expandText(left, context), await expandPattern(right, context));
    return matches === (operator !== '!=');
  }
  const test = binaryTests[operator];
  if (test === undefined) throw new ShellError(`${operator}: conditional binary operator expected`, 2);
  const [one, other] = [await expandText(left, context), await expandText(right, context)];
  if (!/^-(eq|ne|lt|le|gt|ge)$/.test(operator)) return test(one, other, context.state);
  return test(await numberText(one, context), await numberText(other, context), context.state);
}

/** Numbers are compared as arithmetic expressions here: a name stands for its variable. */
async function numberText(text: string, context: ExpandContext): Promise<string> {
  if (/^\s*[-+]?\d+\s*$/.test(text)) return String(Number(text));
  return String(await expandArithmetic({ type: 'ArithmeticWord', pos: 0, end: 0, value: text }, context));
}

/** Evaluates `[[ … ]]`. `=~` fills BASH_REMATCH. @throws ShellError */
export async function evaluateTestCommand(node: TestExpression, context: ExpandContext): Promise<boolean> {
  switch (node.type) {
    case 'TestUnary': {
      const test = unaryTests[node.operator];
      if (test === undefined) throw new ShellError(`${node.operator}: unary operator expected`, 2);
      return test(await expandText(node.operand, context), context.state);
    }
    case 'TestBinary':
      return await evaluateBinary(node, context);
    case 'TestLogical': {
      const wanted = node.operator !== '&&';
      for (const operand of node.operands) if ((await evaluateTestCommand(operand, context)) === wanted) return wanted;
      return !wanted;
    }
    case 'TestNot':
      return (await evaluateTestCommand(node.operand, context)) === (node.negations.length % 2 === 0);
    case 'TestGroup':
      return await evaluateTestCommand(node.expression, context);
  }
}
