import type { CommandNode } from '../../command-node';

/** The `cluster-info` commands. */
export const clusterInfoCommands: readonly CommandNode[] = [
  { name: 'dump', summary: 'Dump relevant information for debugging and diagnosis', load: () => import('./dump') },
];
