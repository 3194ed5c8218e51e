import { compareText, type Json, type JsonObject } from '../apimachinery/json';
import type { KubeObject } from '../apimachinery/meta';

/** One change of one object, as watches read it. */
export type Change = {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly key: string;
  readonly object: KubeObject;
  /** The store's version after the change. */
  readonly version: number;
};

/** The whole of a cluster's state. */
export type StateDocument = {
  /** The layout's version. */
  format: 1;
  /** The version of the last change. */
  resourceVersion: number;
  /** What the simulator keeps beside the objects: profile, clock, randomness, timers. */
  simulator: JsonObject;
  /** Objects by `resource/namespace/name` (cluster-scoped: `resource//name`). */
  objects: { [key: string]: KubeObject };
};

/** Where a state document lives. Whoever holds the lock is the only one that writes. */
export interface StateAdapter {
  /** The document, undefined when there is none yet. @throws StateError when it cannot be read */
  read(): StateDocument | undefined;
  /** Replaces the document at once or not at all; `changes` are the steps that led to it. */
  write(document: StateDocument, changes: readonly Change[]): void;
  /** Large contents that records name, beside the document. */
  readonly blobs: BlobStore;
  /** A mark that differs whenever somebody else has written. */
  revision(): string;
  lock(): void;
  unlock(): void;
}

/** Contents by a name that follows from them. */
export type BlobStore = {
  readonly nameOf: (bytes: Uint8Array) => string;
  /** @returns undefined where there are none of that name */
  readonly read: (name: string) => Uint8Array | undefined;
  /** @throws StateError */
  readonly write: (name: string, bytes: Uint8Array) => void;
  /** Forgets all others. */
  readonly keep: (names: ReadonlySet<string>) => void;
};

/** The state cannot be read or written; the message says what to do. */
export class StateError extends Error {
  override readonly name = 'StateError';
}

/** The key of an object. @param resource `pods` or `statefulsets.apps` */
export function storeKey(resource: string, namespace: string | undefined, name: string): string {
  return `${resource}/${namespace ?? ''}/${name}`;
}

const emptyDocument = (): StateDocument => ({ format: 1, resourceVersion: 0, simulator: {}, objects: {} });

/**
 * Objects by key, in transactions: the first write locks and reloads the state, `commit` writes it once.
 * Objects are shared and never changed: who wants another one puts a new one.
 */
export class Store {
  private document: StateDocument = emptyDocument();
  private keys: string[] | undefined;
  private loadedRevision: string | undefined;
  private writing = false;
  private simulatorChanged = false;
  /** Records that would only be written together with something else. */
  private hasTraces = false;
  private changes: Change[] = [];
  /** Whether records may have ceased to name some of the contents beside the document. */
  private hasLooseBlobs = false;
  /** Contents that this transaction made, and how many times; those that are still named are written with it. */
  private readonly freshBlobs = new Map<string, { bytes: Uint8Array; uses: number }>();
  private readonly listeners: ((change: Change) => void)[] = [];

  constructor(private readonly adapter: StateAdapter) {}

  /** Whether a transaction is open. */
  get isWriting(): boolean {
    return this.writing;
  }

  /** Reads what others have committed meanwhile; does nothing within a transaction. */
  refresh(): void {
    if (this.writing) return;
    const revision = this.adapter.revision();
    if (revision === this.loadedRevision) return;
    this.document = this.adapter.read() ?? emptyDocument();
    this.keys = undefined;
    this.loadedRevision = revision;
  }

  /** Opens a transaction unless one is open: others wait until it is committed or abandoned. */
  begin(): void {
    if (this.writing) return;
    this.adapter.lock();
    try {
      this.refresh();
    } catch (error) {
      this.adapter.unlock();
      throw error;
    }
    this.writing = true;
  }

  /** Writes the transaction's outcome, if anything changed, and lets others in. */
  commit(): void {
    if (!this.writing) return;
    const isOutcome = this.changes.length > 0 || this.simulatorChanged;
    try {
      for (const [name, { bytes }] of this.freshBlobs) this.adapter.blobs.write(name, bytes);
      if (isOutcome) this.adapter.write(this.document, this.changes);
      if (isOutcome && this.hasLooseBlobs) this.adapter.blobs.keep(blobNames(this.document.simulator));
      this.loadedRevision = isOutcome || !this.hasTraces ? this.adapter.revision() : undefined;
    } catch (error) {
      this.loadedRevision = undefined;
      throw error;
    } finally {
      this.close();
    }
  }

  /** Forgets the transaction's changes. */
  abandon(): void {
    if (!this.writing) return;
    this.loadedRevision = undefined;
    this.close();
  }

  private close(): void {
    this.writing = false;
    this.simulatorChanged = false;
    this.hasTraces = false;
    this.hasLooseBlobs = false;
    this.freshBlobs.clear();
    this.changes = [];
    this.adapter.unlock();
  }

  /** The version of the last change. */
  get version(): number {
    return this.document.resourceVersion;
  }

  get(key: string): KubeObject | undefined {
    return this.document.objects[key];
  }

  /** The objects whose keys begin with `prefix`, in the order of their keys. */
  range(prefix: string): KubeObject[] {
    this.keys ??= Object.keys(this.document.objects).sort(compareText);
    const found: KubeObject[] = [];
    for (let at = lowerBound(this.keys, prefix); at < this.keys.length; at++) {
      const key = this.keys[at] ?? '';
      if (!key.startsWith(prefix)) break;
      const object = this.document.objects[key];
      if (object !== undefined) found.push(object);
    }
    return found;
  }

  /** Stores an object under the next version and answers what was stored. */
  put(key: string, object: KubeObject): KubeObject {
    this.begin();
    const version = ++this.document.resourceVersion;
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
    const type = this.document.objects[key] === undefined ? 'ADDED' : 'MODIFIED';
    if (type === 'ADDED') this.insertKey(key);
    this.document.objects[key] = stored;
    this.record({ type, key, object: stored, version });
    return stored;
  }

  /** Stores an object as it is, its own resourceVersion included (for snapshots). */
  restore(key: string, object: KubeObject): void {
    this.begin();
    if (this.document.objects[key] === undefined) this.insertKey(key);
    this.document.objects[key] = object;
    const version = Math.max(this.document.resourceVersion, Number(object.metadata.resourceVersion ?? 0) || 0);
    this.document.resourceVersion = version;
    this.record({ type: 'ADDED', key, object, version });
  }

  delete(key: string): KubeObject | undefined {
    this.begin();
    const object = this.document.objects[key];
    if (object === undefined) return undefined;
    const version = ++this.document.resourceVersion;
    delete this.document.objects[key];
    this.keys = this.keys?.filter((other) => other !== key);
    const last = { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
    this.record({ type: 'DELETED', key, object: last, version });
    return last;
  }

  /** A record of the simulator's own. */
  getRecord(name: string): Json | undefined {
    return this.document.simulator[name];
  }

  /**
   * Changes a record of the simulator's own; undefined removes it.
   * @param isOutcome false for what is only worth writing together with something else
   */
  setRecord(name: string, value: Json | undefined, isOutcome = true): void {
    this.begin();
    if (value === undefined) delete this.document.simulator[name];
    else this.document.simulator[name] = value;
    this.simulatorChanged ||= isOutcome;
    this.hasTraces ||= !isOutcome;
  }

  /** The names of all records that begin so. */
  recordNames(prefix: string): string[] {
    return Object.keys(this.document.simulator).filter((name) => name.startsWith(prefix));
  }

  /** Contents beside the document; undefined where they are lost. */
  readBlob(name: string): Uint8Array | undefined {
    return this.freshBlobs.get(name)?.bytes ?? this.adapter.blobs.read(name);
  }

  /** Keeps contents beside the document, as long as a record has `"blob": NAME`. @returns their name */
  writeBlob(bytes: Uint8Array): string {
    this.begin();
    const name = this.adapter.blobs.nameOf(bytes);
    const uses = this.freshBlobs.get(name)?.uses ?? 0;
    this.freshBlobs.set(name, { bytes, uses: uses + 1 });
    return name;
  }

  /** A record has ceased to name contents: what nothing names any more goes with the next commit. */
  dropBlob(name: string): void {
    this.hasLooseBlobs = true;
    const fresh = this.freshBlobs.get(name);
    if (fresh === undefined) return;
    fresh.uses -= 1;
    if (fresh.uses === 0) this.freshBlobs.delete(name);
  }

  /** Empties the state: objects and records. */
  clear(): void {
    this.begin();
    this.hasLooseBlobs = true;
    this.document = { ...emptyDocument(), resourceVersion: this.document.resourceVersion };
    this.keys = undefined;
    this.simulatorChanged = true;
  }

  /** The whole document, for snapshots. */
  snapshot(): StateDocument {
    return this.document;
  }

  /** Calls back after each change within this process. */
  onChange(listener: (change: Change) => void): void {
    this.listeners.push(listener);
  }

  private insertKey(key: string): void {
    this.keys?.splice(lowerBound(this.keys, key), 0, key);
  }

  private record(change: Change): void {
    this.changes.push(change);
    for (const listener of this.listeners) listener(change);
  }
}

/** The contents that records name, wherever in them. */
export function blobNames(records: Json | undefined): Set<string> {
  const text = JSON.stringify(records ?? null);
  return new Set([...text.matchAll(/"blob":"([^"]+)"/g)].map(([, name = '']) => name));
}

function lowerBound(keys: readonly string[], wanted: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
