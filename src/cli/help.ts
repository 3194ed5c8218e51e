import { kubectlSections, pluginTitle } from '../kubectl/cmd/commands';
import type { CommandSpec } from '../kubectl/command';
import type { CommandGroup } from '../kubectl/command-node';
import { type CliNode, commands as ownCommands, simulatorSection } from './commands';
import type { FoundCommand } from './find-command';
import { flagsText } from './flags-help';
import { pluginNodes } from './plugins';

type Listed = Pick<CliNode, 'name' | 'summary'>;

/** What is printed for `--help`, or where no command is named. Called `kubectl`, it is kubectl's own. */
export function rootHelp(program: string): string {
  const about =
    program === 'kubectl'
      ? `kubectl controls the Kubernetes cluster manager.

 Find more information at: https://kubernetes.io/docs/reference/kubectl/`
      : `${program} types and prints like kubectl 1.33, on a simulated cluster that is kept in one JSON file.`;
  return `${about}\n\n${rootUsage(program)}`;
}

/** The commands and how they are called. */
function rootUsage(program: string): string {
  const sections = program === 'kubectl' ? kubectlSections : [...kubectlSections, simulatorSection];
  const all: readonly Listed[] = sections.flatMap(({ commands }) => commands as readonly Listed[]);
  const lists = sections.map(({ title, commands }) =>
    title === pluginTitle ? listing(title, pluginNodes(ownCommands), []) : listing(title, commands, all),
  );
  return [...lists, usageText(`${program} [flags]`), trailer(program, '')].join('\n\n');
}

/** What is said where help is wanted on what is no command. */
export function unknownTopic(program: string, topics: readonly string[]): string {
  const words = topics.map((topic) => `\`${topic}\``).join(' ');
  return `Unknown help topic [${words}]\n\n\n${rootUsage(program)}`;
}

/** The help of a group of commands such as `config`. */
export function groupHelp(program: string, { path, node }: Pick<FoundCommand, 'path' | 'node'>): string {
  const { about, examples, usage, commands } = node.group as CommandGroup;
  return [
    about,
    ...aliasesOf(node),
    ...(examples === undefined ? [] : [`Examples:\n${examples}`]),
    listing('Available Commands', commands, commands),
    usageText(`${program} ${path} ${usage}`),
    trailer(program, path),
  ].join('\n\n');
}

/** The help of a command: what it does, its flags with their defaults, how it is called. */
export function commandHelp(
  program: string,
  { path, node }: Pick<FoundCommand, 'path' | 'node'>,
  spec: Omit<CommandSpec, 'run'>,
): string {
  const below = node.group?.commands ?? [];
  const examples = spec.examples?.map((example) => `  ${program} ${example}`) ?? [];
  return [
    `${node.summary}.`,
    ...aliasesOf(node),
    ...(examples.length === 0 ? [] : [`Examples:\n${examples.join('\n')}`]),
    ...(below.length === 0 ? [] : [listing('Available Commands', below, below)]),
    ...(spec.flags.length === 0 ? [] : [`Options:\n${flagsText(spec.flags)}`]),
    usageText(`${program} ${path} ${spec.usage}`.trim()),
    below.length === 0 ? optionsHint(program) : trailer(program, path),
  ].join('\n\n');
}

function aliasesOf({ name, aliases }: CliNode): string[] {
  return aliases === undefined ? [] : [`Aliases:\n${[name, ...aliases].join(', ')}`];
}

const LEAST_WIDTH = 11;

/** @param all those whose names make the column's width @upstream spf13/cobra NamePadding */
function listing(title: string, commands: readonly Listed[], all: readonly Listed[]): string {
  const width = Math.max(LEAST_WIDTH, ...all.map(({ name }) => name.length));
  return [`${title}:`, ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}`)].join('\n');
}

function usageText(line: string): string {
  return `Usage:\n  ${line} [options]`;
}

function optionsHint(program: string): string {
  return `Use "${program} options" for a list of global command-line options (applies to all commands).\n`;
}

function trailer(program: string, path: string): string {
  const command = `${program} ${path}`.trim();
  return `Use "${command} <command> --help" for more information about a given command.\n${optionsHint(program)}`;
}
