import type { CommandNode } from '../../command-node';

/** The commands of the group `apply`, in the order of kubectl's help. */
export const applyCommands: readonly CommandNode[] = [
  {
    name: 'edit-last-applied',
    summary: 'Edit latest last-applied-configuration annotations of a resource/object',
    load: () => import('./edit-last-applied'),
  },
  {
    name: 'set-last-applied',
    summary: 'Set the last-applied-configuration annotation on a live object to match the contents of a file',
    load: () => import('./set-last-applied'),
  },
  {
    name: 'view-last-applied',
    summary: 'View the latest last-applied-configuration annotations of a resource/object',
    load: () => import('./view-last-applied'),
  },
];
