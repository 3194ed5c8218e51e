import type { CommandNode } from '../../command-node';

/** The commands of `config`, in the order in which kubectl lists them. */
export const configCommands: readonly CommandNode[] = [
  { name: 'current-context', summary: 'Display the current-context', load: () => import('./current-context') },
  {
    name: 'delete-cluster',
    summary: 'Delete the specified cluster from the kubeconfig',
    load: () => import('./delete-cluster'),
  },
  {
    name: 'delete-context',
    summary: 'Delete the specified context from the kubeconfig',
    load: () => import('./delete-context'),
  },
  {
    name: 'delete-user',
    summary: 'Delete the specified user from the kubeconfig',
    load: () => import('./delete-user'),
  },
  {
    name: 'get-clusters',
    summary: 'Display clusters defined in the kubeconfig',
    load: () => import('./get-clusters'),
  },
  { name: 'get-contexts', summary: 'Describe one or many contexts', load: () => import('./get-contexts') },
  { name: 'get-users', summary: 'Display users defined in the kubeconfig', load: () => import('./get-users') },
  {
    name: 'rename-context',
    summary: 'Rename a context from the kubeconfig file',
    load: () => import('./rename-context'),
  },
  { name: 'set', summary: 'Set an individual value in a kubeconfig file', load: () => import('./set') },
  { name: 'set-cluster', summary: 'Set a cluster entry in kubeconfig', load: () => import('./set-cluster') },
  { name: 'set-context', summary: 'Set a context entry in kubeconfig', load: () => import('./set-context') },
  {
    name: 'set-credentials',
    summary: 'Set a user entry in kubeconfig',
    load: () => import('./set-credentials'),
  },
  { name: 'unset', summary: 'Unset an individual value in a kubeconfig file', load: () => import('./unset') },
  {
    name: 'use-context',
    aliases: ['use'],
    summary: 'Set the current-context in a kubeconfig file',
    load: () => import('./use-context'),
  },
  {
    name: 'view',
    summary: 'Display merged kubeconfig settings or a specified kubeconfig file',
    load: () => import('./view'),
  },
];
