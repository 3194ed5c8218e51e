import type { CommandNode } from '../../command-node';

/** The `certificate` commands, in the order in which help lists them. */
export const certificateCommands: readonly CommandNode[] = [
  { name: 'approve', summary: 'Approve a certificate signing request', load: () => import('./approve') },
  { name: 'deny', summary: 'Deny a certificate signing request', load: () => import('./deny') },
];
