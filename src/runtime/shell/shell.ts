import type { ContainerWorld } from '../container';
import type { ShellKind } from '../images/facts';
import { ControlFlow, catchExit } from './control-flow';
import { createState } from './create-state';
import { interpreter } from './interpret';
import { parseText } from './parse';
import { promptText } from './prompt';
import { createBuffer, maxTurns, type ShellState } from './state';
import { syntaxErrorText } from './syntax-error';

/** What one line of an interactive shell came to. */
export type LineResult = {
  readonly stdout: string;
  readonly stderr: string;
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
  readonly run: (line: string) => Promise<LineResult>;
};

export type ScriptResult = { readonly stdout: string; readonly stderr: string; readonly exitCode: number };

export type ScriptOptions = {
  /** The shell's dialect; without it that of the image's sh. */
  readonly kind?: ShellKind;
  /** `$0`, and the name before messages. */
  readonly name?: string;
  readonly positional?: readonly string[];
  readonly stdin?: string;
  /** Option letters: `e`, `x`, `u`. */
  readonly letters?: string;
};

function kindOf(world: ContainerWorld, kind: ShellKind | undefined): ShellKind {
  return kind ?? world.image.shells.sh ?? 'ash';
}

function runParsed(text: string, state: ShellState, firstLine: number): Omit<LineResult, 'incomplete'> {
  const stdout = createBuffer();
  const stderr = createBuffer();
  const parsed = parseText(text);
  state.source = { text, firstLine };
  state.budget.turns = maxTurns;
  const result = (exited: boolean): Omit<LineResult, 'incomplete'> => ({
    stdout: stdout.text(),
    stderr: stderr.text(),
    exitCode: state.status,
    exited,
  });
  if (parsed.kind !== 'script') {
    stderr.write(syntaxErrorText(parsed, text, state));
    state.status = 2;
    return result(false);
  }
  try {
    interpreter.run(parsed.script, state, { input: { text: '' }, stdout, stderr });
    return result(false);
  } catch (error) {
    if (!(error instanceof ControlFlow)) throw error;
    if (error.leaving.kind === 'exit') state.status = error.leaving.status;
    return result(error.leaving.kind === 'exit');
  }
}

/** Starts an interactive shell in a container. @param name what it was started as: `sh`, `/bin/bash` */
export function createShell(world: ContainerWorld, kind?: ShellKind, name?: string): Shell {
  const dialect = kindOf(world, kind);
  const fallback = dialect === 'bash' ? 'bash' : 'sh';
  const state = createState({ world, kind: dialect, interpreter, name: name ?? fallback, isInteractive: true });
  let pending = '';
  let line = 1;
  return {
    get prompt() {
      return pending === '' ? promptText(state) : '> ';
    },
    run: async (typed) => {
      const text = pending + typed;
      if (parseText(text).kind === 'incomplete') {
        pending = `${text}\n`;
        return { stdout: '', stderr: '', exitCode: state.status, exited: false, incomplete: true };
      }
      pending = '';
      const result = runParsed(text, state, line);
      line += text.split('\n').length;
      return { ...result, incomplete: false };
    },
  };
}

/** Runs a script to its end. */
export function runScript(world: ContainerWorld, text: string, options: ScriptOptions = {}): ScriptResult {
  const kind = kindOf(world, options.kind);
  const { positional, letters, name = kind === 'bash' ? 'bash' : 'sh' } = options;
  const state = createState({ world, kind, interpreter, name, isInteractive: false, positional, letters });
  const stdout = createBuffer();
  const stderr = createBuffer();
  const streams = { input: { text: options.stdin ?? '' }, stdout, stderr };
  const exitCode = catchExit(() => interpreter.runText(text, state, streams));
  return { stdout: stdout.text(), stderr: stderr.text(), exitCode };
}
