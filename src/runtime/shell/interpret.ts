import type { AndOr, CommandNode, CompoundList, Pipeline, PipelineNode, Script, Statement } from 'unbash';
import { Killed, PipeClosed } from '../signals';
import { createPipe, emptyInput, type Pipe } from '../streams';
import { runCompound } from './compound';
import { ControlFlow, catchExit, ShellError } from './control-flow';
import { asProcess, forkError, mostProcesses } from './fork';
import { startJob } from './jobs';
import { messagePrefix } from './message';
import { parseText } from './parse';
import { Position } from './position';
import { redirect } from './redirect';
import { runSimpleCommand } from './simple-command';
import { copyState, type Interpreter, type ShellState, type Streams } from './state';
import { syntaxErrorText } from './syntax-error';

async function runNode(node: CommandNode, state: ShellState, streams: Streams): Promise<number> {
  switch (node.type) {
    case 'Command':
      return await runSimpleCommand(node, state, streams);
    case 'Redirected': {
      const redirected = await redirect(node.redirects, { state, streams });
      const readsFile = redirected.stdin !== streams.stdin;
      const run = () => runCompound(node.command, state, redirected);
      return readsFile ? await state.position.opaquely(run) : await run();
    }
    case 'Function':
      state.functions.set(node.name.value, node.body);
      return 0;
    case 'Coproc':
      throw new ShellError('coproc is not simulated', 2);
    default:
      return await runCompound(node, state, streams);
  }
}

function fatalStatus({ kind }: ShellState): number {
  return kind === 'bash' ? 127 : 2;
}

/** Runs a command; what is wrong with its words or files is said, and is its failure. */
async function runCommand(node: CommandNode, state: ShellState, streams: Streams): Promise<number> {
  try {
    return await runNode(node, state, streams);
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    streams.stderr.write(`${messagePrefix(state, node.pos)}${error.message}\n`);
    if (error.isFatal && !state.isInteractive) throw new ControlFlow({ kind: 'exit', status: fatalStatus(state) });
    return error.status;
  }
}

/** One command of several: in a shell of its own, between the pipe before and the pipe after it. */
async function runStage(
  node: CommandNode,
  state: ShellState,
  streams: Streams,
  before: Pipe | undefined,
  after: Pipe | undefined,
): Promise<number> {
  try {
    return await asProcess(state, () => catchExit(() => runCommand(node, copyState(state), streams)));
  } catch (error) {
    if (error instanceof PipeClosed && after !== undefined) return error.exitCode;
    if (!(error instanceof ShellError)) throw error;
    streams.stderr.write(`${messagePrefix(state, node.pos)}${error.message}\n`);
    return error.status;
  } finally {
    before?.abandon();
    after?.end();
  }
}

async function runSeveral(node: Pipeline, state: ShellState, streams: Streams): Promise<number[]> {
  const pipes = node.commands.slice(1).map(createPipe);
  const stages = node.commands.map((command, i) => {
    const [before, after] = [pipes[i - 1], pipes[i]];
    const stdout = after?.output ?? streams.stdout;
    const stderr = node.operators[i] === '|&' ? stdout : streams.stderr;
    const own = { ...streams, stdin: before?.input ?? streams.stdin, stdout, stderr };
    return runStage(command, state, own, before, after);
  });
  const ended = await Promise.allSettled(stages);
  const failed = ended.find((stage) => stage.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return ended.map((stage) => (stage.status === 'fulfilled' ? stage.value : 1));
}

async function runPipeline(node: Pipeline, state: ShellState, streams: Streams): Promise<number> {
  const [only, ...others] = node.commands;
  const isNegated = node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
  const isTimed = node.prefixes.some((prefix) => prefix.type === 'Time');
  const startedAt = state.world.clock.now();
  const statuses =
    only !== undefined && others.length === 0
      ? [await runCommand(only, state, streams)]
      : await state.position.opaquely(() => runSeveral(node, state, streams));
  if (isTimed) streams.stderr.write(timesText(state.world.clock.now() - startedAt));
  const status = statuses.at(-1) ?? 0;
  const result = state.options.pipefail ? (statuses.findLast((other) => other !== 0) ?? 0) : status;
  return isNegated ? Number(result === 0) : result;
}

function timesText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return `\nreal\t${Math.floor(seconds / 60)}m${(seconds % 60).toFixed(3)}s\nuser\t0m0.000s\nsys\t0m0.000s\n`;
}

async function runPipelineNode(node: PipelineNode, state: ShellState, streams: Streams): Promise<number> {
  state.status =
    node.type === 'Pipeline' ? await runPipeline(node, state, streams) : await runCommand(node, state, streams);
  return state.status;
}

/** A failure ends the shell under `set -e`, but not where it only decides what comes next. */
function endOnFailure(status: number, state: ShellState): void {
  if (state.options.errexit && status !== 0 && state.conditions === 0) throw new ControlFlow({ kind: 'exit', status });
}

/** Whether a command of a list is skipped, by what the one before it came to. */
function isSkipped(operator: string | undefined, status: number): boolean {
  return (operator === '&&' && status !== 0) || (operator === '||' && status === 0);
}

async function runAndOr(node: AndOr, state: ShellState, streams: Streams): Promise<number> {
  const { position } = state;
  const last = node.commands.length - 1;
  return await position.within({ at: 0, status: 0 }, async (frame) => {
    for (; frame.at <= last; frame.at += 1) {
      const command = node.commands[frame.at];
      if (command === undefined) break;
      if (!position.isResuming && isSkipped(node.operators[frame.at - 1], frame.status)) continue;
      const isCondition = frame.at < last ? 1 : 0;
      state.conditions += isCondition;
      try {
        frame.status = await runPipelineNode(command, state, streams);
      } finally {
        state.conditions -= isCondition;
      }
      if (frame.at === last) endOnFailure(frame.status, state);
    }
    return frame.status;
  });
}

function isNegated({ command }: Statement): boolean {
  return command.type === 'Pipeline' && command.prefixes.some((prefix) => prefix.type === 'Negation');
}

async function runStatement(statement: Statement, state: ShellState, streams: Streams): Promise<number> {
  const { command } = statement;
  const status =
    command.type === 'AndOr' ? await runAndOr(command, state, streams) : await runPipelineNode(command, state, streams);
  state.status = status;
  if (command.type !== 'AndOr' && !isNegated(statement)) endOnFailure(status, state);
  return status;
}

/** Leaves a statement to itself; it reads nothing of what its shell reads. */
function runInBackground(statement: Statement, state: ShellState, streams: Streams): number {
  const own = { ...streams, stdin: emptyInput };
  const { clock } = state.world;
  const world = clock.fork === undefined ? state.world : { ...state.world, clock: clock.fork() };
  const subshell = { ...copyState(state), world, position: Position.closed() };
  const command = state.source.text.slice(statement.pos, statement.end).replace(/\s*&$/, '');
  if (state.budget.processes >= mostProcesses) throw forkError(state);
  startJob(state, command, streams, () =>
    asProcess(state, () => catchExit(() => runStatement({ ...statement, background: undefined }, subshell, own))),
  );
  return 0;
}

/** A command that ends whatever surrounds it counts as well. */
function takeCommand({ budget, world }: ShellState, { stderr }: Streams): void {
  budget.commands -= 1;
  if (budget.commands >= 0) return;
  if (!budget.isOver) {
    budget.isOver = true;
    stderr.write(`kubectl-lite: stopped: ${world.container.name} ran more commands at once than it may\n`);
  }
  throw new Killed('SIGKILL');
}

async function run(script: Script | CompoundList, state: ShellState, streams: Streams): Promise<number> {
  return await state.position.within({ statement: 0, status: 0 }, async (frame) => {
    for (; frame.statement < script.commands.length; frame.statement += 1) {
      const statement = script.commands[frame.statement];
      if (statement === undefined) break;
      takeCommand(state, streams);
      if (state.position.isTransparent) state.world.clock.pause?.();
      frame.status =
        statement.background === undefined
          ? await runStatement(statement, state, streams)
          : runInBackground(statement, state, streams);
    }
    return frame.status;
  });
}

/** Parses and runs a text; `exit` in it is thrown. */
async function runText(text: string, state: ShellState, streams: Streams, firstLine = 1): Promise<number> {
  const { source } = state;
  state.source = { text, firstLine };
  const parsed = parseText(text);
  try {
    if (parsed.kind === 'script') return await run(parsed.script, state, streams);
    streams.stderr.write(syntaxErrorText(parsed, text, state));
    return 2;
  } finally {
    state.source = source;
  }
}

/** The interpreter of all shells here. */
export const interpreter: Interpreter = { run, runText };
