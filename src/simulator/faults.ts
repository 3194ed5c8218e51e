import type { Fault } from '../kubelet/runtime';
import type { Store } from '../store/store';

const RECORD = 'faults';

/** The faults in force, by `namespace/name` of pods. */
export function faults(store: Store): { readonly [key: string]: Fault } {
  return (store.getRecord(RECORD) ?? {}) as { [key: string]: Fault };
}

/** Makes a pod suffer, or heals it. @param key `namespace/name`: it holds for every pod of that name */
export function setFault(store: Store, key: string, fault: Fault | undefined): void {
  const { [key]: _, ...others } = faults(store);
  store.setRecord(RECORD, fault === undefined ? others : { ...others, [key]: fault });
}
