import type { CommandNode } from '../../command-node';

/** The `set` commands, in the order in which help lists them. */
export const setCommands: readonly CommandNode[] = [
  { name: 'env', summary: 'Update environment variables on a pod template', load: () => import('./env') },
  { name: 'image', summary: 'Update the image of a pod template', load: () => import('./image') },
  {
    name: 'resources',
    summary: 'Update resource requests/limits on objects with pod templates',
    load: () => import('./resources'),
  },
  { name: 'selector', summary: 'Set the selector on a resource', load: () => import('./selector') },
  {
    name: 'serviceaccount',
    aliases: ['sa'],
    summary: 'Update the service account of a resource',
    load: () => import('./serviceaccount'),
  },
  {
    name: 'subject',
    summary: 'Update the user, group, or service account in a role binding or cluster role binding',
    load: () => import('./subject'),
  },
];
