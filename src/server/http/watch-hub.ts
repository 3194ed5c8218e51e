import { StatusError } from '../../apimachinery/errors';
import type { KubeObject } from '../../apimachinery/meta';
import type { Backend, StoredChange } from './backend';

/** A change and what the object was before it. */
export type HubChange = StoredChange & { readonly previous?: KubeObject };

export type Subscriber = {
  readonly onChange: (change: HubChange) => void;
  /** What was missed cannot be told any more: the watch must end. */
  readonly onExpired: (error: StatusError) => void;
};

/** The cluster's recent history, for any number of watches. */
export type WatchHub = {
  /**
   * Tells of the changes after a version: first of those that have happened, then of each that comes.
   * @returns what ends it
   * @throws StatusError Expired where the history does not reach back so far
   */
  readonly subscribe: (from: number, subscriber: Subscriber) => () => void;
  readonly close: () => Promise<void>;
};

/** Changes that are kept. */
const KEPT = 4000;

/** How often the state is looked at while somebody watches, in milliseconds: what was due comes to pass. */
const TICK = 1000;

const PAUSE = 250;

/** Follows a cluster's history from its present state on. */
export async function createWatchHub(backend: Backend): Promise<WatchHub> {
  const stopped = new AbortController();
  const subscribers = new Set<Subscriber>();
  let feed = backend.changes(stopped.signal);
  const history = await backend.transact(async () => startHistory(backend));

  function publish(batch: readonly StoredChange[]): void {
    for (const change of batch) {
      const told = history.append(change);
      if (told === 'broken') return;
      if (told !== undefined) for (const { onChange } of [...subscribers]) onChange(told);
    }
  }

  /** Somebody replaced the state, or the history was lost: all watches begin anew. */
  function restart(): void {
    const error = expired(history.last(), backend.version());
    history.reset();
    for (const subscriber of [...subscribers]) subscriber.onExpired(error);
    subscribers.clear();
  }

  /** Compares the history with the state. */
  async function check(): Promise<void> {
    await backend.transact(async () => {
      if (!history.agrees()) restart();
    });
  }

  async function follow(): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        for await (const batch of feed) {
          publish(batch);
          await check();
        }
      } catch {
        await startAnew();
      }
      feed = backend.changes(stopped.signal);
    }
  }

  /** What cannot be read now may be readable a moment later. */
  async function startAnew(): Promise<void> {
    await backend.transact(async () => restart()).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }

  const following = follow();
  const timer = setInterval(() => {
    if (subscribers.size > 0) void check().catch(() => undefined);
  }, TICK);

  return {
    subscribe(from, subscriber) {
      if (from < history.horizon()) throw expired(from, history.horizon());
      for (const change of history.after(from)) subscriber.onChange(change);
      subscribers.add(subscriber);
      return () => void subscribers.delete(subscriber);
    },
    async close() {
      clearInterval(timer);
      stopped.abort();
      await following;
    },
  };
}

/** @upstream apimachinery api/errors NewResourceExpired, storage/cacher */
function expired(from: number, oldest: number): StatusError {
  return new StatusError('Expired', `too old resource version: ${from} (${oldest})`);
}

function startHistory(backend: Backend) {
  let objects = new Map(Object.entries(backend.objects()));
  let last = backend.version();
  let horizon = last;
  let log: HubChange[] = [];
  let isBroken = false;
  let lag = 0;
  return {
    last: () => last,
    horizon: () => horizon,
    after: (from: number) => log.filter(({ version }) => version > from),

    /** Undefined for what is known already. */
    append(change: StoredChange): HubChange | 'broken' | undefined {
      const { type, key, version, object } = change;
      if (isBroken) return 'broken';
      if (version <= last) return undefined;
      const previous = objects.get(key);
      isBroken = version !== last + 1 || (type === 'ADDED') !== (previous === undefined);
      if (isBroken) return 'broken';
      last = version;
      lag = 0;
      if (type === 'DELETED') objects.delete(key);
      else objects.set(key, object);
      const told = { ...change, previous };
      log.push(told);
      if (log.length > KEPT) {
        log = log.slice(-KEPT / 2);
        horizon = (log[0]?.version ?? last) - 1;
      }
      return told;
    },

    /** Whether the history leads to the present state; what is committed meanwhile may be told a moment later. */
    agrees(): boolean {
      const version = backend.version();
      if (isBroken || version < last) return false;
      lag = version > last ? lag + 1 : 0;
      return version > last ? lag < 5 : Object.keys(backend.objects()).length === objects.size;
    },

    reset(): void {
      objects = new Map(Object.entries(backend.objects()));
      last = backend.version();
      horizon = last;
      log = [];
      isBroken = false;
      lag = 0;
    },
  };
}
