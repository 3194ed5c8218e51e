import { type FieldError, required } from '../../apimachinery/errors';
import type { JsonObject } from '../../apimachinery/json';
import type { Kind, ObjectMeta } from '../../apimachinery/meta';
import { age } from '../../apimachinery/time';
import type { Column } from '../column';
import type { Strategy } from '../strategy';

export type IngressBackend = {
  service?: { name: string; port?: { name?: string; number?: number } };
  resource?: { apiGroup?: string; kind: string; name: string };
};

export type IngressRule = {
  host?: string;
  http?: { paths: { path?: string; pathType?: string; backend: IngressBackend }[] };
};

export type Ingress = {
  apiVersion: 'networking.k8s.io/v1';
  kind: 'Ingress';
  metadata: ObjectMeta;
  spec: {
    ingressClassName?: string;
    defaultBackend?: IngressBackend;
    tls?: { hosts?: string[]; secretName?: string }[];
    rules?: IngressRule[];
  };
  status: { loadBalancer?: { ingress?: { ip?: string; hostname?: string; ports?: JsonObject[] }[] } };
};

export const names: Kind<Ingress> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'Ingress',
  plural: 'ingresses',
  singular: 'ingress',
  shortNames: ['ing'],
  categories: [],
  namespaced: true,
};

export const strategy: Strategy<Ingress> = {
  prepareForCreate(ingress) {
    ingress.status = { loadBalancer: {} };
  },
  prepareForUpdate(ingress, old) {
    ingress.status = old.status;
  },
  validate: ({ spec }) => validateSpec(spec),
  hasStatus: true,
  hasGeneration: true,
};

/** @upstream pkg/apis/networking/validation ValidateIngressSpec */
function validateSpec({ rules = [], defaultBackend }: Ingress['spec']): FieldError[] {
  if (rules.length === 0 && defaultBackend === undefined) {
    return [
      { ...required('spec', 'either `defaultBackend` or `rules` must be specified'), type: 'Invalid value', value: [] },
    ];
  }
  return rules.flatMap(({ http }, rule) =>
    (http?.paths ?? []).flatMap(({ pathType }, index) =>
      pathType ? [] : [required(`spec.rules[${rule}].http.paths[${index}].pathType`, 'pathType must be specified')],
    ),
  );
}

const SHOWN_HOSTS = 3;

/** @upstream printers.go formatHosts */
function hostsText({ spec }: Ingress): string {
  const hosts = (spec.rules ?? []).flatMap(({ host }) => (host ? [host] : []));
  if (hosts.length === 0) return '*';
  const more = hosts.length - SHOWN_HOSTS;
  return hosts.slice(0, SHOWN_HOSTS).join(',') + (more > 0 ? ` + ${more} more...` : '');
}

/** The addresses that an ingress is reached at. @upstream printers.go ingressLoadBalancerStatusStringer */
export function ingressAddresses({ status }: Ingress): string {
  const all = (status.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '');
  return [...new Set(all.filter((address) => address !== ''))].sort().join(',');
}

export const columns: readonly Column<Ingress>[] = [
  { name: 'Name', cell: ({ metadata }) => metadata.name },
  { name: 'Class', cell: ({ spec }) => spec.ingressClassName ?? '<none>' },
  { name: 'Hosts', cell: hostsText },
  { name: 'Address', cell: ingressAddresses },
  { name: 'Ports', cell: ({ spec }) => (spec.tls?.length ? '80, 443' : '80') },
  { name: 'Age', cell: ({ metadata }, now) => age(metadata.creationTimestamp, now) },
];

export const notSimulated = ['spec'];
