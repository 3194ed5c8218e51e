import type { KubeObject } from '../apimachinery/meta';
import type { Random } from '../apimachinery/random';
import type { Client } from './client';
import type { EventRecorder, EventSource } from './recorder';

/** What a controller may use. */
export type ControllerContext = {
  readonly client: Client;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: Random;
  readonly recorder: (source: EventSource) => EventRecorder;
};

/** When to look at a key again though nothing changed. */
export type Requeue = {
  /** Milliseconds from now. */
  readonly after: number;
  /** Goes on for ever (such as restarts of a container that crashes): never waited for. */
  readonly background?: boolean;
  /** It may well be that what others do has an effect then: after each change it is waited for once. */
  readonly isSoon?: boolean;
};

/** A change that a controller is told of. */
export type Notice = { readonly object: KubeObject; readonly added: boolean; readonly deleted: boolean };

/**
 * A level-triggered control loop: changes of objects name keys, `sync` makes the world of one key as it should be.
 * It remembers nothing between calls: all that it knows is in the objects.
 */
export type Controller = {
  readonly name: string;
  /** The program that it is a part of: objects say that it wrote them. Most are parts of the controller manager. */
  readonly component?: string;
  /** The keys that a change of a kind concerns, by the kind's plural name; `*` stands for every kind. */
  readonly watches: Readonly<Record<string, (notice: Notice, client: Client) => string[] | Promise<string[]>>>;
  readonly sync: (key: string, context: ControllerContext) => Promise<Requeue | undefined>;
};

/** The namespace and name of a key; a cluster-scoped key has no namespace. */
export function splitKey(key: string): { namespace: string; name: string } {
  const slash = key.indexOf('/');
  return { namespace: key.slice(0, Math.max(slash, 0)), name: key.slice(slash + 1) };
}
