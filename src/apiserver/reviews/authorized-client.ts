import type { Kind, KubeObject } from '../../apimachinery/meta';
import type { Client, WriteOptions } from '../../client/client';
import type { ResourceAttributes, UserInfo } from '../../resources/reviews';
import type { Attributes } from './authorizer';

/**
 * A door for one user: what the user may not do is refused.
 * @param require throws StatusError Forbidden
 */
export function authorizedClient(client: Client, user: UserInfo, require: (asked: Attributes) => void): Client {
  const check = (verb: string, kind: Kind, options: Omit<ResourceAttributes, 'verb'>): void => {
    const { group, version, plural: resource } = kind;
    require({ resource: { ...options, namespace: placeOf(kind, options), verb, group, version, resource } });
  };
  const written = (object: KubeObject, { namespace, subresource }: WriteOptions = {}) => ({
    namespace: namespace ?? object.metadata.namespace,
    name: object.metadata.name,
    subresource,
  });
  return {
    async get(kind, name, namespace, subresource) {
      check('get', kind, { name, namespace, subresource });
      return await client.get(kind, name, namespace, subresource);
    },
    async list(kind, options) {
      check('list', kind, { namespace: options?.namespace });
      return await client.list(kind, options);
    },
    watch(kind, options) {
      check('watch', kind, { namespace: options.namespace });
      return client.watch(kind, options);
    },
    async create(kind, object, options) {
      const { name, ...place } = written(object, options);
      // What is created has no name in its request, but for the subresources of what is there.
      check('create', kind, place.subresource === undefined ? place : { ...place, name });
      return await client.create(kind, object, { ...options, user });
    },
    async update(kind, object, options) {
      check('update', kind, written(object, options));
      return await client.update(kind, object, options);
    },
    async patch(kind, name, patch, options) {
      check('patch', kind, { name, namespace: options?.namespace, subresource: options?.subresource });
      return await client.patch(kind, name, patch, options);
    },
    async delete(kind, name, options) {
      check('delete', kind, { name, namespace: options?.namespace });
      return await client.delete(kind, name, options);
    },
    kinds: () => client.kinds(),
  };
}

/** A namespace lies in itself. @upstream apiserver endpoints/request/requestinfo.go NewRequestInfo */
function placeOf({ namespaced, group, plural }: Kind, { namespace, name }: ResourceAttributes): string | undefined {
  if (namespaced) return namespace;
  return group === '' && plural === 'namespaces' ? name : undefined;
}
