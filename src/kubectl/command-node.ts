import type { CommandSpec } from './command';

/**
 * What a command works on: the cluster, its state as it lies there, or the kubeconfig alone. A cluster that is served
 * is opened for each request, and --kubeconfig is what others find it by.
 */
export type Scope = 'cluster' | 'state' | 'kubeconfig' | 'served';

/** A command in the table: its code is loaded when it is called. */
export type CommandNode<Spec = CommandSpec> = {
  /** Its own word: `image` of `set image`. */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  /** That of the commands below it as well; a cluster unless said otherwise. */
  readonly scope?: Scope;
  /** Missing where it is called with one of its own commands only. */
  readonly load?: () => Promise<{ readonly command: Spec }>;
  /** The commands below it. */
  readonly group?: CommandGroup<Spec>;
};

/** Commands under one word, in the order in which help lists them. */
export type CommandGroup<Spec = CommandSpec> = {
  /** What its help says first. */
  readonly about: string;
  readonly examples?: string;
  /** What stands between its name and `[options]`. */
  readonly usage: string;
  /** Where its help goes, and with which exit code, when none of its commands is named; an error unless said otherwise. */
  readonly bare?: { readonly stream: 'out' | 'err'; readonly exitCode: 0 | 1 };
  readonly commands: readonly CommandNode<Spec>[];
};

/** Commands under one title of the program's help. */
export type CommandSection<Spec = CommandSpec> = {
  readonly title: string;
  readonly commands: readonly CommandNode<Spec>[];
};
