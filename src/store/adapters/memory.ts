import type { StateAdapter, StateDocument } from '../store';

/** A state that lives as long as the process: for tests and for the browser. */
export function memoryAdapter(initial?: StateDocument): StateAdapter {
  let document = initial;
  let writes = 0;
  const blobs = new Map<string, Uint8Array>();
  let blobCount = 0;
  return {
    read: () => (document === undefined ? undefined : structuredClone(document)),
    write: (next) => {
      document = structuredClone(next);
      writes++;
    },
    blobs: {
      read: (name) => blobs.get(name),
      nameOf() {
        blobCount += 1;
        return String(blobCount);
      },
      write: (name, bytes) => void blobs.set(name, bytes.slice()),
      keep(names) {
        for (const name of blobs.keys()) if (!names.has(name)) blobs.delete(name);
      },
    },
    revision: () => String(writes),
    lock: () => {},
    unlock: () => {},
  };
}
