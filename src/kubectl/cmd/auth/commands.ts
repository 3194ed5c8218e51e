import type { CommandNode } from '../../command-node';

/** The `auth` commands, in the order in which help lists them. */
export const authCommands: readonly CommandNode[] = [
  { name: 'can-i', summary: 'Check whether an action is allowed', load: () => import('./can-i') },
  {
    name: 'reconcile',
    summary: 'Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects',
    load: () => import('./reconcile'),
  },
  { name: 'whoami', summary: 'Experimental: Check self subject attributes', load: () => import('./whoami') },
];
