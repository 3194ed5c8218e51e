import type { CommandSpec } from '../../command';

/** One of kubectl's `set` commands, for the program's table. */
export type SetCommandEntry = {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: CommandSpec }>;
};

/** The `set` commands, in the order in which help lists them. */
export const setCommands: readonly SetCommandEntry[] = [
  { name: 'set env', summary: 'Update environment variables on a pod template', load: () => import('./env') },
  { name: 'set image', summary: 'Update the image of a pod template', load: () => import('./image') },
  {
    name: 'set resources',
    summary: 'Update resource requests/limits on objects with pod templates',
    load: () => import('./resources'),
  },
  { name: 'set selector', summary: 'Set the selector on a resource', load: () => import('./selector') },
  {
    name: 'set serviceaccount',
    aliases: ['set sa'],
    summary: 'Update the service account of a resource',
    load: () => import('./serviceaccount'),
  },
  {
    name: 'set subject',
    summary: 'Update the user, group, or service account in a role binding or cluster role binding',
    load: () => import('./subject'),
  },
];
