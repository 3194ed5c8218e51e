import type { Case, CompoundCommand, CompoundList, For, If, TestCommand, While } from 'unbash';
import { ControlFlow, catchExit, ShellError } from './control-flow';
import { type ExpandContext, expandArithmetic, expandFields, expandPattern, expandText } from './expand';
import { notFoundMessage } from './message';
import { matchesPattern } from './pattern';
import { copyState, maxTurns, type ShellState, type Streams } from './state';
import { evaluateTestCommand } from './test-command';
import { setVariable } from './variable';

/** Runs a condition: there a failing command ends nothing, whatever `set -e` says. */
function isTrue(list: CompoundList, state: ShellState, streams: Streams): boolean {
  state.conditions += 1;
  try {
    return state.interpreter.run(list, state, streams) === 0;
  } finally {
    state.conditions -= 1;
  }
}

function takeTurn(state: ShellState, { stderr }: Streams): void {
  state.budget.turns -= 1;
  if (state.budget.turns >= 0) return;
  stderr.write(
    `kubectl-lite: stopped after ${maxTurns} turns of a loop: nothing in a simulated container changes while it runs\n`,
  );
  throw new ControlFlow({ kind: 'exit', status: 124 });
}

/** What leaves a loop's turn: break or continue of this loop. @throws what leaves more than this loop */
function leavingTurn(error: unknown): 'break' | 'continue' {
  if (!(error instanceof ControlFlow)) throw error;
  const { leaving } = error;
  if (leaving.kind !== 'break' && leaving.kind !== 'continue') throw error;
  if (leaving.levels > 1) throw new ControlFlow({ kind: leaving.kind, levels: leaving.levels - 1 });
  return leaving.kind;
}

/** Runs a loop's turns while `next` says so; catches break and continue. */
function loop(body: CompoundList, state: ShellState, streams: Streams, next: () => boolean): number {
  let status = 0;
  state.loops += 1;
  try {
    while (next()) {
      takeTurn(state, streams);
      try {
        status = state.interpreter.run(body, state, streams);
      } catch (error) {
        status = 0;
        if (leavingTurn(error) === 'break') break;
      }
    }
  } finally {
    state.loops -= 1;
  }
  return status;
}

function runIf(node: If, state: ShellState, streams: Streams): number {
  const { interpreter } = state;
  for (const { clause, then } of [node, ...node.elif]) {
    if (isTrue(clause, state, streams)) return interpreter.run(then, state, streams);
  }
  return node.else === undefined ? 0 : interpreter.run(node.else, state, streams);
}

function runFor(node: For, context: ExpandContext): number {
  const { state, streams } = context;
  const words = node.wordlist?.flatMap((word) => expandFields(word, context)) ?? [...state.positional];
  let at = 0;
  return loop(node.body, state, streams, () => {
    const word = words[at];
    if (word === undefined) return false;
    at += 1;
    setVariable(state, node.name.value, word);
    return true;
  });
}

function runWhile(node: While, state: ShellState, streams: Streams): number {
  return loop(node.body, state, streams, () => isTrue(node.clause, state, streams) === (node.kind === 'while'));
}

function runCase(node: Case, context: ExpandContext): number {
  const { state, streams } = context;
  const text = expandText(node.word, context);
  let status = 0;
  let falls = false;
  for (const { pattern, body, terminator } of node.items) {
    if (!falls && !pattern.some((word) => matchesPattern(text, expandPattern(word, context)))) continue;
    status = state.interpreter.run(body, state, streams);
    if (terminator === undefined || terminator === ';;') break;
    falls = terminator === ';&';
  }
  return status;
}

function runSubshell(body: CompoundList, state: ShellState, streams: Streams): number {
  return catchExit(() => state.interpreter.run(body, copyState(state), streams));
}

/** dash takes `[[` for a program, which no image has. */
function runTestCommand(node: TestCommand, context: ExpandContext): number {
  const { state, streams } = context;
  if (state.kind !== 'dash') return evaluateTestCommand(node.expression, context) ? 0 : 1;
  streams.stderr.write(notFoundMessage(state, '[[', node.pos));
  return 127;
}

/** Runs `if`, `for`, `while`, `case`, `(…)`, `{…}`, `[[…]]` and `((…))`. @throws ShellError, ControlFlow */
export function runCompound(node: CompoundCommand, state: ShellState, streams: Streams): number {
  const context: ExpandContext = { state, streams };
  switch (node.type) {
    case 'If':
      return runIf(node, state, streams);
    case 'For':
      return runFor(node, context);
    case 'While':
      return runWhile(node, state, streams);
    case 'Case':
      return runCase(node, context);
    case 'BraceGroup':
      return state.interpreter.run(node.body, state, streams);
    case 'Subshell':
      return runSubshell(node.body, state, streams);
    case 'TestCommand':
      return runTestCommand(node, context);
    case 'ArithmeticCommand':
      return expandArithmetic(node.expression, context) === 0 ? 1 : 0;
    case 'ArithmeticFor': {
      expandArithmetic(node.initialize, context);
      let isFirst = true;
      return loop(node.body, state, streams, () => {
        if (!isFirst) expandArithmetic(node.update, context);
        isFirst = false;
        return node.test === undefined || expandArithmetic(node.test, context) !== 0;
      });
    }
    case 'Select':
      throw new ShellError('select is not simulated', 2);
  }
}
