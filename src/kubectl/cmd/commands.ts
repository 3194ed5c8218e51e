import type { CommandNode, CommandSection } from '../command-node';
import { configCommands } from './config/commands';
import { createCommands } from './create/commands';
import { rolloutCommands } from './rollout/commands';
import { setCommands } from './set/commands';

const beginner: readonly CommandNode[] = [
  {
    name: 'create',
    summary: 'Create a resource from a file or from stdin',
    load: () => import('./create'),
    group: { about: '', usage: '-f FILENAME', commands: createCommands },
  },
  {
    name: 'expose',
    summary: 'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
    load: () => import('./expose'),
  },
  { name: 'run', summary: 'Run a particular image on the cluster', load: () => import('./run') },
  {
    name: 'set',
    summary: 'Set specific features on objects',
    group: {
      about: `Configure application resources.

 These commands help you make changes to existing application resources.`,
      usage: 'SUBCOMMAND',
      commands: setCommands,
    },
  },
];

const intermediate: readonly CommandNode[] = [
  { name: 'get', summary: 'Display one or many resources', load: () => import('./get') },
  {
    name: 'delete',
    summary: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
    load: () => import('./delete'),
  },
];

const deploy: readonly CommandNode[] = [
  {
    name: 'rollout',
    summary: 'Manage the rollout of a resource',
    group: {
      about: `Manage the rollout of one or many resources.
        
 Valid resource types include:

  *  deployments
  *  daemonsets
  *  statefulsets`,
      examples: `  # Rollback to the previous deployment
  kubectl rollout undo deployment/abc
  
  # Check the rollout status of a daemonset
  kubectl rollout status daemonset/foo
  
  # Restart a deployment
  kubectl rollout restart deployment/abc
  
  # Restart deployments with the 'app=nginx' label
  kubectl rollout restart deployment --selector=app=nginx`,
      usage: 'SUBCOMMAND',
      bare: { stream: 'out', exitCode: 1 },
      commands: rolloutCommands,
    },
  },
  {
    name: 'scale',
    summary: 'Set a new size for a deployment, replica set, or replication controller',
    load: () => import('./scale'),
  },
  {
    name: 'autoscale',
    summary: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
    load: () => import('./autoscale'),
  },
];

const management: readonly CommandNode[] = [];

const troubleshooting: readonly CommandNode[] = [
  {
    name: 'describe',
    summary: 'Show details of a specific resource or group of resources',
    load: () => import('./describe'),
  },
  { name: 'exec', summary: 'Execute a command in a container', load: () => import('./exec') },
];

const advanced: readonly CommandNode[] = [
  {
    name: 'apply',
    summary: 'Apply a configuration to a resource by file name or stdin',
    load: () => import('./apply'),
  },
  { name: 'patch', summary: 'Update fields of a resource', load: () => import('./patch') },
];

const settings: readonly CommandNode[] = [
  { name: 'label', summary: 'Update the labels on a resource', load: () => import('./label') },
  { name: 'annotate', summary: 'Update the annotations on a resource', load: () => import('./annotate') },
];

const others: readonly CommandNode[] = [
  {
    name: 'api-resources',
    summary: 'Print the supported API resources on the server',
    load: () => import('./api-resources'),
  },
  {
    name: 'config',
    summary: 'Modify kubeconfig files',
    scope: 'kubeconfig',
    group: {
      about: `Modify kubeconfig files using subcommands like "kubectl config set current-context my-context".

 The loading order follows these rules:

  1.  If the --kubeconfig flag is set, then only that file is loaded. The flag may only be set once and no merging takes place.
  2.  If $KUBECONFIG environment variable is set, then it is used as a list of paths (normal path delimiting rules for your system). These paths are merged. When a value is modified, it is modified in the file that defines the stanza. When a value is created, it is created in the first file that exists. If no files in the chain exist, then it creates the last file in the list.
  3.  Otherwise, \${HOME}/.kube/config is used and no merging takes place.`,
      usage: 'SUBCOMMAND',
      commands: configCommands,
    },
  },
  { name: 'version', summary: 'Print the client and server version information', load: () => import('./version') },
];

/** kubectl's commands, under the titles and in the order of its help. */
export const kubectlSections: readonly CommandSection[] = [
  { title: 'Basic Commands (Beginner)', commands: beginner },
  { title: 'Basic Commands (Intermediate)', commands: intermediate },
  { title: 'Deploy Commands', commands: deploy },
  { title: 'Cluster Management Commands', commands: management },
  { title: 'Troubleshooting and Debugging Commands', commands: troubleshooting },
  { title: 'Advanced Commands', commands: advanced },
  { title: 'Settings Commands', commands: settings },
  { title: 'Subcommands provided by plugins', commands: [] },
  { title: 'Other Commands', commands: others },
];
