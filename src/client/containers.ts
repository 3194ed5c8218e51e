import type { Container, Pod } from '../resources/core/pod-types';

/** What a command in a container came to; or why it could not be started. */
export type ExecResult =
  | { readonly stdout: string; readonly stderr: string; readonly exitCode: number }
  | { readonly startError: string };

/** A shell in a container that keeps its state from line to line. */
export type ContainerShell = {
  readonly prompt: string;
  readonly run: (line: string) => Promise<{ stdout: string; stderr: string; exitCode: number; exited: boolean }>;
};

/** The running containers. */
export type Containers = {
  /** Why none can be reached at all, where that is so: asked before something is made for a process to run in. */
  readonly unreachable?: string;
  readonly exec: (pod: Pod, container: string, argv: readonly string[], stdin: string) => Promise<ExecResult>;
  /** A shell for typed lines; undefined where the command is none that the image has. */
  readonly shell: (pod: Pod, container: string, argv: readonly string[]) => Promise<ContainerShell | undefined>;
  /** The command that the image starts with, when it is a shell. */
  readonly defaultCommand: (container: Container) => readonly string[];
  /** The process that somebody was attached to has ended. */
  readonly finish: (pod: Pod, container: string, exitCode: number) => Promise<void>;
};
