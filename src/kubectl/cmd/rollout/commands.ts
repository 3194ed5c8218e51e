import type { CommandNode } from '../../command-node';

/** The commands of `rollout`, in the order in which kubectl lists them. */
export const rolloutCommands: readonly CommandNode[] = [
  { name: 'history', summary: 'View rollout history', load: () => import('./history') },
  { name: 'pause', summary: 'Mark the provided resource as paused', load: () => import('./pause') },
  { name: 'restart', summary: 'Restart a resource', load: () => import('./restart') },
  { name: 'resume', summary: 'Resume a paused resource', load: () => import('./resume') },
  { name: 'status', summary: 'Show the status of the rollout', load: () => import('./status') },
  { name: 'undo', summary: 'Undo a previous rollout', load: () => import('./undo') },
];
