import type { ContainerWorld } from '../container';

/** What a program finds around it. */
export type ProgramIo = {
  readonly world: ContainerWorld;
  readonly env: ReadonlyMap<string, string>;
  readonly stdin: string;
  readonly cwd: string;
};

export type ProgramResult = { readonly stdout: string; readonly stderr: string; readonly exitCode: number };

/** A program: the arguments after its name, and what is around it. */
export type Program = (args: readonly string[], io: ProgramIo) => ProgramResult;

/** The end of a program that did what it should. */
export function succeed(stdout: string): ProgramResult {
  return { stdout, stderr: '', exitCode: 0 };
}

/** The end of a program that complains; `stderr` without the last newline. */
export function fail(stderr: string, exitCode = 1): ProgramResult {
  return { stdout: '', stderr: `${stderr}\n`, exitCode };
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
