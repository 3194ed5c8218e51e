import type { KubeObject } from '../../apimachinery/meta';
import type { Attributes } from '../../apiserver/reviews/authorizer';
import type { Client } from '../../client/client';
import type { Containers } from '../../client/containers';
import type { UserInfo } from '../../resources/reviews';

/** A change of one object, as the cluster's history tells it. */
export type StoredChange = {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** `resource/namespace/name` (cluster-scoped: `resource//name`). */
  readonly key: string;
  readonly object: KubeObject;
  /** The cluster's version after the change. */
  readonly version: number;
};

/** The cluster behind the HTTP API. */
export type Backend = {
  readonly client: Client;
  /** What runs in it; within a transaction. */
  readonly containers: Containers;
  /** The cluster's clock: milliseconds since 1970. */
  readonly now: () => number;
  /**
   * Runs work on the cluster as it is by now, with all that is due done; what the work changed is stored before the
   * promise resolves. One piece of work runs at a time.
   */
  readonly transact: <T>(work: () => Promise<T>) => Promise<T>;
  /**
   * The same for work that waits now and then: what is handed to `outside` is waited for while others work, and what
   * was done before is stored.
   */
  readonly session: <T>(work: (outside: <R>(wait: () => Promise<R>) => Promise<R>) => Promise<T>) => Promise<T>;
  /** Makes several requests before the controllers react to them; within a transaction. */
  readonly together: <T>(requests: () => Promise<T>) => Promise<T>;
  /** Within a transaction. @throws StatusError Forbidden where a user may not do something */
  readonly requireAccess: (user: UserInfo, asked: Attributes) => void;
  /** The version of the last change; within a transaction. */
  readonly version: () => number;
  /** All objects by key; within a transaction. */
  readonly objects: () => Readonly<Record<string, KubeObject>>;
  /** Changes as anybody commits them from the call on, in order. */
  readonly changes: (signal: AbortSignal) => AsyncIterable<readonly StoredChange[]>;
};
