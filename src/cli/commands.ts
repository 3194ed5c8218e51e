import { kubectlSections } from '../kubectl/cmd/commands';
import type { CommandNode, CommandSection } from '../kubectl/command-node';
import type { CliCommand } from './command';
import { simCommands } from './sim/commands';

/** A command of this program: kubectl's own need nothing but what kubectl has. */
export type CliNode = CommandNode<CliCommand>;

/** What only a simulator has. */
export const simulatorSection: CommandSection<CliCommand> = {
  title: 'Simulator Commands (not in kubectl)',
  commands: [
    {
      name: 'exec-hostname',
      summary: 'Print the hostnames of pods',
      load: () => import('../kubectl/cmd/exec-hostname'),
    },
    {
      name: 'nslookup',
      summary: "Ask the cluster's DNS, as a pod would",
      load: () => import('../kubectl/cmd/nslookup'),
    },
    {
      name: 'serve',
      summary: 'Serve the cluster by the Kubernetes API and by DNS',
      scope: 'served',
      load: () => import('./serve'),
    },
    {
      name: 'sim',
      summary: 'Look after the simulated cluster',
      group: { about: 'Look after the simulated cluster.', usage: 'SUBCOMMAND', commands: simCommands },
    },
  ],
};

/** Commands that the help does not list. */
const unlisted: readonly CliNode[] = [
  { name: 'alpha', summary: 'Commands for features in alpha', scope: 'kubeconfig', load: () => import('./alpha') },
  {
    name: 'options',
    summary: 'Print the list of flags inherited by all commands',
    scope: 'kubeconfig',
    load: () => import('./options'),
  },
];

/** All commands. */
export const commands: readonly CliNode[] = [
  ...kubectlSections.flatMap((section) => section.commands),
  ...unlisted,
  ...simulatorSection.commands,
];
