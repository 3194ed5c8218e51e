import type { Kind, KubeObject } from '../../src/apimachinery/meta';
import { parseTime } from '../../src/apimachinery/time';
import type { Event } from '../../src/resources/core/event';
import { kinds } from '../../src/resources/kinds';
import { Cluster } from '../../src/simulator/cluster';
import { memoryAdapter } from '../../src/store/adapters/memory';
import { type Change, Store } from '../../src/store/store';

/** The moment at which clusters of tests are frozen. */
export const START = parseTime('2025-06-01T12:00:00Z');

/** One event as `kubectl describe` tells it: `Normal SuccessfulCreate statefulset-controller: create Pod …`. */
export type EventLine = `${string} ${string} ${string}: ${string}`;

export type TestCluster = {
  readonly cluster: Cluster;
  /** All changes since the cluster was opened, in order. */
  readonly changes: Change[];
  /** The default namespace's object of that name. */
  readonly get: <T extends KubeObject>(kind: Kind<T>, name: string) => Promise<T>;
  readonly list: <T extends KubeObject>(kind: Kind<T>) => Promise<T[]>;
  readonly names: (kind: Kind) => Promise<string[]>;
  readonly create: <T extends KubeObject>(kind: Kind<T>, object: object) => Promise<T>;
  readonly patch: <T extends KubeObject>(kind: Kind<T>, name: string, body: object) => Promise<T>;
  /** The events about an object, in the order in which they were first told. */
  readonly events: (name: string, kind?: string) => Promise<EventLine[]>;
};

const namespace = 'default';

/** A new minikube cluster in memory, whose clock stands still. */
export async function openCluster(seed = 'x', wall = () => START): Promise<TestCluster> {
  const cluster = new Cluster({ store: new Store(memoryAdapter()), wall, seed: () => seed });
  await cluster.open();
  const changes: Change[] = [];
  cluster.store.onChange((change) => changes.push(change));
  const { client } = cluster;
  const list = async <T extends KubeObject>(kind: Kind<T>) =>
    (await client.list(kind, kind.namespaced ? { namespace } : {})).items;
  return {
    cluster,
    changes,
    get: (kind, name) => client.get(kind, name, namespace),
    list,
    names: async (kind) => (await list(kind)).map(({ metadata }) => metadata.name),
    create: (kind, object) => client.create(kind, manifest(kind, object), { namespace }),
    patch: (kind, name, body) => client.patch(kind, name, { type: 'merge', body: json(body) }, { namespace }),
    events: async (name, kind) => {
      const about = ({ involvedObject: of }: Event) => of.name === name && (kind === undefined || of.kind === kind);
      const told = (await list(kinds.events)).filter(about).sort(byCreation);
      return told.map(
        ({ type, reason, source, message }): EventLine => `${type} ${reason} ${source?.component}: ${message}`,
      );
    },
  };
}

/** Creation order shows in the names: they end in the moment, told apart by the store's version. */
function byCreation(left: Event, right: Event): number {
  const moment = ({ metadata }: Event) => BigInt(`0x${metadata.name.split('.').at(-1)}`);
  return Number(moment(left) - moment(right));
}

function manifest<T extends KubeObject>(kind: Kind<T>, object: object): T {
  const apiVersion = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
  return { apiVersion, kind: kind.kind, ...json(object) } as unknown as T;
}

function json(object: object) {
  return JSON.parse(JSON.stringify(object));
}
