import { readInputs } from './input';
import { parseOptions } from './option';
import type { ProgramIo, ProgramResult } from './program';

function countsOf(text: string): { readonly [flag in 'l' | 'w' | 'c']: number } {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return { l: text.split('\n').length - 1, w: words.length, c: new TextEncoder().encode(text).length };
}

/** Counts lines, words and bytes; one count of standard input is printed bare. */
export function wc(args: readonly string[], io: ProgramIo): ProgramResult {
  const { flags, operands } = parseOptions(args);
  const { inputs, stderr } = readInputs('wc', operands, io);
  const asked = (['l', 'w', 'c'] as const).filter((flag) => flags.size === 0 || flags.has(flag));
  const width = io.world.image.userland === 'busybox' ? 9 : 7;
  const lines = inputs.map(({ name, text }) => {
    const counts = countsOf(text);
    const label = operands.length === 0 ? '' : ` ${name}`;
    if (asked.length === 1) return asked.map((flag) => counts[flag]).join('') + label;
    return asked.map((flag) => String(counts[flag]).padStart(width)).join(' ') + label;
  });
  return { stdout: lines.map((line) => `${line}\n`).join(''), stderr, exitCode: stderr === '' ? 0 : 1 };
}
