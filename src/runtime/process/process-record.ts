import type { ShellKind } from '../images/facts';
import type { Frame } from '../shell/position';

/** A server that a container's process runs. */
export type Serving = { readonly name: string; readonly argv: readonly string[] };

/** A shell script that waits: where it stands, and all that its shell remembers. Plain data. */
export type SavedShell = {
  readonly kind: ShellKind;
  readonly name: string;
  readonly text: string;
  readonly frames: readonly Frame[];
  readonly variables: readonly (readonly [string, string])[];
  readonly exported: readonly string[];
  readonly arrays: readonly (readonly [string, readonly (readonly [string, string])[]])[];
  readonly associative: readonly string[];
  readonly functions: readonly string[];
  readonly traps: readonly (readonly [string, string])[];
  readonly options: { readonly [option: string]: boolean };
  readonly positional: readonly string[];
  readonly status: number;
  readonly cwd: string;
};

/** A container's main process, as it is stored. Times are milliseconds since 1970, by the cluster's clock. */
export type ProcessRecord = {
  readonly startedAt: number;
  readonly argv: readonly string[];
  /** The variables that it was started with: what becomes of their sources later does not reach it. */
  readonly env: readonly (readonly [string, string])[];
  /** What it and its children listen with. */
  readonly serving?: readonly Serving[];
  /** Where its script waits. */
  readonly shell?: SavedShell;
  /** When it goes on; without it, it goes on for ever, or has ended. */
  readonly wake?: number;
  /** Whether it does the same again and again: then it is gone on with only when somebody looks. */
  readonly isEndless?: boolean;
  /** Whether it begins when somebody attaches to it. */
  readonly waitsForAttach?: boolean;
  /** What it ends with: by now, or at `wake`. */
  readonly exitCode?: number;
  /** Why the container runtime could not start it. */
  readonly startError?: string;
};
