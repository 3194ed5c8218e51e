import { deepEqual } from '../apimachinery/json';
import { apiVersionOf, type Condition } from '../apimachinery/meta';
import { formatTime } from '../apimachinery/time';
import type { Client } from '../client/client';
import type { Controller } from '../client/controller';
import { find } from '../client/find';
import {
  type CustomResourceDefinition,
  names as definitions,
} from '../resources/apiextensions/customresourcedefinition';

const FINALIZER = 'customresourcecleanup.apiextensions.k8s.io';

/**
 * Accepts the names of new definitions, which brings their kinds about, and takes the objects of old ones away.
 * @upstream apiextensions-apiserver pkg/controller/{status,establish,finalizer}
 */
export const customResourceDefinitionController: Controller = {
  name: 'customresourcedefinition-controller',
  component: 'kube-apiserver',
  watches: { customresourcedefinitions: ({ object, deleted }) => (deleted ? [] : [object.metadata.name]) },
  async sync(key, { client, now }) {
    const definition = await find(client, definitions, key);
    if (definition === undefined) return undefined;
    if (definition.metadata.deletionTimestamp !== undefined) await finish(client, definition);
    else await establish(client, definition, formatTime(now()));
    return undefined;
  },
};

async function establish(client: Client, definition: CustomResourceDefinition, time: string): Promise<void> {
  const { metadata, spec, status } = definition;
  const old = status?.conditions ?? [];
  const conditions: Condition[] = [
    condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
    condition('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
  ].map((wanted) => old.find(({ type }) => type === wanted.type) ?? { lastTransitionTime: time, ...wanted });
  const { plural, singular, shortNames, kind, listKind, categories } = spec.names;
  const acceptedNames = { categories, kind, listKind, plural, shortNames, singular };
  const wanted = { ...status, conditions, acceptedNames: withoutUndefined(acceptedNames) };
  const { finalizers = [] } = metadata;
  if (!finalizers.includes(FINALIZER)) {
    await client.update(definitions, {
      ...definition,
      metadata: { ...metadata, finalizers: [...finalizers, FINALIZER] },
    });
  }
  if (deepEqual(wanted, status)) return;
  const fresh = await client.get(definitions, metadata.name);
  await client.update(definitions, { ...fresh, status: wanted }, { subresource: 'status' });
}

function condition(type: string, reason: string, message: string): Condition {
  return { type, status: 'True', reason, message };
}

function withoutUndefined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** Deletes the objects of a definition that is to go, and then lets it go. */
async function finish(client: Client, definition: CustomResourceDefinition): Promise<void> {
  const { group, names: called, versions } = definition.spec;
  const version = versions.find(({ storage }) => storage)?.name ?? '';
  const kinds = await client.kinds();
  const kind = kinds.find((one) => apiVersionOf(one) === `${group}/${version}` && one.plural === called.plural);
  const { items } = kind === undefined ? { items: [] } : await client.list(kind);
  for (const { metadata } of items) {
    if (kind === undefined || metadata.deletionTimestamp !== undefined) continue;
    await client.delete(kind, metadata.name, { namespace: metadata.namespace });
  }
  const left = kind === undefined ? 0 : (await client.list(kind)).items.length;
  if (left > 0) return;
  const fresh = await find(client, definitions, definition.metadata.name);
  if (fresh === undefined) return;
  const finalizers = fresh.metadata.finalizers?.filter((name) => name !== FINALIZER);
  await client.update(definitions, { ...fresh, metadata: { ...fresh.metadata, finalizers } });
}
