import type { Attributes } from '../../apiserver/reviews/authorizer';
import type { Api, ApiRequest } from './exchange';
import { flag } from './query';
import { requestUser } from './request-user';
import { parseResourcePath, type ResourcePath } from './resource-path';

/**
 * Refuses what the user whom a request is made for may not do; the cluster's administrator may do everything.
 * @throws StatusError Forbidden
 */
export async function requireAccess({ backend }: Pick<Api, 'backend'>, request: ApiRequest): Promise<void> {
  const user = requestUser(request.headers);
  if (user === undefined) return;
  const asked = attributesOf(request);
  await backend.transact(async () => backend.requireAccess(user, asked));
}

const verbs: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };

/** @upstream apiserver endpoints/request/requestinfo.go NewRequestInfo */
function attributesOf(request: ApiRequest): Attributes {
  const resource = parseResourcePath(request.path);
  if (resource?.plural === undefined) {
    return { path: { path: request.path, verb: request.method.toLowerCase() } };
  }
  const { group, version, plural, name, subresource } = resource;
  const verb = verbOf(request, name);
  return { resource: { verb, group, version, resource: plural, subresource, name, namespace: placeOf(resource) } };
}

function verbOf({ method, query }: ApiRequest, name: string | undefined): string {
  const verb = verbs[method];
  if (verb === 'delete' && name === undefined) return 'deletecollection';
  if (verb !== undefined) return verb;
  if (flag(query, 'watch')) return 'watch';
  return name === undefined ? 'list' : 'get';
}

/** A namespace lies in itself. */
function placeOf({ group, plural, name, namespace }: ResourcePath): string | undefined {
  return group === '' && plural === 'namespaces' ? name : namespace;
}
