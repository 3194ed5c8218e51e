import type { CommandNode, CommandSection } from '../command-node';
import { applyCommands } from './apply/commands';
import { authCommands } from './auth/commands';
import { certificateCommands } from './certificate/commands';
import { clusterInfoCommands } from './cluster-info/commands';
import { configCommands } from './config/commands';
import { createCommands } from './create/commands';
import { pluginCommands } from './plugin/commands';
import { rolloutCommands } from './rollout/commands';
import { setCommands } from './set/commands';
import { topCommands } from './top/commands';

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
  { name: 'explain', summary: 'Get documentation for a resource', load: () => import('./explain') },
  { name: 'get', summary: 'Display one or many resources', load: () => import('./get') },
  { name: 'edit', summary: 'Edit a resource on the server', load: () => import('./edit') },
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

const management: readonly CommandNode[] = [
  {
    name: 'certificate',
    summary: 'Modify certificate resources',
    group: {
      about: 'Modify certificate resources.',
      usage: 'SUBCOMMAND',
      bare: { stream: 'out', exitCode: 0 },
      commands: certificateCommands,
    },
  },
  {
    name: 'cluster-info',
    summary: 'Display cluster information',
    load: () => import('./cluster-info'),
    group: { about: '', usage: '[flags]', commands: clusterInfoCommands },
  },
  {
    name: 'top',
    summary: 'Display resource (CPU/memory) usage',
    group: {
      about: `Display resource (CPU/memory) usage.

 The top command allows you to see the resource consumption for nodes or pods.

 This command requires Metrics Server to be correctly configured and working on the server.`,
      usage: '[flags]',
      bare: { stream: 'err', exitCode: 1 },
      commands: topCommands,
    },
  },
  { name: 'cordon', summary: 'Mark node as unschedulable', load: () => import('./cordon') },
  { name: 'uncordon', summary: 'Mark node as schedulable', load: () => import('./uncordon') },
  { name: 'drain', summary: 'Drain node in preparation for maintenance', load: () => import('./drain') },
  { name: 'taint', summary: 'Update the taints on one or more nodes', load: () => import('./taint') },
];

const troubleshooting: readonly CommandNode[] = [
  {
    name: 'describe',
    summary: 'Show details of a specific resource or group of resources',
    load: () => import('./describe'),
  },
  { name: 'logs', summary: 'Print the logs for a container in a pod', load: () => import('./logs') },
  { name: 'attach', summary: 'Attach to a running container', load: () => import('./attach') },
  { name: 'exec', summary: 'Execute a command in a container', load: () => import('./exec') },
  {
    name: 'port-forward',
    summary: 'Forward one or more local ports to a pod',
    load: () => import('./port-forward'),
  },
  {
    name: 'proxy',
    summary: 'Run a proxy to the Kubernetes API server',
    scope: 'state',
    load: () => import('./proxy'),
  },
  { name: 'cp', summary: 'Copy files and directories to and from containers', load: () => import('./cp') },
  {
    name: 'auth',
    summary: 'Inspect authorization',
    group: {
      about: 'Inspect authorization.',
      usage: '[flags]',
      bare: { stream: 'err', exitCode: 1 },
      commands: authCommands,
    },
  },
  {
    name: 'debug',
    summary: 'Create debugging sessions for troubleshooting workloads and nodes',
    load: () => import('./debug'),
  },
  { name: 'events', summary: 'List events', load: () => import('./events') },
];

const advanced: readonly CommandNode[] = [
  {
    name: 'diff',
    summary: 'Diff the live version against a would-be applied version',
    load: () => import('./diff'),
  },
  {
    name: 'apply',
    summary: 'Apply a configuration to a resource by file name or stdin',
    load: () => import('./apply'),
    group: { about: '', usage: '(-f FILENAME | -k DIRECTORY)', commands: applyCommands },
  },
  { name: 'patch', summary: 'Update fields of a resource', load: () => import('./patch') },
  { name: 'replace', summary: 'Replace a resource by file name or stdin', load: () => import('./replace') },
  {
    name: 'wait',
    summary: 'Experimental: Wait for a specific condition on one or many resources',
    load: () => import('./wait'),
  },
  {
    name: 'kustomize',
    summary: 'Build a kustomization target from a directory or URL',
    load: () => import('./kustomize'),
  },
];

const settings: readonly CommandNode[] = [
  { name: 'label', summary: 'Update the labels on a resource', load: () => import('./label') },
  { name: 'annotate', summary: 'Update the annotations on a resource', load: () => import('./annotate') },
  {
    name: 'completion',
    summary: 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
    scope: 'kubeconfig',
    load: () => import('./completion'),
  },
];

const others: readonly CommandNode[] = [
  {
    name: 'api-resources',
    summary: 'Print the supported API resources on the server',
    load: () => import('./api-resources'),
  },
  {
    name: 'api-versions',
    summary: 'Print the supported API versions on the server, in the form of "group/version"',
    load: () => import('./api-versions'),
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
  {
    name: 'plugin',
    summary: 'Provides utilities for interacting with plugins',
    scope: 'kubeconfig',
    group: {
      about: `Provides utilities for interacting with plugins.

 Plugins provide extended functionality that is not part of the major command-line distribution. Please refer to the documentation and examples for more information about how write your own plugins.

 The easiest way to discover and install plugins is via the kubernetes sub-project krew: [krew.sigs.k8s.io]. To install krew, visit https://krew.sigs.k8s.io/docs/user-guide/setup/install`,
      examples: `  # List all available plugins
  kubectl plugin list
  
  # List only binary names of available plugins without paths
  kubectl plugin list --name-only`,
      usage: '[flags]',
      commands: pluginCommands,
    },
  },
  { name: 'version', summary: 'Print the client and server version information', load: () => import('./version') },
];

/** Where help lists the user's plugins. */
export const pluginTitle = 'Subcommands provided by plugins';

/** kubectl's commands, under the titles and in the order of its help. */
export const kubectlSections: readonly CommandSection[] = [
  { title: 'Basic Commands (Beginner)', commands: beginner },
  { title: 'Basic Commands (Intermediate)', commands: intermediate },
  { title: 'Deploy Commands', commands: deploy },
  { title: 'Cluster Management Commands', commands: management },
  { title: 'Troubleshooting and Debugging Commands', commands: troubleshooting },
  { title: 'Advanced Commands', commands: advanced },
  { title: 'Settings Commands', commands: settings },
  { title: pluginTitle, commands: [] },
  { title: 'Other Commands', commands: others },
];
