import type { Assignment, Command, Word } from 'unbash';
import { FileError } from '../files/file-error';
import { assign, withVariables } from './assign';
import { type Builtin, findBuiltin } from './builtin';
import { callFunction } from './call-function';
import { ControlFlow, ShellError } from './control-flow';
import { type ExpandContext, expandFields, expandText } from './expand';
import { messagePrefix, notFoundMessage } from './message';
import { redirect } from './redirect';
import { environmentOf, type ShellState, type Streams } from './state';
import { getVariable } from './variable';

/** A program counts for so many commands more than one of the shell's own. */
const PROGRAM_COST = 9;

/** Builtins whose arguments of the form NAME=VALUE are assignments, and not split. */
const declarations = new Set(['export', 'local', 'declare', 'typeset', 'readonly']);

async function argumentFields(
  argument: Word | Assignment,
  isDeclaration: boolean,
  context: ExpandContext,
): Promise<string[]> {
  if (argument.type === 'Word') return await expandFields(argument, context);
  if (argument.value.type === 'ArrayValue') {
    if (isDeclaration) await assign(argument, context);
    return [isDeclaration ? argument.name : argument.text];
  }
  if (isDeclaration) return [`${argument.name}=${await expandText(argument.value, context)}`];
  const fields = await expandFields(argument.value, context);
  return [`${argument.name}=${fields[0] ?? ''}`, ...fields.slice(1)];
}

function traceText(field: string, { kind }: ShellState): string {
  const isPlain = kind === 'dash' || /^[\w@%+=:,./-]+$/.test(field);
  return isPlain ? field : `'${field.replaceAll("'", "'\\''")}'`;
}

/** What `set -x` prints of a command. */
function trace(fields: readonly string[], state: ShellState, { stderr }: Streams): void {
  if (state.options.xtrace) stderr.write(`+ ${fields.map((field) => traceText(field, state)).join(' ')}\n`);
}

async function runBuiltin(
  builtin: Builtin,
  fields: readonly string[],
  node: Command,
  state: ShellState,
  streams: Streams,
): Promise<number> {
  const [name = '', ...args] = fields;
  try {
    return await builtin(args, state, streams);
  } catch (error) {
    const prefix = messagePrefix(state, node.pos);
    if (error instanceof FileError) {
      streams.stderr.write(`${prefix}${name}: write error: ${error.reason}\n`);
      return 1;
    }
    if (!(error instanceof ShellError)) throw error;
    const line = state.kind === 'ash' && !state.isInteractive ? 'line 1: ' : '';
    streams.stderr.write(`${prefix}${name}: ${line}${error.message}\n`);
    return error.status;
  }
}

/** Only `sleep` lets a script be left while it waits; what other programs wait counts afterwards. */
async function runExternal(
  fields: readonly string[],
  node: Command,
  state: ShellState,
  streams: Streams,
): Promise<number> {
  const { world, cwd, position, budget, launch } = state;
  budget.commands -= PROGRAM_COST;
  const { stdin, stdout, stderr } = streams;
  const run = () => launch(world, fields, { env: environmentOf(state), cwd, stdin, stdout, stderr, position, budget });
  const status = fields[0] === 'sleep' ? await run() : await position.inProgram(run);
  if (typeof status === 'number') return status;
  if (status.problem === 'missing' && world.image.isUnknown) {
    const served = await world.serve('', fields, stderr);
    if (served !== undefined) return served;
  }
  if (status.problem === 'missing') streams.stderr.write(notFoundMessage(state, fields[0] ?? '', node.pos));
  else streams.stderr.write(`${messagePrefix(state, node.pos)}${fields[0]}: Permission denied\n`);
  return status.problem === 'missing' ? 127 : 126;
}

async function dispatch(
  fields: readonly string[],
  node: Command,
  state: ShellState,
  streams: Streams,
): Promise<number> {
  const [name = '', ...args] = fields;
  if (state.functions.has(name)) return await callFunction(name, args, state, streams);
  const alias = state.aliases.get(name);
  if (alias !== undefined) return await runAlias(name, alias, args, state, streams);
  const builtin = findBuiltin(state, name);
  if (builtin === undefined) return await runExternal(fields, node, state, streams);
  return await runBuiltin(builtin, fields, node, state, streams);
}

/** An alias that names itself means the command. */
async function runAlias(
  name: string,
  alias: string,
  args: readonly string[],
  state: ShellState,
  streams: Streams,
): Promise<number> {
  state.aliases.delete(name);
  try {
    const words = args.map((arg) => `'${arg.replaceAll("'", "'\\''")}'`);
    return await state.interpreter.runText([alias, ...words].join(' '), state, streams);
  } finally {
    state.aliases.set(name, alias);
  }
}

/** `exec` and `command` run another command; `builtin` one of the shell's own. */
function unwrap(fields: readonly string[]): readonly string[] {
  const [name, ...rest] = fields;
  if (name === 'exec' && rest.length > 0) return rest[0] === '-a' ? rest.slice(2) : rest;
  if ((name === 'command' || name === 'builtin') && rest[0] !== undefined && !rest[0].startsWith('-')) return rest;
  return fields;
}

async function assignOnly(
  assignments: readonly Assignment[],
  context: ExpandContext,
  redirected: Streams,
  isExec: boolean,
): Promise<number> {
  const { state, streams } = context;
  state.status = 0;
  if (isExec) Object.assign(streams, redirected);
  for (const assignment of assignments) {
    await assign(assignment, context);
    const { name } = assignment;
    if (state.options.xtrace) streams.stderr.write(`+ ${name}=${traceText(getVariable(state, name) ?? '', state)}\n`);
  }
  return state.status;
}

/** Runs assignments and a command with its words, redirections and variables. @throws ShellError, ControlFlow */
export async function runSimpleCommand(node: Command, state: ShellState, outer: Streams): Promise<number> {
  const { position } = state;
  const context: ExpandContext = { state, streams: outer };
  const again = position.takeWaited();
  if (again !== undefined) {
    return again.length === 0 ? 0 : await runExternal(again, node, state, await redirect(node.redirects, context));
  }
  const call = position.peekCall();
  if (call !== undefined) {
    return await callFunction(String(call.call), [], state, await redirect(node.redirects, context));
  }
  const assignments = node.prefix.filter((item) => item.type === 'Assignment');
  const expanded = node.name === undefined ? [] : await expandFields(node.name, context);
  const isDeclaration = declarations.has(expanded[0] ?? '');
  for (const argument of node.args) expanded.push(...(await argumentFields(argument, isDeclaration, context)));
  const streams = await redirect(node.redirects, context);
  const isExec = expanded[0] === 'exec';
  if (expanded.length === 0 || (isExec && expanded.length === 1)) {
    return await assignOnly(assignments, context, streams, isExec);
  }
  trace(expanded, state, streams);
  return await withVariables(assignments, context, async () => {
    const fields = unwrap(expanded);
    const status = await dispatch(fields, node, state, streams);
    if (isExec) throw new ControlFlow({ kind: 'exit', status });
    return status;
  });
}
