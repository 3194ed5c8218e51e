import type { ContainerWorld } from '../container-world';
import type { Input, Output } from '../streams';

/** What a program finds around it. */
export type ProgramIo = {
  readonly world: ContainerWorld;
  /** The name that it was called by. */
  readonly name: string;
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
};

/**
 * A program: reads and writes its streams, and answers its exit code.
 * @param args the arguments after its name
 */
export type Program = (args: readonly string[], io: ProgramIo) => number | Promise<number>;

/** The end of a program that did what it should. */
export function succeed({ stdout }: ProgramIo, text: string): number {
  stdout.write(text);
  return 0;
}

/** The end of a program that complains; `message` without the last newline. */
export function fail({ stderr }: ProgramIo, message: string, exitCode = 1): number {
  stderr.write(`${message}\n`);
  return exitCode;
}

/** The lines of a text; a last newline ends a line and begins none. */
export function linesOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

/** Lines as a text, each with its newline. */
export function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
