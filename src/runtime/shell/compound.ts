import type { Case, CompoundCommand, CompoundList, For, If, TestCommand, While } from 'unbash';
import { ControlFlow, catchExit, ShellError } from './control-flow';
import { type ExpandContext, expandArithmetic, expandFields, expandPattern, expandText } from './expand';
import { notFoundMessage } from './message';
import { matchesPattern } from './pattern';
import { copyState, type ShellState, type Streams } from './state';
import { evaluateTestCommand } from './test-command';
import { setVariable } from './variable';

/** Runs a condition: there a failing command ends nothing, whatever `set -e` says. */
async function isTrue(list: CompoundList, state: ShellState, streams: Streams): Promise<boolean> {
  state.conditions += 1;
  try {
    return (await state.interpreter.run(list, state, streams)) === 0;
  } finally {
    state.conditions -= 1;
  }
}

/** What leaves a loop's turn: break or continue of this loop. @throws what leaves more than this loop */
function leavingTurn(error: unknown): 'break' | 'continue' {
  if (!(error instanceof ControlFlow)) throw error;
  const { leaving } = error;
  if (leaving.kind !== 'break' && leaving.kind !== 'continue') throw error;
  if (leaving.levels > 1) throw new ControlFlow({ kind: leaving.kind, levels: leaving.levels - 1 });
  return leaving.kind;
}

/** A loop's part of a script's position: whether it stands in its body, and what the last turn came to. */
type LoopFrame = { isInside: boolean; status: number };

/** Runs a loop's turns while `next` says so; catches break and continue. */
async function loop(
  body: CompoundList,
  { state, streams }: ExpandContext,
  frame: LoopFrame,
  next: () => Promise<boolean>,
): Promise<number> {
  state.loops += 1;
  try {
    while (frame.isInside || (await next())) {
      frame.isInside = true;
      try {
        frame.status = await state.interpreter.run(body, state, streams);
      } catch (error) {
        frame.status = 0;
        if (leavingTurn(error) === 'break') break;
      }
      frame.isInside = false;
    }
  } finally {
    state.loops -= 1;
  }
  return frame.status;
}

async function runIf(node: If, { state, streams }: ExpandContext): Promise<number> {
  const { interpreter, position } = state;
  const branches = [node, ...node.elif];
  return await position.within<{ branch: number; isInside: boolean }, number>(
    { branch: 0, isInside: false },
    async (frame) => {
      for (; frame.branch < branches.length; frame.branch += 1) {
        const branch = branches[frame.branch];
        if (branch === undefined) break;
        frame.isInside ||= await isTrue(branch.clause, state, streams);
        if (frame.isInside) return await interpreter.run(branch.then, state, streams);
      }
      return node.else === undefined ? 0 : await interpreter.run(node.else, state, streams);
    },
  );
}

async function runFor(node: For, context: ExpandContext): Promise<number> {
  const { state } = context;
  const words = state.position.isResuming ? [] : await wordsOf(node, context);
  return await state.position.within<LoopFrame & { at: number; words: string[] }, number>(
    { isInside: false, status: 0, at: 0, words },
    async (frame) =>
      loop(node.body, context, frame, async () => {
        const word = frame.words[frame.at];
        if (word === undefined) return false;
        frame.at += 1;
        setVariable(state, node.name.value, word);
        return true;
      }),
  );
}

async function wordsOf({ wordlist }: For, context: ExpandContext): Promise<string[]> {
  if (wordlist === undefined) return [...context.state.positional];
  const words: string[] = [];
  for (const word of wordlist) words.push(...(await expandFields(word, context)));
  return words;
}

async function runWhile(node: While, context: ExpandContext): Promise<number> {
  const { state, streams } = context;
  return await state.position.within<LoopFrame, number>({ isInside: false, status: 0 }, (frame) =>
    loop(
      node.body,
      context,
      frame,
      async () => (await isTrue(node.clause, state, streams)) === (node.kind === 'while'),
    ),
  );
}

async function runCase(node: Case, context: ExpandContext): Promise<number> {
  const { state, streams } = context;
  return await state.position.within<LoopFrame & { item: number; falls: boolean }, number>(
    { item: 0, isInside: false, falls: false, status: 0 },
    async (frame) => {
      const text = frame.isInside ? '' : await expandText(node.word, context);
      for (; frame.item < node.items.length; frame.item += 1) {
        const item = node.items[frame.item];
        if (item === undefined) break;
        frame.isInside ||= frame.falls || (await matchesAny(text, item.pattern, context));
        if (!frame.isInside) continue;
        frame.status = await state.interpreter.run(item.body, state, streams);
        frame.isInside = false;
        if (item.terminator === undefined || item.terminator === ';;') break;
        frame.falls = item.terminator === ';&';
      }
      return frame.status;
    },
  );
}

async function matchesAny(text: string, patterns: Case['items'][number]['pattern'], context: ExpandContext) {
  for (const word of patterns) if (matchesPattern(text, await expandPattern(word, context))) return true;
  return false;
}

async function runSubshell(body: CompoundList, { state, streams }: ExpandContext): Promise<number> {
  const { position, interpreter } = state;
  return await position.opaquely(() => catchExit(() => interpreter.run(body, copyState(state), { ...streams })));
}

/** dash takes `[[` for a program, which no image has. */
async function runTestCommand(node: TestCommand, context: ExpandContext): Promise<number> {
  const { state, streams } = context;
  if (state.kind !== 'dash') return (await evaluateTestCommand(node.expression, context)) ? 0 : 1;
  streams.stderr.write(notFoundMessage(state, '[[', node.pos));
  return 127;
}

/** Runs `if`, `for`, `while`, `case`, `(…)`, `{…}`, `[[…]]` and `((…))`. @throws ShellError, ControlFlow */
export async function runCompound(node: CompoundCommand, state: ShellState, streams: Streams): Promise<number> {
  const context: ExpandContext = { state, streams };
  switch (node.type) {
    case 'If':
      return await runIf(node, context);
    case 'For':
      return await runFor(node, context);
    case 'While':
      return await runWhile(node, context);
    case 'Case':
      return await runCase(node, context);
    case 'BraceGroup':
      return await state.interpreter.run(node.body, state, streams);
    case 'Subshell':
      return await runSubshell(node.body, context);
    case 'TestCommand':
      return await runTestCommand(node, context);
    case 'ArithmeticCommand':
      return (await expandArithmetic(node.expression, context)) === 0 ? 1 : 0;
    case 'ArithmeticFor':
      return await state.position.within<LoopFrame & { isFirst: boolean }, number>(
        { isInside: false, status: 0, isFirst: true },
        async (frame) => {
          if (frame.isFirst) await expandArithmetic(node.initialize, context);
          return await loop(node.body, context, frame, async () => {
            if (!frame.isFirst) await expandArithmetic(node.update, context);
            frame.isFirst = false;
            return node.test === undefined || (await expandArithmetic(node.test, context)) !== 0;
          });
        },
      );
    case 'Select':
      throw new ShellError('select is not simulated', 2);
  }
}
