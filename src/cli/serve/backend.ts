import type { Backend } from '../../server/http/backend';
import type { Cluster } from '../../simulator/cluster';
import { fileFeed } from '../feed';
import { isFault } from '../print-error';
import { workInTurns } from './turns';

/**
 * A simulated cluster as the HTTP API works on it. Others may work on the same state file meanwhile.
 * @param open makes the cluster of the state file anew, as one that knows nothing yet
 */
export function clusterBackend(open: () => Cluster, statePath: string): Backend {
  let cluster = open();
  let identity: string | undefined;
  let before: Promise<unknown> = Promise.resolve();

  /** Somebody may have made another kind of cluster: its controllers are others. */
  async function catchUp(): Promise<void> {
    cluster.store.refresh();
    if (identity !== undefined && cluster.isCreated() && identityOf(cluster) !== identity) cluster = open();
    await cluster.open();
    identity = identityOf(cluster);
  }

  async function run<T>(work: () => Promise<T>): Promise<T> {
    try {
      await catchUp();
      return await work();
    } catch (error) {
      if (isFault(error)) cluster.store.abandon();
      throw error;
    } finally {
      cluster.store.commit();
    }
  }

  function transact<T>(work: () => Promise<T>): Promise<T> {
    const result = before.then(() => run(work));
    before = result.catch(() => undefined);
    return result;
  }

  return {
    get client() {
      return cluster.client;
    },
    get containers() {
      return cluster.containers;
    },
    now: () => cluster.clock.now(),
    transact,
    session: (work) => workInTurns(transact, work),
    together: (requests) => cluster.together(requests),
    requireAccess: (user, asked) => cluster.requireAccess(user, asked),
    version: () => cluster.store.version,
    objects: () => cluster.store.snapshot().objects,
    changes: fileFeed(statePath),
  };
}

function identityOf({ profile }: Cluster): string {
  return `${profile.name} ${profile.nodes.length}`;
}
