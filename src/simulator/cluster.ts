import { qualifiedResource } from '../apimachinery/meta';
import type { Random } from '../apimachinery/random';
import { ApiServer } from '../apiserver/apiserver';
import { authorizedClient } from '../apiserver/reviews/authorized-client';
import { authorizedContainers } from '../apiserver/reviews/authorized-containers';
import { type Attributes, requireAccess } from '../apiserver/reviews/authorizer';
import type { Client } from '../client/client';
import type { Containers } from '../client/containers';
import type { ControllerContext } from '../client/controller';
import { eventRecorder } from '../client/recorder';
import type { ControllerChange, ControllerManager, Timer } from '../controllers/manager';
import type { Fault } from '../kubelet/runtime';
import type { RegistryWorld } from '../registry/objects';
import { kinds } from '../resources/kinds';
import type { UserInfo } from '../resources/reviews';
import { type Change, StateError, type Store } from '../store/store';
import { type Clock, createClock } from './clock';
import { containersOf } from './containers-later';
import { setFault } from './faults';
import { forgetContents } from './forget';
import type { Machines } from './machines';
import type { Profile } from './profiles/profile';
import { isProfileName, profiles } from './profiles/profiles';
import { createRandom, seedRandom } from './random';

import { settlingClient } from './settling-client';
import { type ChangeFeed, watchChanges } from './watch';

/** What a cluster is given. */
export type ClusterWorld = {
  readonly store: Store;
  /** The wall clock: milliseconds since 1970. */
  readonly wall: () => number;
  /** What a new cluster's random choices start from. */
  readonly seed: () => string;
  /** Waits by the user's clock, or until the signal says so. */
  readonly wait?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** False stores objects without running controllers or nodes. */
  readonly hasControllers?: boolean;
  readonly feed?: ChangeFeed;
};

const TIMERS = 'timers';
const PROFILE = 'profile';
/** What a cluster was made from. */
type ProfileRecord = { name: string; nodes: number };

const EVENT_LIFETIME = 3_600_000;
/** What may soon have come to pass is waited for by so many milliseconds. */
const SOON = 10_000;

/** A simulated cluster over a store: the API server, the controllers behind the same door, and their clock. */
export class Cluster {
  /** The door for people: each write is followed by all that it leads to. */
  readonly client: Client;
  readonly clock: Clock;
  readonly containers: Containers;
  readonly random: Random;
  private readonly apiServer: ApiServer;
  private running: Promise<Machines> | undefined;
  private manager: ControllerManager | undefined;
  private readonly untold: ControllerChange[] = [];
  private isPaused = false;
  private readonly context: ControllerContext;
  private readonly registry: RegistryWorld;

  constructor(private readonly world: ClusterWorld) {
    const { store } = world;
    this.clock = createClock(store, world.wall);
    this.random = createRandom(store);
    const { random } = this;
    const registry = { store, random, now: this.clock.now };
    this.registry = registry;
    const feed: ChangeFeed = world.feed ?? async function* () {};
    this.apiServer = new ApiServer({
      ...registry,
      serviceCidr: () => this.profile.serviceCidr,
      administrator: () => this.profile.administrator,
      watch: (kind, options, from) => watchChanges(registry, feed, kind, options, from),
    });
    this.client = settlingClient(this.apiServer, () => this.settle());
    this.context = {
      client: this.apiServer,
      now: this.clock.now,
      random,
      recorder: (source) => eventRecorder(this.apiServer, source, this.clock.now),
    };
    this.containers = containersOf(() => this.machines());
    store.onChange((change) => this.notify(change));
  }

  /** The profile that the cluster was made from. */
  get profile(): Profile {
    const { name = 'minikube', nodes } = (this.world.store.getRecord(PROFILE) ?? {}) as Partial<ProfileRecord>;
    if (!isProfileName(name))
      throw new StateError(
        `the state was made by the profile ${JSON.stringify(name)}, which this version does not have`,
      );
    return profiles[name](nodes ?? 1);
  }

  get store(): Store {
    return this.world.store;
  }

  /** The door for a user of whom the cluster's roles say what is allowed. */
  clientFor(user: UserInfo): Client {
    return authorizedClient(this.client, user, (asked) => this.requireAccess(user, asked));
  }

  /** The containers, as far as a user may reach them. */
  containersFor(user: UserInfo): Containers {
    return authorizedContainers(this.containers, (asked) => this.requireAccess(user, asked));
  }

  /** @throws StatusError Forbidden where a user may not do something */
  requireAccess(user: UserInfo, asked: Attributes): void {
    requireAccess(this.registry, user, asked);
  }

  /** Reads the state; makes a cluster where there is none yet; catches up with the clock. */
  async open(): Promise<void> {
    const { store } = this.world;
    store.refresh();
    if (!this.isCreated()) {
      store.begin();
      if (!this.isCreated()) await this.create('minikube', 1);
    }
    const timers = (store.getRecord(TIMERS) ?? []) as Timer[];
    if (timers.some(({ at }) => at <= this.clock.now())) {
      store.begin();
      await this.settle();
    }
  }

  /** Whether there is a cluster. */
  isCreated(): boolean {
    return this.world.store.getRecord(PROFILE) !== undefined;
  }

  /** Empties the state: a cluster without any object. */
  createEmpty(profile: string, nodes: number): void {
    if (!isProfileName(profile)) throw new Error(`unknown profile ${profile}`);
    const { store } = this.world;
    store.clear();
    this.manager = undefined;
    seedRandom(store, this.world.seed());
    store.setRecord(PROFILE, { name: profile, nodes });
  }

  /** Empties the state and starts a cluster anew. */
  async create(profile: string, nodes: number): Promise<void> {
    this.createEmpty(profile, nodes);
    if (this.world.hasControllers === false) return;
    const { bootstrap } = await import('./bootstrap');
    await bootstrap(this.apiServer, this.profile, this.clock.now());
    await this.settle();
  }

  /** Makes several requests before the controllers react to them. */
  async together<T>(requests: () => Promise<T>): Promise<T> {
    this.isPaused = true;
    try {
      return await requests();
    } finally {
      this.isPaused = false;
      await this.settle();
    }
  }

  /** Tells the controllers of every object, as if each were new. */
  async resync(): Promise<void> {
    const { store } = this.world;
    store.begin();
    for (const kind of Object.values(kinds)) {
      for (const object of store.range(`${qualifiedResource(kind)}/`)) {
        this.tell({ plural: kind.plural, object, added: true, deleted: false });
      }
    }
    await this.settle();
  }

  /** Makes the pods of a name suffer, or heals them. @param key `namespace/name` */
  async fail(key: string, fault: Fault | undefined): Promise<void> {
    setFault(this.world.store, key, fault);
    await this.revisit(key);
  }

  /** Has a pod's node look at it again: something came to pass that no object tells of. @param key `namespace/name` */
  private async revisit(key: string): Promise<void> {
    const pod = this.world.store.get(`pods/${key}`);
    if (pod !== undefined) this.tell({ plural: 'pods', object: pod, added: false, deleted: false });
    await this.settle();
  }

  /** Moves the clock forward, and does all that falls due on the way. @param duration milliseconds */
  async advance(duration: number): Promise<void> {
    const { store } = this.world;
    store.begin();
    const end = this.clock.now() + duration;
    const manager = await this.controllers();
    for (;;) {
      const next = manager.pendingTimers()[0]?.at;
      if (next === undefined || next > end) break;
      this.clock.advanceTo(next);
      await this.settle();
    }
    this.clock.advanceTo(end);
    await this.settle();
  }

  /** Runs all that is due. What merely waits for time to pass is not waited for: the clock skips ahead. */
  async settle(): Promise<void> {
    if (this.world.hasControllers === false || this.isPaused) return;
    const { store } = this.world;
    if (!store.isWriting) return;
    const manager = await this.controllers();
    this.expireEvents();
    let maySkip = true;
    for (;;) {
      await manager.settle();
      const timers = manager.pendingTimers();
      const soon = maySkip ? timers.find(({ isSoon, at }) => isSoon && at <= this.clock.now() + SOON) : undefined;
      const next = timers.find(({ background }) => !background) ?? soon;
      if (next === undefined) break;
      if (next === soon) maySkip = false;
      this.clock.advanceTo(next.at);
    }
    const timers = manager.pendingTimers();
    store.setRecord(TIMERS, timers.length > 0 ? timers : undefined);
  }

  /**
   * The controllers, with the timers as they are stored by now. They are loaded when something happens: commands that
   * only read do without.
   */
  private async controllers(): Promise<ControllerManager> {
    const { store } = this.world;
    if (this.manager === undefined) {
      const { createManager } = await import('./controllers');
      this.manager = createManager(store, this.context, this.profile, (await this.machines()).processes);
      for (const change of this.untold.splice(0)) this.manager.notify(change);
    }
    this.manager.restore((store.getRecord(TIMERS) ?? []) as Timer[]);
    return this.manager;
  }

  /** What runs in containers; loaded when something is to run. */
  private machines(): Promise<Machines> {
    const { store, wait } = this.world;
    const { random, clock } = this;
    const client = this.apiServer;
    const advance = (milliseconds: number): Promise<void> => this.advance(milliseconds);
    const revisit = (key: string): Promise<void> => this.revisit(key);
    this.running ??= import('./machines').then(({ createMachines }) =>
      createMachines({
        store,
        client,
        random,
        now: clock.now,
        advance,
        wait: wait ?? (async () => undefined),
        revisit,
      }),
    );
    return this.running;
  }

  private tell(change: ControllerChange): void {
    if (this.manager === undefined) this.untold.push(change);
    else this.manager.notify(change);
  }

  private notify({ key, object, type }: Change): void {
    if (type === 'DELETED') forgetContents(this.world.store, key, object);
    if (this.world.hasControllers === false) return;
    const [plural = ''] = key.split(/[./]/);
    this.tell({ plural, object, added: type === 'ADDED', deleted: type === 'DELETED' });
  }

  /** Events live for an hour. @upstream kube-apiserver --event-ttl */
  private expireEvents(): void {
    const { store } = this.world;
    const oldest = this.clock.now() - EVENT_LIFETIME;
    for (const event of store.range('events/')) {
      if (Date.parse(String(event.lastTimestamp ?? '')) < oldest)
        store.delete(`events/${event.metadata.namespace}/${event.metadata.name}`);
    }
  }
}
