import type { Client, WriteOptions } from './client';

/** A door through which everything is written in one name, where no other is given. */
export function inTheNameOf(client: Client, fieldManager: string): Client {
  const named = (options?: WriteOptions): WriteOptions => ({
    ...options,
    fieldManager: options?.fieldManager ?? fieldManager,
  });
  return {
    ...readingOf(client),
    create: (kind, object, options) => client.create(kind, object, named(options)),
    update: (kind, object, options) => client.update(kind, object, named(options)),
    patch: (kind, name, patch, options) => client.patch(kind, name, patch, named(options)),
    delete: (kind, name, options) => client.delete(kind, name, options),
  };
}

/** What a door tells, for doors that change how it is written through. */
export function readingOf(client: Client): Pick<Client, 'get' | 'list' | 'watch' | 'kinds'> {
  return {
    get: (kind, name, namespace, subresource) => client.get(kind, name, namespace, subresource),
    list: (kind, options) => client.list(kind, options),
    watch: (kind, options) => client.watch(kind, options),
    kinds: () => client.kinds(),
  };
}
