import { type CommandEntry, commands } from './commands';

const titles: readonly (readonly [CommandEntry['group'], string])[] = [
  ['basic', 'Basic Commands'],
  ['deploy', 'Deploy Commands'],
  ['cluster', 'Cluster Information and Settings'],
  ['containers', 'Inspecting and Running'],
  ['advanced', 'Advanced Commands'],
  ['simulator', 'Simulator Commands (not in kubectl)'],
];

/** The help of a group of commands such as `config`. */
export function groupHelpText(program: string, group: string): string {
  const members = commands.filter(({ name }) => name.startsWith(`${group} `));
  const width = Math.max(...members.map(({ name }) => name.length)) + 2;
  const lines = members.map(({ name, summary }) => `  ${name.slice(group.length + 1).padEnd(width)}${summary}`);
  return `Available Commands:\n${lines.join('\n')}\n\nUsage:\n  ${program} ${group} SUBCOMMAND [options]\n`;
}

/** What is printed for `--help`, or where no command is named. */
export function helpText(program: string): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  const sections = titles.map(([group, title]) => {
    const members = commands.filter((entry) => entry.group === group);
    return `${title}:\n${members.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`).join('\n')}`;
  });
  return `${program} types and prints like kubectl 1.33, on a simulated cluster that is kept in one JSON file.

${sections.join('\n\n')}

Usage:
  ${program} [command] [flags]

Use "${program} [command] --help" for more about a command.
`;
}
