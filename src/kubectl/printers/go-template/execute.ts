import { goQuote, goText, goTypeName, sortedFields } from '../../../apimachinery/go-value';
import { isObject, type Json } from '../../../apimachinery/json';
import { PrintError } from '../print-error';
import { FunctionError, isTrue, templateFunction } from './functions';
import {
  type Branch,
  type Command,
  type GoTemplate,
  GoTemplateError,
  type Located,
  type Node,
  nodeText,
  type Operand,
  type Pipeline,
  type TemplateCall,
} from './node';
import type { Value } from './printf';

type Execution = {
  readonly template: GoTemplate;
  /** The last one of a name counts. */
  variables: { name: string; value: Value }[];
  output: string;
  /** Where errors point to. */
  node: Located | undefined;
  depth: number;
};

/** How a list of nodes ended. */
type Outcome = 'done' | 'break' | 'continue';

/** An argument that comes from the command before, where there is one. */
type Final = { readonly value: Value } | undefined;

/**
 * What a template makes of a value.
 * @throws PrintError with Go's words, and what had been written
 * @upstream go text/template/exec.go Execute
 */
export function executeGoTemplate(template: GoTemplate, data: Json): string {
  const execution: Execution = {
    template,
    variables: [{ name: '$', value: data }],
    output: '',
    node: undefined,
    depth: 0,
  };
  try {
    walkList(execution, data, template.definitions.get(template.name) ?? []);
  } catch (error) {
    if (error instanceof GoTemplateError) throw new PrintError(error.message, execution.output);
    throw error;
  }
  return execution.output;
}

function fail(execution: Execution, message: string): never {
  const { template, node } = execution;
  if (node === undefined) throw new GoTemplateError(`template: ${template.name}: ${message}`);
  const lines = template.text.slice(0, node.pos).split('\n');
  const column = new TextEncoder().encode(lines.at(-1)).length;
  const place = `${template.name}:${lines.length}:${column}`;
  throw new GoTemplateError(
    `template: ${place}: executing ${goQuote(template.name)} at <${nodeText(node)}>: ${message}`,
  );
}

function walkList(execution: Execution, dot: Value, nodes: readonly Node[]): Outcome {
  for (const node of nodes) {
    const outcome = walk(execution, dot, node);
    if (outcome !== 'done') return outcome;
  }
  return 'done';
}

function walk(execution: Execution, dot: Value, node: Node): Outcome {
  switch (node.type) {
    case 'text':
      execution.output += node.text;
      return 'done';
    case 'action': {
      const value = evaluatePipeline(execution, dot, node.pipeline);
      if (node.pipeline.variables.length === 0) execution.output += value == null ? '<no value>' : goText(value);
      return 'done';
    }
    case 'break':
    case 'continue':
      return node.type;
    case 'template':
      return walkTemplate(execution, dot, node);
    default:
      return scoped(execution, () => walkBranch(execution, dot, node));
  }
}

/** Variables that are made inside do not last. */
function scoped<T>(execution: Execution, run: () => T): T {
  const outer = execution.variables.length;
  const result = run();
  execution.variables.length = outer;
  return result;
}

function walkBranch(execution: Execution, dot: Value, branch: Branch): Outcome {
  const value = evaluatePipeline(execution, dot, branch.pipeline);
  if (branch.type === 'range') return walkRange(execution, dot, branch, value);
  if (!isTrue(value)) return walkList(execution, dot, branch.elseList);
  return walkList(execution, branch.type === 'with' ? value : dot, branch.list);
}

function walkRange(execution: Execution, dot: Value, branch: Branch, value: Value): Outcome {
  const entries = rangeEntries(execution, branch, value);
  if (entries.length === 0) return walkList(execution, dot, branch.elseList);
  const { variables, assigns } = branch.pipeline;
  for (const [key, item] of entries) {
    if (variables.length > 0) setLast(execution, variables, assigns, variables.length > 1 ? [key, item] : [item]);
    const outcome = scoped(execution, () => walkList(execution, item, branch.list));
    if (outcome === 'break') break;
  }
  return 'done';
}

function rangeEntries(execution: Execution, branch: Branch, value: Value): [Value, Value][] {
  if (value == null) return [];
  if (Array.isArray(value)) return value.map((item, i): [Value, Value] => [i, item]);
  if (isObject(value)) return sortedFields(value);
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    return fail(execution, `range can't iterate over ${goText(value)}`);
  }
  if (branch.pipeline.variables.length > 1)
    fail(execution, `can't use ${value} to iterate over more than one variable`);
  return Array.from({ length: Math.max(0, value) }, (_none, i): [Value, Value] => [undefined, i]);
}

function setLast(execution: Execution, names: readonly string[], assigns: boolean, values: readonly Value[]): void {
  for (const [i, name] of names.entries()) {
    if (assigns) setVariable(execution, name, values[i]);
    else {
      const slot = execution.variables.at(i - names.length);
      if (slot !== undefined) execution.variables[execution.variables.indexOf(slot)] = { name, value: values[i] };
    }
  }
}

function setVariable(execution: Execution, name: string, value: Value): void {
  const slot = execution.variables.findLast((variable) => variable.name === name);
  if (slot !== undefined) slot.value = value;
}

const maxDepth = 1000;

function walkTemplate(execution: Execution, dot: Value, node: TemplateCall): Outcome {
  execution.node = node;
  const { name, pipeline } = node;
  const nodes = execution.template.definitions.get(name);
  if (nodes === undefined) fail(execution, `template ${goQuote(name)} not defined`);
  if (execution.depth === maxDepth) fail(execution, `exceeded maximum template depth (${maxDepth})`);
  const value = pipeline === undefined ? undefined : evaluatePipeline(execution, dot, pipeline);
  const outer = execution.variables;
  execution.variables = [{ name: '$', value }];
  execution.depth++;
  walkList(execution, value, nodes);
  execution.depth--;
  execution.variables = outer;
  return 'done';
}

function evaluatePipeline(execution: Execution, dot: Value, pipeline: Pipeline): Value {
  execution.node = pipeline;
  let final: Final;
  for (const command of pipeline.commands) {
    final = { value: evaluateCommand(execution, dot, command, final) ?? undefined };
  }
  for (const name of pipeline.variables) {
    if (pipeline.assigns) setVariable(execution, name, final?.value);
    else execution.variables.push({ name, value: final?.value });
  }
  return final?.value;
}

function evaluateCommand(execution: Execution, dot: Value, command: Command, final: Final): Value {
  const [first] = command.operands;
  if (first === undefined) return undefined;
  if (first.type === 'function') return callFunction(execution, dot, first.name, command, command.operands, final);
  const hasArguments = command.operands.length > 1 || final !== undefined;
  if ((first.type === 'field' || first.type === 'chain') && hasArguments) {
    execution.node = first;
    evaluateOperand(execution, dot, first);
    fail(execution, `${first.names.at(-1)} is not a method but has arguments`);
  }
  if (first.type !== 'pipeline') execution.node = first;
  if (hasArguments) fail(execution, `can't give argument to non-function ${nodeText(first)}`);
  if (first.type === 'nil') fail(execution, 'nil is not a command');
  return evaluateOperand(execution, dot, first);
}

function evaluateOperand(execution: Execution, dot: Value, operand: Operand): Value {
  if (operand.type === 'pipeline') return evaluatePipeline(execution, dot, operand);
  execution.node = operand;
  switch (operand.type) {
    case 'dot':
      return dot;
    case 'nil':
      return undefined;
    case 'bool':
    case 'number':
    case 'string':
      return operand.value;
    case 'field':
      return followFields(execution, dot, operand.names);
    case 'variable':
      return followFields(execution, variableValue(execution, operand.variable), operand.names);
    case 'chain': {
      if (operand.operand.type === 'nil') fail(execution, `indirection through explicit nil in ${nodeText(operand)}`);
      const value = evaluateOperand(execution, dot, operand.operand);
      return followFields(execution, value, operand.names, goTypeName(value ?? null));
    }
    case 'function':
      return callFunction(execution, dot, operand.name, operand, [operand], undefined);
  }
}

function variableValue(execution: Execution, name: string): Value {
  const variable = execution.variables.findLast((candidate) => candidate.name === name);
  return variable === undefined ? fail(execution, `undefined variable: ${name}`) : variable.value;
}

/** A missing field has no value, nor have its fields; null has no fields. @param type what Go knows of the value */
function followFields(execution: Execution, value: Value, names: readonly string[], type = 'interface {}'): Value {
  return names.reduce<Value>((receiver, name, i) => {
    if (receiver === undefined) return undefined;
    if (receiver === null) return fail(execution, `nil pointer evaluating interface {}.${name}`);
    if (!isObject(receiver))
      return fail(execution, `can't evaluate field ${name} in type ${i === 0 ? type : 'interface {}'}`);
    return Object.hasOwn(receiver, name) ? receiver[name] : undefined;
  }, value);
}

function callFunction(
  execution: Execution,
  dot: Value,
  name: string,
  node: Operand | Command,
  operands: readonly Operand[],
  final: Final,
): Value {
  execution.node = operands[0];
  const called = templateFunction(name);
  if (called === undefined) return fail(execution, `${goQuote(name)} is not a defined function`);
  const count = operands.length - 1 + (final === undefined ? 0 : 1);
  const wanted = called.variadic ? `want at least ${called.arity}` : `want ${called.arity}`;
  if (count < called.arity || (!called.variadic && count > called.arity)) {
    fail(execution, `wrong number of args for ${name}: ${wanted} got ${count}`);
  }
  if (name === 'and' || name === 'or') return callLogical(execution, dot, name, operands.slice(1), final);
  const args = operands.slice(1).map((operand, i) => {
    const value = evaluateOperand(execution, dot, operand);
    return called.strings?.includes(i) ? checkString(execution, value, operand) : value;
  });
  if (final !== undefined) {
    args.push(called.strings?.includes(args.length) ? checkString(execution, final.value) : final.value);
  }
  try {
    return called.call(args);
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    execution.node = node;
    return fail(execution, `error calling ${name}: ${error.message}`);
  }
}

/** Stops at the first value that decides. */
function callLogical(
  execution: Execution,
  dot: Value,
  name: 'and' | 'or',
  operands: readonly Operand[],
  final: Final,
): Value {
  let value: Value;
  for (const operand of operands) {
    value = evaluateOperand(execution, dot, operand);
    if (isTrue(value) === (name === 'or')) return value;
  }
  return final === undefined ? value : final.value;
}

function checkString(execution: Execution, value: Value, operand?: Operand): string {
  if (typeof value === 'string') return value;
  if (operand !== undefined && ['number', 'bool', 'nil'].includes(operand.type)) {
    if (operand.type === 'nil') fail(execution, 'cannot assign nil to string');
    fail(execution, `expected string; found ${nodeText(operand)}`);
  }
  if (value == null) return fail(execution, 'invalid value; expected string');
  return fail(execution, `wrong type for value; expected string; got ${goTypeName(value)}`);
}
