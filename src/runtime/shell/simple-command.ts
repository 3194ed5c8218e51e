import type { Assignment, Command, Word } from 'unbash';
import type { ShellKind } from '../images/facts';
import { findProgram, programName } from '../programs/programs';
import { findBuiltin } from './builtin';
import { ControlFlow, ShellError } from './control-flow';
import { type ExpandContext, expandFields, expandText } from './expand';
import { messagePrefix, notFoundMessage } from './message';
import { startNested } from './nested';
import { redirect } from './redirect';
import { environmentOf, type ShellState, type Streams } from './state';
import { getVariable, setVariable } from './variable';

const MAX_DEPTH = 100;
/** Builtins whose arguments of the form NAME=VALUE are assignments, and not split. */
const declarations = new Set(['export', 'local', 'declare', 'readonly']);

function assign(assignment: Assignment, context: ExpandContext): void {
  const { state } = context;
  const { name, value, append, index } = assignment;
  if (value.type === 'ArrayValue') {
    const items = value.elements.flatMap((word) => expandFields(word, context));
    state.arrays.set(name, append ? [...(state.arrays.get(name) ?? []), ...items] : items);
    return;
  }
  const text = expandText(value, context);
  const whole = append ? (getVariable(state, name) ?? '') + text : text;
  setVariable(state, name, whole, index === undefined ? undefined : Number(expandText(index, context)));
}

function assignmentFields(argument: Assignment, isDeclaration: boolean, context: ExpandContext): string[] {
  if (argument.value.type === 'ArrayValue') return [argument.text];
  if (isDeclaration) return [`${argument.name}=${expandText(argument.value, context)}`];
  const fields = expandFields(argument.value, context);
  return [`${argument.name}=${fields[0] ?? ''}`, ...fields.slice(1)];
}

function argumentFields(argument: Word | Assignment, isDeclaration: boolean, context: ExpandContext): string[] {
  return argument.type === 'Word'
    ? expandFields(argument, context)
    : assignmentFields(argument, isDeclaration, context);
}

function traceText(field: string, { kind }: ShellState): string {
  const isPlain = kind === 'dash' || /^[\w@%+=:,./-]+$/.test(field);
  return isPlain ? field : `'${field.replaceAll("'", "'\\''")}'`;
}

/** What `set -x` prints of a command. */
function trace(fields: readonly string[], state: ShellState, { stderr }: Streams): void {
  if (state.options.xtrace) stderr.write(`+ ${fields.map((field) => traceText(field, state)).join(' ')}\n`);
}

/** Runs a function with its own positional parameters. */
function callFunction(
  body: NonNullable<ReturnType<ShellState['functions']['get']>>,
  args: readonly string[],
  state: ShellState,
  streams: Streams,
): number {
  const { positional } = state;
  if (state.depth >= MAX_DEPTH) throw new ShellError('maximum function nesting level exceeded');
  state.positional = args;
  state.depth += 1;
  state.frames.push(new Map());
  try {
    const list = body.type === 'CompoundList' ? body : toList(body);
    return state.interpreter.run(list, state, streams);
  } catch (error) {
    if (error instanceof ControlFlow && error.leaving.kind === 'return') return error.leaving.status;
    throw error;
  } finally {
    state.positional = positional;
    state.depth -= 1;
    for (const [name, before] of state.frames.pop() ?? []) {
      if (before === undefined) state.variables.delete(name);
      else state.variables.set(name, before);
    }
  }
}

type FunctionBody = NonNullable<ReturnType<ShellState['functions']['get']>>;

function toList(body: Exclude<FunctionBody, { type: 'CompoundList' }>) {
  const { pos, end } = body;
  return {
    type: 'CompoundList',
    pos,
    end,
    commands: [{ type: 'Statement', pos, end, command: body, background: undefined }],
  } as const;
}

function shellOf(state: ShellState, name: string): ShellKind | undefined {
  const bare = programName(name);
  return bare === 'sh' || bare === 'bash' || bare === 'ash' || bare === 'dash'
    ? state.world.image.shells[bare]
    : undefined;
}

function runProgram(fields: readonly string[], node: Command, state: ShellState, streams: Streams): number {
  const [name = '', ...args] = fields;
  const kind = shellOf(state, name);
  if (kind !== undefined) return startNested({ kind, name, args, state }, streams);
  const program = findProgram(state.world, name);
  if (program === undefined) {
    streams.stderr.write(notFoundMessage(state, name, node.pos));
    return 127;
  }
  const { world, cwd } = state;
  const result = program(args, { world, env: environmentOf(state), stdin: streams.input.text, cwd });
  streams.stdout.write(result.stdout);
  streams.stderr.write(result.stderr);
  return result.exitCode;
}

/** The words after `env A=b`, `exec` and `command`, which run another command. */
function unwrap(fields: readonly string[], state: ShellState): readonly string[] {
  const [name, ...rest] = fields;
  if (name === 'exec' && rest.length > 0) return rest;
  if (name === 'command' && rest[0] !== undefined && !rest[0].startsWith('-')) return rest;
  if (programName(name ?? '') !== 'env') return fields;
  const start = rest.findIndex((field) => !/^[A-Za-z_]\w*=/.test(field));
  if (start < 0 || rest[start]?.startsWith('-')) return fields;
  for (const field of rest.slice(0, start)) {
    const variable = field.slice(0, field.indexOf('='));
    setVariable(state, variable, field.slice(field.indexOf('=') + 1));
    state.exported.add(variable);
  }
  return rest.slice(start);
}

function dispatch(fields: readonly string[], node: Command, state: ShellState, streams: Streams): number {
  const [name = '', ...args] = fields;
  const body = state.functions.get(name);
  if (body !== undefined) return callFunction(body, args, state, streams);
  const builtin = findBuiltin(state, name);
  if (builtin === undefined) return runProgram(fields, node, state, streams);
  try {
    return builtin(args, state, streams);
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    const prefix = messagePrefix(state, node.pos);
    const line = state.kind === 'ash' && !state.isInteractive ? 'line 1: ' : '';
    streams.stderr.write(`${prefix}${name}: ${line}${error.message}\n`);
    return error.status;
  }
}

/** Runs with variables that only this command sees. */
function withVariables(assignments: readonly Assignment[], context: ExpandContext, run: () => number): number {
  const { state } = context;
  const variables = new Map(state.variables);
  const exported = new Set(state.exported);
  for (const assignment of assignments) {
    assign(assignment, context);
    state.exported.add(assignment.name);
  }
  try {
    return run();
  } finally {
    for (const { name } of assignments) {
      const before = variables.get(name);
      if (before === undefined) state.variables.delete(name);
      else state.variables.set(name, before);
      if (!exported.has(name)) state.exported.delete(name);
    }
  }
}

/** Runs assignments and a command with its words, redirections and variables. @throws ShellError, ControlFlow */
export function runSimpleCommand(node: Command, state: ShellState, outer: Streams): number {
  const context: ExpandContext = { state, streams: outer };
  const assignments = node.prefix.filter((item) => item.type === 'Assignment');
  const first = node.name === undefined ? [] : expandFields(node.name, context);
  const isDeclaration = declarations.has(first[0] ?? '');
  const expanded = [...first, ...node.args.flatMap((argument) => argumentFields(argument, isDeclaration, context))];
  const streams = redirect(node.redirects, context);
  if (expanded.length === 0) {
    state.status = 0;
    for (const assignment of assignments) {
      assign(assignment, context);
      const { name } = assignment;
      if (state.options.xtrace) outer.stderr.write(`+ ${name}=${traceText(getVariable(state, name) ?? '', state)}\n`);
    }
    return state.status;
  }
  trace(expanded, state, streams);
  return withVariables(assignments, context, () => {
    const fields = unwrap(expanded, state);
    const status = dispatch(fields, node, state, streams);
    if (expanded[0] === 'exec' && fields !== expanded) throw new ControlFlow({ kind: 'exit', status });
    return status;
  });
}
