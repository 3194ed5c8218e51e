import { goQuote } from '../apimachinery/go-value';
import type { FlagSpec } from '../kubectl/command';
import { CommandError } from '../kubectl/command-error';
import type { Scope } from '../kubectl/command-node';
import { type CliNode, commands as ownCommands } from './commands';
import { globalFlags } from './global-flags';
import { similarCommands } from './similar-command';

/** A command, and the words that are its own. */
export type FoundCommand = {
  /** As it is called in full: `create secret generic`. */
  readonly path: string;
  readonly node: CliNode;
  readonly scope: Scope;
  readonly words: readonly string[];
};

/**
 * Finds the command that words call: flags may stand before each of its words.
 * @returns undefined where no command is named
 * @throws CommandError for unknown commands, with what may have been meant
 * @upstream spf13/cobra Find
 */
export function findCommand(
  words: readonly string[],
  commands: readonly CliNode[] = ownCommands,
): FoundCommand | undefined {
  let found: FoundCommand | undefined;
  let below = commands;
  let rest = words;
  for (;;) {
    const { before, after } = splitFlags(rest);
    const [called] = after;
    const node = below.find(({ name, aliases = [] }) => called !== undefined && [name, ...aliases].includes(called));
    if (node === undefined) break;
    rest = [...before, ...after.slice(1)];
    const path = found === undefined ? node.name : `${found.path} ${node.name}`;
    found = { path, node, scope: node.scope ?? found?.scope ?? 'cluster', words: rest };
    below = node.group?.commands ?? [];
  }
  if (found !== undefined) return found;
  const [first] = splitFlags(words).after;
  if (first === undefined || first === 'help') return undefined;
  throw unknownCommand(first, words[0] ?? '');
}

function splitFlags(words: readonly string[]): { before: readonly string[]; after: readonly string[] } {
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-') || word === '--' || word === '-') break;
    const spec = globalFlags.find(({ name, short }) => word === `--${name}` || word === `-${short}`);
    if (spec === undefined ? isOpen(word) : needsValue(spec)) at++;
  }
  return { before: words.slice(0, at), after: words.slice(at) };
}

/** Before the command is known, a flag that nobody knows is thought to take the next word. @upstream spf13/cobra stripFlags */
function isOpen(word: string): boolean {
  return word.startsWith('--') ? !word.includes('=') : word.length === 2;
}

function needsValue({ type, noOptDefault }: FlagSpec): boolean {
  return type !== 'bool' && noOptDefault === undefined;
}

function unknownCommand(word: string, first: string): Error {
  if (first.startsWith('-')) {
    return new CommandError(`Error: flags cannot be placed before plugin name: ${first}`, 1, false);
  }
  const similar = similarCommands(word);
  const hint = similar.length === 0 ? '' : `\n\nDid you mean this?\n${similar.map((name) => `\t${name}`).join('\n')}`;
  return new CommandError(`unknown command ${goQuote(word)} for "kubectl"${hint}`);
}
