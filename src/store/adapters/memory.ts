import type { StateAdapter, StateDocument } from '../store';

/** A state that lives as long as the process: for tests and for the browser. */
export function memoryAdapter(initial?: StateDocument): StateAdapter {
  let document = initial;
  let writes = 0;
  return {
    read: () => (document === undefined ? undefined : structuredClone(document)),
    write: (next) => {
      document = structuredClone(next);
      writes++;
    },
    revision: () => String(writes),
    lock: () => {},
    unlock: () => {},
  };
}
