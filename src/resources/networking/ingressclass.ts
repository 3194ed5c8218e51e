import type { Kind, ObjectMeta } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';

export type IngressClass = {
  apiVersion: 'networking.k8s.io/v1';
  kind: 'IngressClass';
  metadata: ObjectMeta;
  spec: {
    controller?: string;
    parameters?: { apiGroup?: string; kind: string; name: string; scope?: string; namespace?: string };
  };
};

export const names: Kind<IngressClass> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IngressClass',
  plural: 'ingressclasses',
  singular: 'ingressclass',
  shortNames: [],
  categories: [],
  namespaced: false,
};

export const strategy: Strategy<IngressClass> = {
  setDefaults({ spec }) {
    if (spec.parameters) spec.parameters.scope ??= 'Cluster';
  },
  hasGeneration: true,
};

/** `ingressparameters.k8s.example.com/external`. @upstream printers.go printIngressClass */
function parametersText({ spec }: IngressClass): string {
  if (!spec.parameters) return '<none>';
  const { apiGroup, kind, name } = spec.parameters;
  return `${kind}${apiGroup ? `.${apiGroup}` : ''}/${name}`;
}

export const columns: readonly Column<IngressClass>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Controller', cell: ({ spec }) => spec.controller ?? '' },
  { name: 'Parameters', cell: parametersText },
  { name: 'Age', cell: ({ metadata }, now) => age(metadata.creationTimestamp, now) },
];

export const notSimulated = ['spec'];
