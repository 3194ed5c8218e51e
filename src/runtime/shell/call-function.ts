import type { CompoundList } from 'unbash';
import { ControlFlow, ShellError } from './control-flow';
import type { Frame } from './position';
import type { ShellState, Streams } from './state';

const MAX_DEPTH = 100;

type FunctionBody = NonNullable<ReturnType<ShellState['functions']['get']>>;

/** What a script's position holds of a call: the function, its arguments, and what surrounds it. */
type CallFrame = Frame & { call: string; args: string[]; outer: string[]; locals: [string, string | null][] };

function toList(body: FunctionBody): CompoundList {
  if (body.type === 'CompoundList') return body;
  const { pos, end } = body;
  return {
    type: 'CompoundList',
    pos,
    end,
    commands: [{ type: 'Statement', pos, end, command: body, background: undefined }],
  };
}

/** Runs a function with its own positional parameters. @throws ShellError where functions call one another endlessly */
export async function callFunction(
  name: string,
  args: readonly string[],
  state: ShellState,
  streams: Streams,
): Promise<number> {
  const body = state.functions.get(name);
  if (body === undefined) return 127;
  if (state.depth >= MAX_DEPTH) throw new ShellError('maximum function nesting level exceeded');
  const initial: CallFrame = { call: name, args: [...args], outer: [...state.positional], locals: [] };
  return await state.position.within(initial, async (frame) => {
    const locals = new Map(frame.locals.map(([local, before]) => [local, before ?? undefined]));
    state.positional = frame.args;
    state.depth += 1;
    state.frames.push(locals);
    try {
      return await state.interpreter.run(toList(body), state, streams);
    } catch (error) {
      if (error instanceof ControlFlow && error.leaving.kind === 'return') return error.leaving.status;
      throw error;
    } finally {
      state.positional = frame.outer;
      state.depth -= 1;
      state.frames.pop();
      for (const [local, before] of locals) {
        if (before === undefined) state.variables.delete(local);
        else state.variables.set(local, before);
      }
    }
  });
}

/** Notes in a call's frame what the variables were that it made local. */
export function noteLocals(frames: readonly Frame[], state: ShellState): Frame[] {
  const calls = state.frames.values();
  return frames.map((frame) => {
    if (frame.call === undefined) return frame;
    const locals = calls.next().value;
    return { ...frame, locals: [...(locals ?? [])].map(([name, before]) => [name, before ?? null]) };
  });
}
