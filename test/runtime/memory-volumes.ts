import type { FileTree } from '../../src/runtime/files/node';
import type { VolumeStore } from '../../src/runtime/volumes';

/** Keeps files for as long as the program runs. */
export function memoryVolumes(): VolumeStore {
  const trees = new Map<string, FileTree>();
  const blobs = new Map<string, Uint8Array>();
  return {
    blobs: {
      read: (name) => blobs.get(name),
      write(bytes) {
        const name = String(blobs.size);
        blobs.set(name, bytes);
        return name;
      },
    },
    keeping(name, capacity) {
      const tree = (): FileTree => {
        const found = trees.get(name) ?? {};
        trees.set(name, found);
        return found;
      };
      return {
        tree,
        capacity,
        set(path, node) {
          if (node === undefined) delete tree()[path];
          else tree()[path] = node;
        },
      };
    },
  };
}
