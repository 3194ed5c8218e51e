import type { Kubectl } from './kubectl';

/** The types that a flag's value may have, in pflag's names. */
export type FlagType = 'bool' | 'string' | 'int' | 'int32' | 'duration' | 'stringArray' | 'stringSlice';

/** One flag of a command. */
export type FlagSpec = {
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  readonly type: FlagType;
  readonly default?: string;
  /** The value of the flag when it stands alone: `--dry-run` is `--dry-run=unchanged`. */
  readonly noOptDefault?: string;
  /** What is wrong with a value beyond its type. */
  readonly problemOf?: (value: string) => string | undefined;
  readonly usage: string;
};

/** What was typed: flags by name, with their defaults, and the other words. */
export type Flags = {
  readonly text: (name: string) => string;
  readonly bool: (name: string) => boolean;
  readonly int: (name: string) => number;
  /** In milliseconds. */
  readonly duration: (name: string) => number;
  readonly list: (name: string) => string[];
  /** Whether the flag was typed. */
  readonly has: (name: string) => boolean;
};

export type Invocation = {
  readonly flags: Flags;
  readonly args: readonly string[];
  /** How many words stood before `--`; undefined without it. */
  readonly dashAt?: number;
};

/** One of kubectl's commands. */
export type CommandSpec = {
  /** As it is typed: `get`, `config view`. */
  readonly name: string;
  readonly usage: string;
  readonly examples?: readonly string[];
  readonly flags: readonly FlagSpec[];
  /** What is said of flags that it does not have, where that is not what others say. */
  readonly misused?: (problem: string) => Error;
  /** @returns the exit code; nothing is 0 */
  readonly run: (invocation: Invocation, kubectl: Kubectl) => Promise<number> | Promise<void>;
};
