import type { CommandNode } from '../../kubectl/command-node';
import type { CliCommand } from '../command';

/** The simulator's own commands. */
export const simCommands: readonly CommandNode<CliCommand>[] = [
  { name: 'init', summary: 'Make a new cluster: minikube, kind or k3d', scope: 'state', load: () => import('./init') },
  { name: 'reset', summary: 'Start the cluster anew', scope: 'state', load: () => import('./reset') },
  {
    name: 'status',
    summary: 'Say what cluster this is, where its state is, and how it fares',
    load: () => import('./status'),
  },
  {
    name: 'coverage',
    summary: 'List the kinds, and the fields that are stored without effect',
    load: () => import('./coverage'),
  },
  { name: 'save', summary: 'Write a snapshot of the cluster', load: () => import('./save') },
  {
    name: 'load',
    summary: 'Take a snapshot, a List, or a dump of a real cluster',
    scope: 'state',
    load: () => import('./load'),
  },
  { name: 'fail', summary: 'Make a pod fail, until it is healed', load: () => import('./fail') },
  { name: 'heal', summary: 'Let a failing pod recover', load: () => import('./heal') },
  { name: 'advance', summary: "Move the cluster's clock forward", load: () => import('./advance') },
];
