import type { FlagSpec } from '../kubectl/command';
import { CommandError, UsageError } from '../kubectl/command-error';
import { type CommandEntry, kubectlCommands, commands as ownCommands } from './commands';
import { globalFlags } from './global-flags';

/** A command, and the words that are its own. */
export type FoundCommand = { readonly entry: CommandEntry; readonly words: readonly string[] };

/**
 * Finds the command that words call: global flags may stand before it.
 * @returns undefined where no command is named
 * @throws CommandError for unknown commands, with what may have been meant
 */
export function findCommand(
  words: readonly string[],
  commands: readonly CommandEntry[] = ownCommands,
): FoundCommand | undefined {
  const { before, rest } = splitGlobalFlags(words);
  const [first] = rest;
  if (first === undefined || first === 'help') return undefined;
  for (let length = LONGEST; length > 0; length--) {
    const called = rest.slice(0, length).join(' ');
    const isGroup = commands.some((entry) => isBelow(entry, called));
    const entry = commands.find(({ name, aliases = [] }) => [name, ...aliases].includes(called));
    if (entry !== undefined) return { entry, words: [...before, ...rest.slice(length)] };
    if (isGroup && rest.length >= length) throw unknownSubcommand(called, rest.slice(length));
  }
  throw unknownCommand(first, words[0] ?? '');
}

/** Words in the longest command: `create secret generic`. */
const LONGEST = 3;

/** Whether words name a group that a command is in, such as `create secret`. */
function isBelow({ name, aliases = [] }: CommandEntry, group: string): boolean {
  return [name, ...aliases].some((other) => other.startsWith(`${group} `));
}

function splitGlobalFlags(words: readonly string[]): { before: string[]; rest: readonly string[] } {
  const before: string[] = [];
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-') || word === '--' || word === '-') break;
    before.push(word);
    const spec = globalFlags.find(({ name, short }) => word === `--${name}` || word === `-${short}`);
    if (spec === undefined ? isOpen(word) : needsValue(spec)) before.push(words[++at] ?? '');
  }
  return { before, rest: words.slice(at) };
}

/** Before the command is known, a flag that nobody knows is thought to take the next word. @upstream spf13/cobra stripFlags */
function isOpen(word: string): boolean {
  return word.startsWith('--') ? !word.includes('=') : word.length === 2;
}

function needsValue({ type, noOptDefault }: FlagSpec): boolean {
  return type !== 'bool' && noOptDefault === undefined;
}

function unknownSubcommand(group: string, rest: readonly string[]): Error {
  const words = rest.filter((word) => !word.startsWith('-'));
  if (words.length === 0) return new GroupError(group);
  return new UsageError(`unknown command ${JSON.stringify(words.join(' '))}`, group);
}

/** A group of commands is called without saying which: its help is shown. */
export class GroupError extends Error {
  constructor(readonly group: string) {
    super(`a command of ${group} is needed`);
  }
}

function unknownCommand(word: string, first: string): Error {
  if (kubectlCommands.includes(word)) {
    return new CommandError(`${JSON.stringify(word)} is a command of kubectl that this simulator does not have yet`);
  }
  if (first.startsWith('-')) {
    return new CommandError(`Error: flags cannot be placed before plugin name: ${first}`, 1, false);
  }
  return new CommandError(unknownText(word));
}

function unknownText(word: string): string {
  const similar = kubectlCommands.filter((name) => distance(word, name) <= 2 || name.startsWith(word.toLowerCase()));
  const hint = similar.length === 0 ? '' : `\n\nDid you mean this?\n${similar.map((name) => `\t${name}`).join('\n')}`;
  return `unknown command ${JSON.stringify(word)} for "kubectl"${hint}`;
}

/** @upstream spf13/cobra ld: the edit distance without regard to case */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (const [index, character] of Array.from(left.toLowerCase()).entries()) {
    const next = [index + 1];
    for (let column = 1; column <= right.length; column++) {
      const same = (row[column - 1] ?? 0) + (character === right.toLowerCase()[column - 1] ? 0 : 1);
      next.push(Math.min(same, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
