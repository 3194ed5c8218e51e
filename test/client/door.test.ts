import type { Client } from '../../src/client/client';
import { httpClient } from '../../src/client/http';
import type { Backend } from '../../src/server/http/backend';
import { startHttpServer } from '../../src/server/http/server';
import { Cluster } from '../../src/simulator/cluster';
import type { ChangeFeed } from '../../src/simulator/watch';
import { memoryAdapter } from '../../src/store/adapters/memory';
import { type Change, Store } from '../../src/store/store';
import { START } from '../simulator/test-cluster';
import { describeDoor } from './contract';

type TestCluster = {
  readonly cluster: Cluster;
  readonly client: Client;
  readonly feed: ChangeFeed;
};

/** A cluster in memory whose changes can be watched. */
async function openCluster(): Promise<TestCluster> {
  const changes: Change[] = [];
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const resume of waiting) resume();
  };

  async function* readOn(from: number, signal: AbortSignal | undefined): AsyncIterable<readonly Change[]> {
    signal?.addEventListener('abort', wake);
    for (let read = from; !signal?.aborted; ) {
      if (read < changes.length) yield changes.slice(read, ++read);
      else await new Promise<void>((resume) => waiting.add(resume));
    }
  }

  const feed = (signal: AbortSignal | undefined) => readOn(changes.length, signal);
  const cluster = new Cluster({ store: new Store(memoryAdapter()), wall: () => START, seed: () => 'door', feed });
  await cluster.open();
  cluster.store.onChange((change) => {
    changes.push(change);
    wake();
  });
  return { cluster, client: cluster.client, feed };
}

function backendOf({ cluster, client, feed }: TestCluster): Backend {
  return {
    client,
    containers: cluster.containers,
    now: cluster.clock.now,
    transact: (work) => work(),
    session: (work) => work((wait) => wait()),
    together: (requests) => cluster.together(requests),
    requireAccess: () => {},
    version: () => cluster.store.version,
    objects: () => cluster.store.snapshot().objects,
    changes: feed,
  };
}

describeDoor('the door in this process', async () => {
  const { client } = await openCluster();
  return { client, close: async () => {} };
});

describeDoor('the door over HTTP', async () => {
  const server = await startHttpServer({
    backend: backendOf(await openCluster()),
    address: '127.0.0.1',
    port: 0,
    onError: (error) => {
      throw error;
    },
  });
  return { client: httpClient({ server: `http://127.0.0.1:${server.port}` }), close: server.close };
});
