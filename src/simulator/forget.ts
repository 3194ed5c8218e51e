import type { Json } from '../apimachinery/json';
import type { KubeObject } from '../apimachinery/meta';
import { blobNames, type Store } from '../store/store';

/** The records of what containers did and wrote, by what their names begin with. */
export const recordPrefixes = { files: 'files/', log: 'log/', process: 'process/' } as const;

/** The environments of processes, which several share, by the ids that the processes name. */
export const ENVIRONMENTS = 'environments';

/** Forgets records whose names begin so, with the contents that they name. */
export function forgetRecords(store: Store, prefix: string): void {
  for (const record of store.recordNames(prefix)) {
    for (const name of blobNames(store.getRecord(record))) store.dropBlob(name);
    store.setRecord(record, undefined);
  }
}

/** Forgets what a pod's containers did and wrote, but for what lies in volumes of its claims. */
function forgetPod(store: Store, uid: string): void {
  const { files, log, process } = recordPrefixes;
  for (const kind of ['layer', 'emptydir', 'subpath']) forgetRecords(store, `${files}${kind}/${uid}/`);
  forgetRecords(store, `${log}${uid}/`);
  forgetRecords(store, `${process}${uid}/`);
  const environments = Object.entries((store.getRecord(ENVIRONMENTS) ?? {}) as { [id: string]: Json });
  const processes = store.recordNames(process).map((name) => store.getRecord(name) as { env?: string });
  const used = new Set(processes.map(({ env }) => env));
  const kept = environments.filter(([id]) => used.has(id));
  if (kept.length < environments.length) {
    store.setRecord(ENVIRONMENTS, kept.length === 0 ? undefined : Object.fromEntries(kept));
  }
}

/** Forgets what an object that is gone kept. @param key its key in the store */
export function forgetContents(store: Store, key: string, { metadata }: KubeObject): void {
  if (key.startsWith('pods/')) forgetPod(store, metadata.uid ?? '');
  if (key.startsWith('persistentvolumes/')) forgetRecords(store, `${recordPrefixes.files}pv/${metadata.name}`);
}
