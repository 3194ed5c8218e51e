import { isNotFound } from '../apimachinery/errors';
import { allows } from '../apimachinery/meta';
import { type Controller, type ControllerContext, splitKey } from '../client/controller';
import { find } from '../client/find';
import { names as namespaces } from '../resources/core/namespace';

/** Empties namespaces that are being deleted, then lets them go. @upstream pkg/controller/namespace */
export const namespaceController: Controller = {
  name: 'namespace-controller',
  watches: {
    namespaces: ({ object, deleted }) =>
      deleted || object.metadata.deletionTimestamp === undefined ? [] : [object.metadata.name],
    '*': async ({ object, deleted }, client) => {
      const { namespace } = object.metadata;
      if (!deleted || namespace === undefined) return [];
      const owner = await find(client, namespaces, namespace);
      return owner?.metadata.deletionTimestamp === undefined ? [] : [namespace];
    },
  },
  sync,
};

async function sync(key: string, { client }: ControllerContext): Promise<undefined> {
  const { name } = splitKey(key);
  const namespace = await find(client, namespaces, name);
  if (namespace?.metadata.deletionTimestamp === undefined) return;
  let left = 0;
  for (const kind of await client.kinds()) {
    if (!kind.namespaced || !allows(kind, 'delete')) continue;
    const { items } = await client.list(kind, { namespace: name });
    left += items.length;
    for (const { metadata } of items.filter((item) => item.metadata.deletionTimestamp === undefined)) {
      try {
        await client.delete(kind, metadata.name, { namespace: name, propagationPolicy: 'Background' });
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    }
  }
  if (left > 0) return;
  const fresh = await find(client, namespaces, name);
  if (fresh !== undefined) await client.update(namespaces, { ...fresh, spec: {} }, { subresource: 'finalize' });
}
