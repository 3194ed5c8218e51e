import { notFound } from '../../../src/apimachinery/errors';
import { compareText, isObject, type Json } from '../../../src/apimachinery/json';
import { matchesSelector, parseSelector } from '../../../src/apimachinery/labels';
import { apiVersionOf, type Kind, type KubeObject, keyOf } from '../../../src/apimachinery/meta';
import type { Client, ListOptions } from '../../../src/client/client';

function fieldOf(object: KubeObject, path: string): string {
  let value: Json | undefined = object;
  for (const field of path.split('.')) value = isObject(value) ? value[field] : undefined;
  return value === undefined || value === null ? '' : String(value);
}

/** Whether an object has the fields of `a.b=c,d!=e`. */
function matchesFields(object: KubeObject, selector: string): boolean {
  return selector.split(',').every((term) => {
    const [, path = '', operator, value] = /^([^=!]+)(!?=)(.*)$/.exec(term) ?? [];
    return (fieldOf(object, path) === value) === (operator === '=');
  });
}

function matches(object: KubeObject, { namespace, labelSelector = '', fieldSelector }: ListOptions): boolean {
  if (namespace !== undefined && object.metadata.namespace !== namespace) return false;
  if (!matchesSelector(parseSelector(labelSelector), object.metadata.labels)) return false;
  return fieldSelector === undefined || matchesFields(object, fieldSelector);
}

function refuse(): never {
  throw new Error('describing reads only');
}

/** A client that reads from a list of objects; `kinds` are what its server is said to hold besides. */
export function fakeClient(objects: readonly KubeObject[], kinds: readonly Kind[] = []): Client {
  const all = <T extends KubeObject>(kind: Kind<T>) =>
    objects.filter((object) => object.kind === kind.kind && object.apiVersion === apiVersionOf(kind)) as T[];
  return {
    async get(kind, name, namespace) {
      const found = all(kind).find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
      if (found === undefined) throw notFound(kind, name);
      return structuredClone(found);
    },
    async list(kind, options = {}) {
      const items = all(kind).filter((object) => matches(object, options));
      items.sort((left, right) => compareText(keyOf(left), keyOf(right)));
      return { resourceVersion: '1', items: structuredClone(items) };
    },
    kinds: async () => kinds,
    watch: refuse,
    create: refuse,
    update: refuse,
    patch: refuse,
    delete: refuse,
  };
}

/** The kinds that have no file in resources/ yet, but that a server may hold. */
export const otherKinds: readonly Kind[] = [
  ['', 'v1', 'ResourceQuota', 'resourcequotas'],
  ['', 'v1', 'LimitRange', 'limitranges'],
  ['coordination.k8s.io', 'v1', 'Lease', 'leases'],
].map(([group = '', version = '', kind = '', plural = '']) => ({
  group,
  version,
  kind,
  plural,
  singular: kind.toLowerCase(),
  shortNames: [],
  categories: [],
  namespaced: true,
}));
