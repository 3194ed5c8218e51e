import type { CommandNode } from '../../command-node';

/** The `plugin` commands. */
export const pluginCommands: readonly CommandNode[] = [
  { name: 'list', summary: "List all visible plugin executables on a user's PATH", load: () => import('./list') },
];
