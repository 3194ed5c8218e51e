import type { CompoundList, Function as FunctionNode, Script } from 'unbash';
import type { ContainerWorld } from '../container-world';
import type { ShellKind } from '../images/facts';
import type { Launch } from '../launch';
import type { Input, Output } from '../streams';
import type { Position } from './position';

/** What a command reads and where it writes; `exec` without a command changes them for the whole shell. */
export type Streams = {
  stdin: Input;
  stdout: Output;
  stderr: Output;
  /** Further descriptors: `3>&1`, `exec 3> file`. */
  others?: ReadonlyMap<number, Output>;
};

/** `set -e`, `set -u`, `set -x`, `set -f`, `set -o pipefail`. */
export type ShellOptions = {
  errexit: boolean;
  nounset: boolean;
  xtrace: boolean;
  noglob: boolean;
  pipefail: boolean;
};

/** How the parts of the interpreter reach one another. */
export type Interpreter = {
  /** Runs parsed commands; answers the exit code. */
  readonly run: (script: Script | CompoundList, state: ShellState, streams: Streams) => Promise<number>;
  /** Parses and runs a text; answers the exit code. @param firstLine the number of its first line */
  readonly runText: (text: string, state: ShellState, streams: Streams, firstLine?: number) => Promise<number>;
};

/** A command that was started with `&`. */
export type Job = { readonly pid: number; readonly command: string; readonly done: Promise<number> };

/** An array's elements by their index, or by their key. */
export type ShellArray = Map<string, string>;

/** All that a shell remembers between commands. */
export type ShellState = {
  readonly world: ContainerWorld;
  readonly kind: ShellKind;
  readonly interpreter: Interpreter;
  /** Runs what is no command of the shell's own. */
  readonly launch: Launch;
  readonly position: Position;
  /** `$0`, which is also the name before its messages. */
  readonly name: string;
  /** `$$` */
  readonly pid: number;
  readonly isInteractive: boolean;
  readonly variables: Map<string, string>;
  readonly exported: Set<string>;
  readonly readonly: Set<string>;
  readonly arrays: Map<string, ShellArray>;
  /** Arrays whose keys are texts. */
  readonly associative: Set<string>;
  readonly functions: Map<string, FunctionNode['body']>;
  readonly aliases: Map<string, string>;
  /** Commands by the signals that run them; `EXIT` when the shell ends. */
  readonly traps: Map<string, string>;
  readonly jobs: Job[];
  readonly options: ShellOptions;
  positional: readonly string[];
  /** `$?` */
  status: number;
  /** The process id of the last job. */
  lastJob: number | undefined;
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
  /** Shared with subshells: how many more commands this run may take, the next process id, and how many run at once. */
  readonly budget: { commands: number; nextPid: number; processes: number; isOver?: boolean };
};

/** Commands that one run may take: an endless loop that waits for nothing ends there. */
export const maxCommands = 100_000;

/** A state for a subshell: what it changes is its own. */
export function copyState(state: ShellState): ShellState {
  return {
    ...state,
    variables: new Map(state.variables),
    exported: new Set(state.exported),
    readonly: new Set(state.readonly),
    arrays: new Map([...state.arrays].map(([name, items]) => [name, new Map(items)])),
    associative: new Set(state.associative),
    functions: new Map(state.functions),
    aliases: new Map(state.aliases),
    traps: new Map(),
    jobs: [],
    options: { ...state.options },
    frames: state.frames.map((frame) => new Map(frame)),
  };
}

/** The environment that programs are given. */
export function environmentOf(state: ShellState): Map<string, string> {
  return new Map([...state.variables].filter(([name]) => state.exported.has(name)));
}
