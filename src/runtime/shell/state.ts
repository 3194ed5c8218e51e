import type { CompoundList, Function as FunctionNode, Script } from 'unbash';
import type { ContainerWorld } from '../container';
import type { ShellKind } from '../images/facts';

/** Where text goes. */
export type Output = { readonly write: (text: string) => void };

/** What a command reads and where it writes; `input.text` is what has not been read yet. */
export type Streams = { readonly input: { text: string }; readonly stdout: Output; readonly stderr: Output };

/** `set -e`, `set -u`, `set -x` and `set -o pipefail`. */
export type ShellOptions = { errexit: boolean; nounset: boolean; xtrace: boolean; pipefail: boolean };

/** How the parts of the interpreter reach one another. */
export type Interpreter = {
  /** Runs parsed commands; answers the exit code. */
  readonly run: (script: Script | CompoundList, state: ShellState, streams: Streams) => number;
  /** Parses and runs a text; answers the exit code. */
  readonly runText: (text: string, state: ShellState, streams: Streams) => number;
};

/** All that a shell remembers between commands. */
export type ShellState = {
  readonly world: ContainerWorld;
  readonly kind: ShellKind;
  readonly interpreter: Interpreter;
  /** `$0`, which is also the name before its messages. */
  readonly name: string;
  readonly isInteractive: boolean;
  readonly variables: Map<string, string>;
  readonly exported: Set<string>;
  readonly arrays: Map<string, readonly string[]>;
  readonly functions: Map<string, FunctionNode['body']>;
  readonly options: ShellOptions;
  positional: readonly string[];
  /** `$?` */
  status: number;
  cwd: string;
  /** The text that the running nodes' positions count in, and the number of its first line. */
  source: { text: string; firstLine: number };
  /** How many conditions surround the running command: there `set -e` does not count. */
  conditions: number;
  /** How many loops surround the running command. */
  loops: number;
  /** For each running function, what the variables that it made local were before. */
  readonly frames: Map<string, string | undefined>[];
  /** How many functions, evals and shells surround the running command. */
  depth: number;
  /** Shared with subshells: how many more loop turns this run may take. */
  readonly budget: { turns: number };
};

/** Loop turns that one run may take: nothing in a container changes while it runs, so more never helps. */
export const maxTurns = 10_000;

/** A state for a subshell: what it changes is its own. */
export function copyState(state: ShellState): ShellState {
  return {
    ...state,
    variables: new Map(state.variables),
    exported: new Set(state.exported),
    arrays: new Map(state.arrays),
    functions: new Map(state.functions),
    options: { ...state.options },
    frames: state.frames.map((frame) => new Map(frame)),
  };
}

/** The environment that programs are given. */
export function environmentOf(state: ShellState): Map<string, string> {
  return new Map([...state.variables].filter(([name]) => state.exported.has(name)));
}

/** An output that keeps what is written to it. */
export function createBuffer(): Output & { readonly text: () => string } {
  let kept = '';
  return {
    write: (text) => {
      kept += text;
    },
    text: () => kept,
  };
}

/** Where what nobody wants goes. */
export const nowhere: Output = { write: () => undefined };
