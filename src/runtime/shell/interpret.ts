import type { AndOr, CommandNode, CompoundList, Pipeline, PipelineNode, Script, Statement } from 'unbash';
import { runCompound } from './compound';
import { ControlFlow, catchExit, ShellError } from './control-flow';
import { messagePrefix } from './message';
import { parseText } from './parse';
import { redirect } from './redirect';
import { runSimpleCommand } from './simple-command';
import { copyState, createBuffer, type Interpreter, type ShellState, type Streams } from './state';
import { syntaxErrorText } from './syntax-error';

function runNode(node: CommandNode, state: ShellState, streams: Streams): number {
  switch (node.type) {
    case 'Command':
      return runSimpleCommand(node, state, streams);
    case 'Redirected':
      return runCompound(node.command, state, redirect(node.redirects, { state, streams }));
    case 'Function':
      state.functions.set(node.name.value, node.body);
      return 0;
    case 'Coproc':
      throw new ShellError('coproc is not simulated', 2);
    default:
      return runCompound(node, state, streams);
  }
}

function fatalStatus({ kind }: ShellState): number {
  return kind === 'bash' ? 127 : 2;
}

/** Runs a command; what is wrong with its words or files is said, and is its failure. */
function runCommand(node: CommandNode, state: ShellState, streams: Streams): number {
  try {
    return runNode(node, state, streams);
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    streams.stderr.write(`${messagePrefix(state, node.pos)}${error.message}\n`);
    if (error.isFatal && !state.isInteractive) throw new ControlFlow({ kind: 'exit', status: fatalStatus(state) });
    return error.status;
  }
}

function runPipeline(node: Pipeline, state: ShellState, streams: Streams): number {
  const isNegated = node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
  let { input } = streams;
  let failed = 0;
  let status = 0;
  for (const [i, command] of node.commands.entries()) {
    const isLast = i === node.commands.length - 1;
    const buffer = createBuffer();
    const stdout = isLast ? streams.stdout : buffer;
    const stderr = node.operators[i] === '|&' ? buffer : streams.stderr;
    const current = { input, stdout, stderr };
    const isAlone = node.commands.length === 1;
    status = isAlone
      ? runCommand(command, state, current)
      : catchExit(() => runCommand(command, copyState(state), current));
    if (status !== 0) failed = status;
    input = { text: buffer.text() };
  }
  const result = state.options.pipefail ? failed : status;
  return isNegated ? Number(result === 0) : result;
}

function runPipelineNode(node: PipelineNode, state: ShellState, streams: Streams): number {
  state.status = node.type === 'Pipeline' ? runPipeline(node, state, streams) : runCommand(node, state, streams);
  return state.status;
}

/** A failure ends the shell under `set -e`, but not where it only decides what comes next. */
function endOnFailure(status: number, state: ShellState): void {
  if (state.options.errexit && status !== 0 && state.conditions === 0) throw new ControlFlow({ kind: 'exit', status });
}

function runAndOr(node: AndOr, state: ShellState, streams: Streams): number {
  let status = 0;
  for (const [i, command] of node.commands.entries()) {
    const operator = node.operators[i - 1];
    if (operator === '&&' && status !== 0) continue;
    if (operator === '||' && status === 0) continue;
    const isLast = i === node.commands.length - 1;
    if (!isLast) state.conditions += 1;
    try {
      status = runPipelineNode(command, state, streams);
    } finally {
      if (!isLast) state.conditions -= 1;
    }
    if (isLast) endOnFailure(status, state);
  }
  return status;
}

function isNegated({ command }: Statement): boolean {
  return command.type === 'Pipeline' && command.prefixes.some((prefix) => prefix.type === 'Negation');
}

function runStatement(statement: Statement, state: ShellState, streams: Streams): number {
  const { command } = statement;
  const status =
    command.type === 'AndOr' ? runAndOr(command, state, streams) : runPipelineNode(command, state, streams);
  state.status = status;
  if (command.type !== 'AndOr' && !isNegated(statement)) endOnFailure(status, state);
  return status;
}

function run(script: Script | CompoundList, state: ShellState, streams: Streams): number {
  let status = 0;
  for (const statement of script.commands) status = runStatement(statement, state, streams);
  return status;
}

/** Parses and runs a text; `exit` in it is thrown. */
function runText(text: string, state: ShellState, streams: Streams): number {
  const { source } = state;
  state.source = { text, firstLine: 1 };
  const parsed = parseText(text);
  try {
    if (parsed.kind === 'script') return run(parsed.script, state, streams);
    streams.stderr.write(syntaxErrorText(parsed, text, state));
    return 2;
  } finally {
    state.source = source;
  }
}

/** The interpreter of all shells here. */
export const interpreter: Interpreter = { run, runText };
