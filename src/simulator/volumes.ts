import type { Json } from '../apimachinery/json';
import type { FileTree } from '../runtime/files/node';
import type { VolumeStore } from '../runtime/volumes';
import type { Store } from '../store/store';
import { recordPrefixes } from './forget';

const PREFIX = recordPrefixes.files;

/** Containers' files, as records of the state; larger contents lie beside it. */
export function storedVolumes(store: Store): VolumeStore {
  return {
    blobs: {
      read: (name) => store.readBlob(name),
      write: (bytes) => store.writeBlob(bytes),
    },
    keeping(name, capacity) {
      const record = `${PREFIX}${name}`;
      const tree = (): FileTree => (store.getRecord(record) ?? {}) as FileTree;
      return {
        tree,
        capacity,
        set(path, node) {
          store.begin();
          const current = tree();
          const before = current[path];
          if (before?.type === 'file' && 'blob' in before.content) store.dropBlob(before.content.blob);
          if (node === undefined) delete current[path];
          else current[path] = node;
          store.setRecord(record, current as Json);
        },
      };
    },
  };
}
