import { configCommands } from '../kubectl/cmd/config/commands';
import type { CliCommand } from './command';
import type { Scope } from './session';

/** A command as the table knows it: its code is loaded when it is called. */
export type CommandEntry = {
  /** As it is typed: `get`, `config view`. */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly group: 'basic' | 'deploy' | 'cluster' | 'containers' | 'advanced' | 'simulator';
  readonly summary: string;
  /** What the command works on; a cluster unless said otherwise. */
  readonly scope?: Scope;
  readonly load: () => Promise<CliCommand>;
};

/** The commands, in the order in which help lists them. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'create',
    group: 'basic',
    summary: 'Create a resource from a file or from stdin',
    load: async () => (await import('../kubectl/cmd/create')).command,
  },
  {
    name: 'create namespace',
    aliases: ['create ns'],
    group: 'basic',
    summary: 'Create a namespace',
    load: async () => (await import('../kubectl/cmd/create/namespace')).command,
  },
  {
    name: 'expose',
    group: 'basic',
    summary: 'Take a pod, service, replica set or deployment and expose it as a new Service',
    load: async () => (await import('../kubectl/cmd/expose')).command,
  },
  {
    name: 'run',
    group: 'basic',
    summary: 'Run a particular image as a pod',
    load: async () => (await import('../kubectl/cmd/run')).command,
  },
  {
    name: 'get',
    group: 'basic',
    summary: 'Display one or many resources',
    load: async () => (await import('../kubectl/cmd/get')).command,
  },
  {
    name: 'delete',
    group: 'basic',
    summary: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
    load: async () => (await import('../kubectl/cmd/delete')).command,
  },
  {
    name: 'scale',
    group: 'deploy',
    summary: 'Set a new size for a deployment, replica set, or stateful set',
    load: async () => (await import('../kubectl/cmd/scale')).command,
  },
  {
    name: 'describe',
    group: 'containers',
    summary: 'Show details of a specific resource or group of resources',
    load: async () => (await import('../kubectl/cmd/describe')).command,
  },
  {
    name: 'exec',
    group: 'containers',
    summary: 'Execute a command in a container',
    load: async () => (await import('../kubectl/cmd/exec')).command,
  },
  {
    name: 'apply',
    group: 'advanced',
    summary: 'Apply a configuration to a resource by file name or stdin',
    load: async () => (await import('../kubectl/cmd/apply')).command,
  },
  {
    name: 'patch',
    group: 'advanced',
    summary: 'Update fields of a resource',
    load: async () => (await import('../kubectl/cmd/patch')).command,
  },
  {
    name: 'rollout status',
    group: 'deploy',
    summary: 'Show the status of the rollout',
    load: async () => (await import('../kubectl/cmd/rollout-status')).command,
  },
  {
    name: 'api-resources',
    group: 'cluster',
    summary: 'Print the resources that the server holds',
    load: async () => (await import('../kubectl/cmd/api-resources')).command,
  },
  ...configCommands.map(
    ({ name, aliases, summary, load }): CommandEntry => ({
      name,
      aliases,
      summary,
      group: 'cluster',
      scope: 'kubeconfig',
      load: async () => (await load()).command,
    }),
  ),
  {
    name: 'version',
    group: 'cluster',
    summary: 'Print the versions of kubectl and of the cluster',
    load: async () => (await import('../kubectl/cmd/version')).command,
  },
  {
    name: 'exec-hostname',
    group: 'simulator',
    summary: 'Print the hostnames of pods',
    load: async () => (await import('../kubectl/cmd/exec-hostname')).command,
  },
  {
    name: 'nslookup',
    group: 'simulator',
    summary: "Ask the cluster's DNS, as a pod would",
    load: async () => (await import('../kubectl/cmd/nslookup')).command,
  },
  {
    name: 'serve',
    group: 'simulator',
    scope: 'served',
    summary: 'Serve the cluster by the Kubernetes API and by DNS',
    load: async () => (await import('./serve')).command,
  },
  {
    name: 'sim init',
    group: 'simulator',
    scope: 'state',
    summary: 'Make a new cluster: minikube, kind or k3d',
    load: async () => (await import('./sim/init')).command,
  },
  {
    name: 'sim reset',
    group: 'simulator',
    scope: 'state',
    summary: 'Start the cluster anew',
    load: async () => (await import('./sim/reset')).command,
  },
  {
    name: 'sim status',
    group: 'simulator',
    summary: 'Say what cluster this is, where its state is, and how it fares',
    load: async () => (await import('./sim/status')).command,
  },
  {
    name: 'sim coverage',
    group: 'simulator',
    summary: 'List the kinds, and the fields that are stored without effect',
    load: async () => (await import('./sim/coverage')).command,
  },
  {
    name: 'sim save',
    group: 'simulator',
    summary: 'Write a snapshot of the cluster',
    load: async () => (await import('./sim/save')).command,
  },
  {
    name: 'sim load',
    group: 'simulator',
    scope: 'state',
    summary: 'Take a snapshot, a List, or a dump of a real cluster',
    load: async () => (await import('./sim/load')).command,
  },
  {
    name: 'sim fail',
    group: 'simulator',
    summary: 'Make a pod fail, until it is healed',
    load: async () => (await import('./sim/fail')).command,
  },
  {
    name: 'sim heal',
    group: 'simulator',
    summary: 'Let a failing pod recover',
    load: async () => (await import('./sim/heal')).command,
  },
  {
    name: 'sim advance',
    group: 'simulator',
    summary: "Move the cluster's clock forward",
    load: async () => (await import('./sim/advance')).command,
  },
];

/** kubectl's own commands, in the order in which it registers them: what a misspelt word may have meant. */
export const kubectlCommands: readonly string[] = [
  'create',
  'expose',
  'run',
  'set',
  'explain',
  'get',
  'edit',
  'delete',
  'rollout',
  'scale',
  'autoscale',
  'certificate',
  'cluster-info',
  'top',
  'cordon',
  'uncordon',
  'drain',
  'taint',
  'describe',
  'logs',
  'attach',
  'exec',
  'port-forward',
  'proxy',
  'cp',
  'auth',
  'debug',
  'events',
  'diff',
  'apply',
  'patch',
  'replace',
  'wait',
  'kustomize',
  'label',
  'annotate',
  'completion',
  'alpha',
  'api-resources',
  'api-versions',
  'config',
  'plugin',
  'version',
  'options',
];
