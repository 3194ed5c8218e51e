import type { DeleteOptions } from '../apimachinery/delete-options';
import type { Json, JsonObject } from '../apimachinery/json';
import type { Kind, KubeObject } from '../apimachinery/meta';
import type { UserInfo } from '../resources/reviews';
import type { Table } from './table';

export type ListOptions = {
  /** Undefined lists all namespaces. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** At most so many items; the answer's `continue` asks for the next ones. */
  readonly limit?: number;
  readonly continue?: string;
};

/** What a list answers; items in the store's order: by namespace, then by name. */
export type List<T extends KubeObject> = {
  readonly resourceVersion: string;
  readonly items: T[];
  /** Where there is more than the limit: what asks for it, and how much it is. */
  readonly continue?: string;
  readonly remainingItemCount?: number;
};

export type WatchEvent<T extends KubeObject = KubeObject> = {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: T;
};

export type WatchOptions = ListOptions & {
  /** Changes after this version; without it every object comes first as ADDED. */
  readonly resourceVersion?: string;
  readonly signal?: AbortSignal;
};

/** How strictly fields that the kind does not have are taken. */
export type FieldValidation = 'Ignore' | 'Warn' | 'Strict';

export type WriteOptions = {
  readonly namespace?: string;
  readonly subresource?:
    | 'status'
    | 'scale'
    | 'binding'
    | 'finalize'
    | 'token'
    | 'approval'
    | 'eviction'
    | 'ephemeralcontainers';
  readonly dryRun?: boolean;
  readonly fieldValidation?: FieldValidation;
  /** Who writes: the object's managedFields tell whose its fields are. Without it nobody is noted. */
  readonly fieldManager?: string;
  /** Told what the server warns of: under Warn, of each field that the kind does not have. */
  readonly warn?: (message: string) => void;
  /** Who asks; the cluster's administrator unless said otherwise. Only a cluster in this process is told. */
  readonly user?: UserInfo;
};

export type Patch =
  | { readonly type: 'merge' | 'strategic' | 'json'; readonly body: Json }
  /** Server-side apply: the body is the configuration; by force it takes what others own. */
  | { readonly type: 'apply'; readonly body: Json; readonly force: boolean };

/**
 * The door: the one way to read and write objects, whether the cluster is in this process or behind HTTP.
 * Every method throws StatusError as the API server would answer. Results are the caller's own copies.
 */
export interface Client {
  /** An object, or a subresource of it: `scale` answers a Scale. @throws StatusError NotFound */
  get<T extends KubeObject>(kind: Kind<T>, name: string, namespace?: string, subresource?: string): Promise<T>;
  list<T extends KubeObject>(kind: Kind<T>, options?: ListOptions): Promise<List<T>>;
  watch<T extends KubeObject>(kind: Kind<T>, options: WatchOptions): AsyncIterable<WatchEvent<T>>;
  create<T extends KubeObject>(kind: Kind<T>, object: T, options?: WriteOptions): Promise<T>;
  /** Replaces the object; a resourceVersion in it must be the current one. */
  update<T extends KubeObject>(kind: Kind<T>, object: T, options?: WriteOptions): Promise<T>;
  patch<T extends KubeObject>(kind: Kind<T>, name: string, patch: Patch, options?: WriteOptions): Promise<T>;
  /** Answers the object as it was, or as it waits for its finalizers; over HTTP it may be the name and uid alone. */
  delete<T extends KubeObject>(kind: Kind<T>, name: string, options?: DeleteOptions): Promise<T>;
  /** The kinds that this server holds, in discovery's order: of several versions the preferred one comes first. */
  kinds(): Promise<readonly Kind[]>;
  /** A kind's objects as the server prints them, for kinds that a client has no columns for. */
  table?(kind: Kind, options?: ListOptions): Promise<Table | undefined>;
  /** What the server says of itself: `gitVersion` and the like. */
  version?(): Promise<JsonObject>;
  /** What a path answers, as it stands. */
  raw?(path: string): Promise<string>;
}
