import type { ShellState } from './state';

/** The line of a node in the running text, from 1. */
export function lineOf(state: ShellState, pos: number): number {
  const { text, firstLine } = state.source;
  return firstLine + text.slice(0, pos).split('\n').length - 1;
}

/** What stands before a shell's complaint: `sh: `, dash's `sh: 1: `, bash's `bash: line 1: ` in a script. */
export function messagePrefix(state: ShellState, pos: number): string {
  if (state.kind === 'dash') return `${state.name}: ${lineOf(state, pos)}: `;
  if (state.kind === 'bash' && !state.isInteractive) return `${state.name}: line ${lineOf(state, pos)}: `;
  return `${state.name}: `;
}

/** The complaint about a command that is not there. */
export function notFoundMessage(state: ShellState, command: string, pos: number): string {
  const prefix = messagePrefix(state, pos);
  if (state.kind !== 'bash') return `${prefix}${command}: not found\n`;
  return command.includes('/')
    ? `${prefix}${command}: No such file or directory\n`
    : `${prefix}${command}: command not found\n`;
}
