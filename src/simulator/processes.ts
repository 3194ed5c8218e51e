import { fnv32a } from '../apimachinery/hash';
import type { Json } from '../apimachinery/json';
import type { Client } from '../client/client';
import type { DnsWorld } from '../dns/dns-world';
import { containerOf, containerStatusOf } from '../resources/core/pod';
import type { Container, Pod } from '../resources/core/pod-types';
import { type ContainerFacts, type ContainerHost, containerWorld, loadContainerFacts } from '../runtime/container';
import type { ContainerClock, ContainerWorld } from '../runtime/container-world';
import { imageFacts } from '../runtime/images/image';
import type { Network } from '../runtime/network/network';
import type { ProcessInfo } from '../runtime/process/process-info';
import type { ProcessRecord } from '../runtime/process/process-record';
import { startServer } from '../runtime/servers/start-server';
import type { Store } from '../store/store';
import { ENVIRONMENTS, forgetRecords, recordPrefixes } from './forget';
import { appendLog } from './logs';
import { storedVolumes } from './volumes';

const PREFIX = recordPrefixes.process;

/** A process that repeats itself is caught up with by so many turns at once; what lies before is left out. */
const MOST_TURNS = 2000;

/** A process as it is stored: equal environments stand once. */
type StoredProcess = Omit<ProcessRecord, 'env'> & { readonly env: string; readonly hostname: string };

/** `UID/CONTAINER/RESTARTS` */
export function processKey(pod: Pod, container: string, attempt?: number): string {
  const restarts = attempt ?? containerStatusOf(pod, container)?.restartCount ?? 0;
  return `${pod.metadata.uid}/${container}/${restarts}`;
}

/** What processes are run with. */
export type ProcessesWorld = {
  readonly store: Store;
  readonly client: Client;
  /** The cluster's clock: milliseconds since 1970. */
  readonly now: () => number;
  /** The network as a pod sees it. */
  readonly networkOf: (pod: Pod, dnsWorld: () => DnsWorld) => { network: Network; forget: () => void };
};

/** The main processes of all containers, kept in the state. */
export class Processes {
  constructor(private readonly world: ProcessesWorld) {}

  /** A container's process; undefined before it was started. */
  get(key: string): ProcessRecord | undefined {
    const { store } = this.world;
    const stored = store.getRecord(`${PREFIX}${key}`) as StoredProcess | undefined;
    if (stored === undefined) return undefined;
    const { env, hostname, ...rest } = stored;
    const environments = (store.getRecord(ENVIRONMENTS) ?? {}) as { [id: string]: [string, string][] };
    const pairs = environments[env] ?? [];
    return { ...rest, env: pairs.map(([name, value]) => [name, name === 'HOSTNAME' ? hostname : value]) };
  }

  private set(key: string, record: ProcessRecord): void {
    const { store } = this.world;
    store.begin();
    const { env, ...rest } = record;
    const hostname = env.find(([name]) => name === 'HOSTNAME')?.[1] ?? '';
    const shared = env.map(([name, value]) => [name, name === 'HOSTNAME' ? '' : value]);
    const id = fnv32a(JSON.stringify(shared)).toString(16);
    const environments = (store.getRecord(ENVIRONMENTS) ?? {}) as { [id: string]: Json };
    if (environments[id] === undefined) store.setRecord(ENVIRONMENTS, { ...environments, [id]: shared });
    const stored = { ...rest, env: id, hostname } satisfies StoredProcess;
    store.setRecord(`${PREFIX}${key}`, JSON.parse(JSON.stringify(stored)));
  }

  /** Starts a container's process, or goes on with it as far as it is due. */
  async look(pod: Pod, container: Container, attempt: number): Promise<ProcessRecord> {
    const key = processKey(pod, container.name, attempt);
    const known = this.get(key);
    const now = this.world.now();
    if (known === undefined) {
      this.forgetBefore(pod, container.name, attempt);
      const { startProcess } = await import('../runtime/process/run-process');
      const record = await startProcess(await this.host(pod, container, key), now);
      this.set(key, record);
      return record;
    }
    if (known.wake === undefined || known.wake > now || known.isEndless) return known;
    return await this.goOn(pod, container, key, known);
  }

  /** The end of a process that somebody was attached to, or of one that was killed. */
  finish(pod: Pod, container: string, exitCode: number): void {
    const key = processKey(pod, container);
    const record = this.get(key);
    if (record === undefined) return;
    const { wake: _wake, shell: _shell, waitsForAttach: _waits, ...rest } = record;
    this.set(key, { ...rest, exitCode });
  }

  /** Goes on with all processes that repeat themselves: somebody looks at what they did. */
  async catchUp(): Promise<void> {
    const { store, now } = this.world;
    const pods = new Map((store.range('pods/') as Pod[]).map((pod) => [pod.metadata.uid ?? '', pod]));
    for (const name of store.recordNames(PREFIX)) {
      const stored = store.getRecord(name) as StoredProcess | undefined;
      if (!stored?.isEndless || stored.wake === undefined || stored.wake > now()) continue;
      const key = name.slice(PREFIX.length);
      const [uid = '', containerName = ''] = key.split('/');
      const pod = pods.get(uid);
      const container = pod && containerOf(pod, containerName);
      const record = this.get(key);
      const isCurrent = pod !== undefined && processKey(pod, containerName) === key;
      if (pod === undefined || container === undefined || record === undefined || !isCurrent) continue;
      if (containerStatusOf(pod, containerName)?.state?.running === undefined) continue;
      await this.goOn(pod, container, key, record);
    }
  }

  private async goOn(pod: Pod, container: Container, key: string, known: ProcessRecord): Promise<ProcessRecord> {
    const { resumeProcess } = await import('../runtime/process/run-process');
    const host = await this.host(pod, container, key, known);
    const now = this.world.now();
    let record = known;
    for (let turn = 0; record.wake !== undefined && record.wake <= now; turn += 1) {
      const before = record.wake;
      record = await resumeProcess(host, record);
      if (turn === 0 && record.isEndless && record.wake !== undefined) record = leftOut(record, before, now);
      if (turn > 2 * MOST_TURNS) break;
    }
    this.set(key, record);
    return record;
  }

  private async host(pod: Pod, container: Container, key: string, record?: ProcessRecord) {
    const { store } = this.world;
    const base = await this.worldBase(pod, container.name);
    const decoder = new TextDecoder();
    const write = (data: string | Uint8Array, at: number): void =>
      appendLog(store, key, typeof data === 'string' ? data : decoder.decode(data), at);
    const env = record === undefined ? undefined : new Map(record.env);
    const worldFor = (clock: ContainerClock): ContainerWorld =>
      containerWorld(base.facts, { ...base.host, clock, env, log: (data) => write(data, clock.now()) });
    return { pod, container, worldFor, write };
  }

  /** What a container's world is built from, beside its clock; `refresh` looks again. */
  async worldBase(pod: Pod, container: string): Promise<WorldBase> {
    const { store, client, now } = this.world;
    let facts = await loadContainerFacts(client, pod, container, now());
    const { network, forget } = this.world.networkOf(pod, () => facts.dnsWorld);
    let { version } = store;
    return {
      facts: () => facts,
      host: {
        volumes: storedVolumes(store),
        network,
        processes: (command) => this.list(pod, container, command),
        serve: serveForExec,
      },
      async refresh() {
        if (store.version === version) return;
        version = store.version;
        const current = (store.get(`pods/${pod.metadata.namespace}/${pod.metadata.name}`) ?? pod) as Pod;
        facts = await loadContainerFacts(client, { ...pod, metadata: current.metadata }, container, now());
        forget();
      },
    };
  }

  /** A container's world as its servers see it. */
  async worldAt(pod: Pod, container: string): Promise<ContainerWorld> {
    const { facts, host } = await this.worldBase(pod, container);
    const { store, now } = this.world;
    const key = processKey(pod, container);
    const record = this.get(key);
    const log = (data: string | Uint8Array): void =>
      appendLog(store, key, typeof data === 'string' ? data : new TextDecoder().decode(data), now());
    const env = record === undefined ? undefined : new Map(record.env);
    return containerWorld(facts, { ...host, clock: { now, sleep: async () => undefined }, log, env });
  }

  /** What `ps` shows of a container: its own processes, and the command that somebody runs in it. */
  private list(pod: Pod, container: string, command?: readonly string[]): ProcessInfo[] {
    const record = this.get(processKey(pod, container));
    if (record === undefined) return [];
    const { argv, startedAt } = record;
    const image = imageFacts(containerOf(pod, container)?.image ?? '');
    const titles = (record.serving ?? []).flatMap(({ name, argv: own }) => image.servers?.[name]?.titles?.(own) ?? []);
    const [first, ...others] = titles;
    const main = { pid: 1, ppid: 0, uid: 0, startedAt, argv: argv.length > 0 ? argv : ['server'], title: first };
    const children = others.map((title, i) => ({ ...main, pid: 29 + i, ppid: 1, title, argv: [title] }));
    if (command === undefined) return [main, ...children];
    return [main, ...children, { pid: 40, ppid: 0, uid: 0, startedAt: this.world.now(), argv: command }];
  }

  /** Of each container what its last two processes left is kept, and what the last one wrote to its files. */
  private forgetBefore(pod: Pod, container: string, attempt: number): void {
    const { store } = this.world;
    const { files, log, process } = recordPrefixes;
    const [last, older] = [processKey(pod, container, attempt - 1), processKey(pod, container, attempt - 2)];
    for (const prefix of [`${files}layer/${last}`, `${log}${older}`, `${process}${older}`])
      forgetRecords(store, prefix);
  }
}

/** A server that somebody starts in a container by hand stays until they leave; it is not what listens there. */
const serveForExec: ContainerHost['serve'] = async (name, argv, output, world) => {
  if (name === '') return undefined;
  const { exitCode } = startServer(world, { name, argv }, output);
  if (exitCode !== undefined) return exitCode;
  await world.clock.sleep();
  return 0;
};

/** What a container's world is built from, beside its clock. */
export type WorldBase = {
  readonly facts: () => ContainerFacts;
  readonly host: Pick<ContainerHost, 'volumes' | 'network' | 'serve'> & {
    readonly processes: (command?: readonly string[]) => readonly ProcessInfo[];
  };
  readonly refresh: () => Promise<void>;
};

/** A process that was not looked at for long goes on near the present. */
function leftOut(record: ProcessRecord, before: number, now: number): ProcessRecord {
  const wake = record.wake ?? now;
  const turn = wake - before;
  const turns = turn > 0 ? Math.floor((now - wake) / turn) : 0;
  return turns <= MOST_TURNS ? record : { ...record, wake: wake + (turns - MOST_TURNS) * turn };
}
