import type { CommandSpec } from '../../command';

/** A command that is loaded when it is asked for. */
type LazyCommand = {
  /** As it is typed. */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: CommandSpec }>;
};

/** The commands of `config`, in the order in which kubectl lists them. */
export const configCommands: readonly LazyCommand[] = [
  { name: 'config current-context', summary: 'Display the current-context', load: () => import('./current-context') },
  {
    name: 'config delete-cluster',
    summary: 'Delete the specified cluster from the kubeconfig',
    load: () => import('./delete-cluster'),
  },
  {
    name: 'config delete-context',
    summary: 'Delete the specified context from the kubeconfig',
    load: () => import('./delete-context'),
  },
  {
    name: 'config delete-user',
    summary: 'Delete the specified user from the kubeconfig',
    load: () => import('./delete-user'),
  },
  {
    name: 'config get-clusters',
    summary: 'Display clusters defined in the kubeconfig',
    load: () => import('./get-clusters'),
  },
  { name: 'config get-contexts', summary: 'Describe one or many contexts', load: () => import('./get-contexts') },
  { name: 'config get-users', summary: 'Display users defined in the kubeconfig', load: () => import('./get-users') },
  {
    name: 'config rename-context',
    summary: 'Rename a context from the kubeconfig file',
    load: () => import('./rename-context'),
  },
  { name: 'config set', summary: 'Set an individual value in a kubeconfig file', load: () => import('./set') },
  { name: 'config set-cluster', summary: 'Set a cluster entry in kubeconfig', load: () => import('./set-cluster') },
  { name: 'config set-context', summary: 'Set a context entry in kubeconfig', load: () => import('./set-context') },
  {
    name: 'config set-credentials',
    summary: 'Set a user entry in kubeconfig',
    load: () => import('./set-credentials'),
  },
  { name: 'config unset', summary: 'Unset an individual value in a kubeconfig file', load: () => import('./unset') },
  {
    name: 'config use-context',
    aliases: ['config use'],
    summary: 'Set the current-context in a kubeconfig file',
    load: () => import('./use-context'),
  },
  {
    name: 'config view',
    summary: 'Display merged kubeconfig settings or a specified kubeconfig file',
    load: () => import('./view'),
  },
];
