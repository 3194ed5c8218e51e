import type { CommandNode } from '../../command-node';

/** The commands of `top`, in the order in which kubectl lists them. */
export const topCommands: readonly CommandNode[] = [
  {
    name: 'node',
    aliases: ['nodes', 'no'],
    summary: 'Display resource (CPU/memory) usage of nodes',
    load: () => import('./node'),
  },
  {
    name: 'pod',
    aliases: ['pods', 'po'],
    summary: 'Display resource (CPU/memory) usage of pods',
    load: () => import('./pod'),
  },
];
