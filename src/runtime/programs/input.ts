import { absolutePath } from '../path';
import type { ProgramIo } from './program';

/** One text that a filter reads, with the name under which it was asked for. */
export type Input = { readonly name: string; readonly text: string };

/** The texts that could be read, and what is said of those that could not. */
export type Inputs = { readonly inputs: readonly Input[]; readonly stderr: string };

type Complaint = (name: string) => string;

const gnuComplaints: { readonly [program: string]: Complaint } = {
  head: (name) => `cannot open '${name}' for reading`,
  tail: (name) => `cannot open '${name}' for reading`,
  sort: (name) => `cannot read: ${name}`,
  sed: (name) => `can't read ${name}`,
};

const busyboxComplaints: { readonly [program: string]: Complaint } = {
  cat: (name) => `can't open '${name}'`,
  tail: (name) => `can't open '${name}'`,
};

function missing(program: string, name: string, { world }: ProgramIo): string {
  const complaints = world.image.userland === 'busybox' ? busyboxComplaints : gnuComplaints;
  return `${program}: ${complaints[program]?.(name) ?? name}: No such file or directory\n`;
}

/** Reads the operands of a filter: files, `-` for standard input, standard input where none is named. */
export function readInputs(program: string, operands: readonly string[], io: ProgramIo): Inputs {
  const names = operands.length === 0 ? ['-'] : operands;
  const inputs: Input[] = [];
  let stderr = '';
  for (const name of names) {
    const isStdin = name === '-' || name === '/dev/stdin';
    const text = isStdin ? io.stdin : io.world.files(absolutePath(name, io.cwd));
    if (text === undefined) stderr += missing(program, name, io);
    else inputs.push({ name, text });
  }
  return { inputs, stderr };
}
