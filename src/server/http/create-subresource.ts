import { badRequest } from '../../apimachinery/errors';
import type { JsonObject } from '../../apimachinery/json';
import { readObject } from './body';
import type { Answer } from './exchange';
import { deletionOf, writeOptionsOf } from './query';
import type { ResourceRequest } from './resource';
import { successStatus } from './status';

/** Assigns a pod to a node. @upstream pkg/registry/core/pod/storage BindingREST */
export async function podBinding({ api, request, kind, path }: ResourceRequest): Promise<Answer> {
  const binding = await readObject(request, { group: '', version: 'v1', kind: 'Binding' });
  binding.metadata.name ||= path.name ?? '';
  if (path.name !== undefined && binding.metadata.name !== path.name) {
    throw badRequest('name in URL does not match name in Binding object');
  }
  const { client, transact } = api.backend;
  const options = writeOptionsOf(request, path.namespace);
  if (!options.dryRun) await transact(() => client.create(kind, binding, { ...options, subresource: 'binding' }));
  return { code: 201, json: successStatus() };
}

/** Evicts a pod, as far as its disruption budget allows it. @upstream pkg/registry/core/pod/storage EvictionREST */
export async function eviction({ api, request, kind, path }: ResourceRequest): Promise<Answer> {
  const { name = '', namespace } = path;
  const asked = await readObject(request, { group: 'policy', version: 'v1', kind: 'Eviction' });
  asked.metadata.name ||= name;
  if (asked.metadata.name !== name) throw badRequest('name in URL does not match name in Eviction object');
  const { client, transact } = api.backend;
  const deletion = deletionOf(request.query, (asked.deleteOptions ?? {}) as JsonObject, namespace);
  const options = { namespace, subresource: 'eviction' as const, dryRun: deletion.dryRun };
  await transact(() => client.create(kind, asked, options));
  return { code: 201, json: successStatus() };
}

/** @upstream pkg/registry/core/serviceaccount/storage TokenREST */
export async function serviceAccountToken({ api, request, kind, path }: ResourceRequest): Promise<Answer> {
  const asked = await readObject(request, { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' });
  asked.metadata.name ||= path.name ?? '';
  if (path.name !== undefined && asked.metadata.name !== path.name) {
    throw badRequest('name in URL does not match name in TokenRequest object');
  }
  const { client, transact } = api.backend;
  const options = { namespace: path.namespace, subresource: 'token' as const };
  return { code: 201, json: await transact(() => client.create(kind, asked, options)) };
}
