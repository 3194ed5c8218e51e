import type { CommandNode } from '../../command-node';

/** The commands of `rollout`, in the order in which kubectl lists them. */
export const rolloutCommands: readonly CommandNode[] = [
  { name: 'status', summary: 'Show the status of the rollout', load: () => import('./status') },
];
