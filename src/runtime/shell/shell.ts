import type { ContainerWorld } from '../container-world';
import type { ShellKind } from '../images/facts';
import type { Launch } from '../launch';
import { Killed } from '../signals';
import { ControlFlow } from './control-flow';
import { createState } from './create-state';
import { interpreter } from './interpret';
import { parseText } from './parse';
import { promptText } from './prompt';
import { maxCommands, type Streams } from './state';
import { runToEnd } from './traps';

/** What one line of an interactive shell came to. */
export type LineResult = {
  readonly exitCode: number;
  /** Whether the shell has ended. */
  readonly exited: boolean;
  /** Whether the line is unfinished: an open quote, a `for` without `done`. The next line continues it. */
  readonly incomplete: boolean;
};

/** A shell that keeps its state from line to line. */
export type Shell = {
  /** What the shell prints before it reads a line: `/ # `, `root@web-0:/# `, or `> ` within a command. */
  readonly prompt: string;
  /** Runs a line. An interrupt gives up what was typed or runs. */
  readonly run: (line: string) => Promise<LineResult>;
  /** Gives up the lines of an unfinished command. */
  readonly giveUp: () => void;
  /** Ends the shell at the end of its input. @returns the exit code */
  readonly end: () => Promise<number>;
};

/**
 * Starts a shell in a container that is given line after line.
 * @param name what it was started as: `sh`, `/bin/bash`
 */
export function createShell(
  world: ContainerWorld,
  kind: ShellKind,
  name: string,
  streams: Streams,
  launch: Launch,
  isInteractive = true,
): Shell {
  const state = createState({ world, kind, interpreter, launch, name, isInteractive });
  let pending = '';
  let lines = 1;

  async function runLine(text: string): Promise<boolean> {
    Object.assign(state.budget, { commands: maxCommands, isOver: false });
    const firstLine = lines;
    lines += text.split('\n').length;
    try {
      state.status = await interpreter.runText(text, state, streams, firstLine);
      return false;
    } catch (error) {
      if (error instanceof Killed) {
        state.status = error.exitCode;
        return false;
      }
      if (!(error instanceof ControlFlow)) throw error;
      if (error.leaving.kind !== 'exit') return false;
      state.status = error.leaving.status;
      return true;
    }
  }

  async function end(): Promise<number> {
    const { status } = state;
    if (state.isInteractive || pending === '') return await runToEnd(state, streams, async () => status);
    return await runToEnd(state, streams, () => interpreter.runText(pending, state, streams));
  }

  return {
    get prompt() {
      return pending === '' ? promptText(state) : '> ';
    },
    async run(typed) {
      const text = pending + typed;
      if (parseText(text).kind === 'incomplete') {
        pending = `${text}\n`;
        return { exitCode: state.status, exited: false, incomplete: true };
      }
      pending = '';
      const exited = await runLine(text);
      return { exitCode: exited ? await end() : state.status, exited, incomplete: false };
    },
    giveUp() {
      pending = '';
      state.status = 130;
    },
    end,
  };
}
