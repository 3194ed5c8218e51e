import type { Random } from '../apimachinery/random';
import type { Client } from '../client/client';
import type { Containers } from '../client/containers';
import type { Store } from '../store/store';
import { createContainers } from './containers';
import { listenerOf, type NetworkHost, podNetwork } from './network';
import { Processes, processKey } from './processes';
import type { SessionTime } from './session-clock';

/** What runs in containers, and how it is reached. */
export type Machines = { readonly processes: Processes; readonly containers: Containers };

/** What machines are given. */
export type MachinesWorld = SessionTime & {
  readonly store: Store;
  readonly client: Client;
  readonly random: Random;
  /** Has the node of the pod `namespace/name` look at it again. */
  readonly revisit: (key: string) => Promise<void>;
};

/** Puts together what runs in a cluster's containers. */
export function createMachines(world: MachinesWorld): Machines {
  const { store, client, random, now, revisit } = world;
  const host: NetworkHost = {
    client,
    random,
    now,
    servingOf: (pod, container) => processes.get(processKey(pod, container))?.serving ?? [],
    worldOf: (pod, container) => processes.worldAt(pod, container),
  };
  const processes = new Processes({
    store,
    client,
    now,
    networkOf: (pod, dnsWorld) => podNetwork(host, pod, dnsWorld),
  });
  const containers = createContainers({
    store,
    client,
    processes,
    time: world,
    listenerOf: (pod, port) => listenerOf(host, pod, port),
    revisit,
  });
  return { processes, containers };
}
