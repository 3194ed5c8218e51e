import type { CommandNode } from '../../command-node';

const secrets: readonly CommandNode[] = [
  {
    name: 'docker-registry',
    summary: 'Create a secret for use with a Docker registry',
    load: () => import('./secret-docker-registry'),
  },
  {
    name: 'generic',
    summary: 'Create a secret from a local file, directory, or literal value',
    load: () => import('./secret-generic'),
  },
  { name: 'tls', summary: 'Create a TLS secret', load: () => import('./secret-tls') },
];

const services: readonly CommandNode[] = [
  { name: 'clusterip', summary: 'Create a ClusterIP service', load: () => import('./service-clusterip') },
  { name: 'externalname', summary: 'Create an ExternalName service', load: () => import('./service-externalname') },
  { name: 'loadbalancer', summary: 'Create a LoadBalancer service', load: () => import('./service-loadbalancer') },
  { name: 'nodeport', summary: 'Create a NodePort service', load: () => import('./service-nodeport') },
];

/** The generators of `create`, in the order in which kubectl lists them. */
export const createCommands: readonly CommandNode[] = [
  { name: 'clusterrole', summary: 'Create a cluster role', load: () => import('./clusterrole') },
  {
    name: 'clusterrolebinding',
    summary: 'Create a cluster role binding for a particular cluster role',
    load: () => import('./clusterrolebinding'),
  },
  {
    name: 'configmap',
    aliases: ['cm'],
    summary: 'Create a config map from a local file, directory or literal value',
    load: () => import('./configmap'),
  },
  {
    name: 'cronjob',
    aliases: ['cj'],
    summary: 'Create a cron job with the specified name',
    load: () => import('./cronjob'),
  },
  {
    name: 'deployment',
    aliases: ['deploy'],
    summary: 'Create a deployment with the specified name',
    load: () => import('./deployment'),
  },
  {
    name: 'ingress',
    aliases: ['ing'],
    summary: 'Create an ingress with the specified name',
    load: () => import('./ingress'),
  },
  { name: 'job', summary: 'Create a job with the specified name', load: () => import('./job') },
  {
    name: 'namespace',
    aliases: ['ns'],
    summary: 'Create a namespace with the specified name',
    load: () => import('./namespace'),
  },
  {
    name: 'poddisruptionbudget',
    aliases: ['pdb'],
    summary: 'Create a pod disruption budget with the specified name',
    load: () => import('./poddisruptionbudget'),
  },
  {
    name: 'priorityclass',
    aliases: ['pc'],
    summary: 'Create a priority class with the specified name',
    load: () => import('./priorityclass'),
  },
  {
    name: 'quota',
    aliases: ['resourcequota'],
    summary: 'Create a quota with the specified name',
    load: () => import('./quota'),
  },
  { name: 'role', summary: 'Create a role with single rule', load: () => import('./role') },
  {
    name: 'rolebinding',
    summary: 'Create a role binding for a particular role or cluster role',
    load: () => import('./rolebinding'),
  },
  {
    name: 'secret',
    summary: 'Create a secret using a specified subcommand',
    group: {
      about: `Create a secret with specified type.

 A docker-registry type secret is for accessing a container registry.

 A generic type secret indicate an Opaque secret type.

 A tls type secret holds TLS certificate and its associated key.`,
      usage: '(docker-registry | generic | tls)',
      commands: secrets,
    },
  },
  {
    name: 'service',
    aliases: ['svc'],
    summary: 'Create a service using a specified subcommand',
    group: { about: 'Create a service using a specified subcommand.', usage: '[flags]', commands: services },
  },
  {
    name: 'serviceaccount',
    aliases: ['sa'],
    summary: 'Create a service account with the specified name',
    load: () => import('./serviceaccount'),
  },
  { name: 'token', summary: 'Request a service account token', load: () => import('./token') },
];
