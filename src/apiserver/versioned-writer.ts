import type { KubeObject } from '../apimachinery/meta';
import type { Client, WriteOptions } from '../client/client';
import type { VersionedKind } from '../resources/versioned-kind';
import { checkFieldsOf } from './field-validation';
import { patched } from './patch';
import type { Writer } from './writer';

/**
 * Writes in another version than objects are stored in: each is checked as it comes, converted, and converted back.
 * @param read the object as it is, in the kind's version
 */
export function versionedWriter(
  writer: Writer,
  kind: VersionedKind,
  read: (name: string, namespace: string | undefined) => Promise<KubeObject>,
): Pick<Client, 'create' | 'update' | 'patch' | 'delete'> {
  async function write(verb: 'create' | 'update', object: KubeObject, options: WriteOptions = {}): Promise<KubeObject> {
    await checkFieldsOf(kind, object, options.fieldValidation, options.warn);
    const unchecked = { ...options, fieldValidation: undefined };
    return kind.fromStored(await writer[verb](kind.stored, kind.toStored(object), unchecked));
  }
  return {
    create: async (_, object, options) => (await write('create', object, options)) as typeof object,
    update: async (_, object, options) => (await write('update', object, options)) as typeof object,
    async patch(_, name, patch, options) {
      if (patch.type !== 'apply') {
        const current = await read(name, options?.namespace);
        return (await write('update', patched(kind, current, patch), options)) as never;
      }
      const body = kind.toStored(patch.body as KubeObject) as typeof patch.body;
      return kind.fromStored(await writer.patch(kind.stored, name, { ...patch, body }, options)) as never;
    },
    delete: async (_, name, options) => kind.fromStored(await writer.delete(kind.stored, name, options)) as never,
  };
}
