import { badRequest } from '../apimachinery/errors';
import type { Client } from '../client/client';
import type { CommandIO, Containers, LogOptions } from '../client/containers';
import { startFailure } from '../client/start-failure';
import { chooseLog, logText } from '../kubelet/container-log';
import { isContainerRunning as isRunning, names as podKind } from '../resources/core/pod';
import type { Pod } from '../resources/core/pod-types';
import { containerWorld } from '../runtime/container';
import type { Listener } from '../runtime/network/network';
import type { Store } from '../store/store';
import { appendLog, logOf } from './logs';
import { type Processes, processKey } from './processes';
import { type SessionTime, sessionClock } from './session-clock';

/** What containers are reached through. */
export type ContainersWorld = {
  readonly store: Store;
  readonly client: Client;
  readonly processes: Processes;
  readonly time: SessionTime;
  /** What listens on a port of a pod. */
  readonly listenerOf: (pod: Pod, port: number) => Promise<Listener | undefined>;
  /** Has the node of the pod `namespace/name` look at it again. */
  readonly revisit: (key: string) => Promise<void>;
};

/** The running containers of a cluster, for exec, attach, logs and port-forward. */
export function createContainers(world: ContainersWorld): Containers {
  const { store, processes, time, listenerOf } = world;

  return {
    async run(pod, container, argv, io) {
      if (argv !== undefined) return await exec(world, pod, container, argv, io);
      return await attach(world, pod, container, io);
    },
    async log(pod, container, options) {
      await processes.catchUp();
      return logText(logOf(store, chosenLog(pod, container, options)), options, time.now());
    },
    followLog: (pod, container, options, tell, io) => followLog(world, pod, container, options, tell, io),
    async connect(pod, port, inside) {
      const find = async (): Promise<Listener | undefined> => {
        await processes.catchUp();
        const current = store.get(`pods/${pod.metadata.namespace}/${pod.metadata.name}`) as Pod | undefined;
        return current && (await listenerOf(current, port));
      };
      const listener = await find();
      if (listener === undefined) return undefined;
      const { serveListener } = await import('../runtime/network/serve-listener');
      return serveListener(listener, find, inside, time.now);
    },
  };
}

/** @throws StatusError BadRequest */
function chosenLog(pod: Pod, container: string, { previous = false }: LogOptions): string {
  const choice = chooseLog(pod, container, previous);
  if ('problem' in choice) throw badRequest(choice.problem);
  return processKey(pod, container, choice.attempt);
}

async function exec(
  { store, client, processes, time }: ContainersWorld,
  pod: Pod,
  container: string,
  argv: readonly string[],
  io: CommandIO,
  copyToLog?: (data: string | Uint8Array) => void,
): Promise<number> {
  await processes.catchUp();
  const [{ runExec }, { openTerminal, openLineTerminal }] = await Promise.all([
    import('../runtime/exec'),
    import('../runtime/terminal/terminal'),
  ]);
  let flushFiles = (): void => undefined;
  const outside: CommandIO['outside'] = async (wait) => {
    flushFiles();
    return await io.outside(wait);
  };
  const shown = { ...io, outside };
  const own = copyToLog === undefined ? shown : teed(shown, copyToLog);
  const terminal = own.terminal && (own.terminal.isRaw ? openTerminal(own) : openLineTerminal(own));
  const base = await processes.worldBase(pod, container);
  const key = processKey(pod, container);
  const record = processes.get(key);
  const clock = sessionClock(time, own, terminal);
  const log = (data: string | Uint8Array): void => appendLog(store, key, asText(data), time.now());
  const env = record === undefined ? undefined : withTerminal(record.env, terminal !== undefined);
  const session = containerWorld(base.facts, {
    ...base.host,
    clock,
    log,
    env,
    processes: () => base.host.processes(argv),
  });
  flushFiles = () => session.files.flush();
  const outcome = await runExec(argv, { world: session, io: own, terminal, refresh: base.refresh });
  session.files.flush();
  if ('exitCode' in outcome) return outcome.exitCode;
  const { stderr, exitCode } = await startFailure(client, pod, outcome.startError);
  own.stderr(new TextEncoder().encode(stderr));
  return exitCode;
}

function withTerminal(env: readonly (readonly [string, string])[], hasTerminal: boolean): Map<string, string> {
  return new Map(hasTerminal ? [...env, ['TERM', 'xterm'] as const] : env);
}

function asText(data: string | Uint8Array): string {
  return typeof data === 'string' ? data : new TextDecoder().decode(data);
}

/** What the main process says to who is attached is in its log as well. */
function teed(io: CommandIO, copy: (data: Uint8Array) => void): CommandIO {
  const both = (write: (bytes: Uint8Array) => void) => (bytes: Uint8Array) => {
    copy(bytes);
    write(bytes);
  };
  return { ...io, stdout: both(io.stdout), stderr: both(io.stderr) };
}

/**
 * A process that waits for somebody begins; of another one it is seen what it writes until it ends.
 * @returns 0: who is attached does not hear of the exit code
 * @upstream pkg/kubelet/cri/streaming/remotecommand/attach.go ServeAttach
 */
async function attach(world: ContainersWorld, pod: Pod, container: string, io: CommandIO): Promise<number> {
  const { store, processes, time, client } = world;
  const key = processKey(pod, container);
  const record = processes.get(key);
  if (record?.waitsForAttach && io.stdin !== undefined) {
    const copy = (data: string | Uint8Array): void => appendLog(store, key, asText(data), time.now());
    const exitCode = await exec(world, pod, container, record.argv, io, copy);
    if (io.closed?.aborted) return 0;
    const fresh = await client.get(podKind, pod.metadata.name, pod.metadata.namespace);
    processes.finish(fresh, container, exitCode);
    await world.revisit(`${pod.metadata.namespace}/${pod.metadata.name}`);
    return 0;
  }
  const encoder = new TextEncoder();
  await followLog(world, pod, container, { tailLines: 0 }, (text) => io.stdout(encoder.encode(text)), io);
  return 0;
}

/** How often a log is looked at that grows by the clock alone, in milliseconds. */
const GLANCE = 250;

async function followLog(
  { store, processes, time }: ContainersWorld,
  pod: Pod,
  container: string,
  options: LogOptions,
  tell: (text: string) => void,
  { outside, closed }: Pick<CommandIO, 'outside' | 'closed'>,
): Promise<void> {
  const key = chosenLog(pod, container, options);
  const { timestamps } = options;
  const read = (wanted: LogOptions): string => logText(logOf(store, key), wanted, time.now());
  await processes.catchUp();
  tell(read(options));
  let told = read({ timestamps });
  while (!closed?.aborted && isLive(store, pod, container, key)) {
    await outside(() => time.wait(GLANCE, closed));
    await processes.catchUp();
    const log = read({ timestamps });
    tell(newText(told, log));
    told = log;
  }
}

/** What a log holds beyond what was told; a log that has become too long begins later. */
function newText(told: string, log: string): string {
  if (log.startsWith(told)) return log.slice(told.length);
  const end = told.slice(-200);
  const at = log.lastIndexOf(end);
  return at < 0 ? log : log.slice(at + end.length);
}

/** Whether a pod's container still runs the process whose log it is. */
function isLive(store: Store, { metadata }: Pod, container: string, key: string): boolean {
  const current = store.get(`pods/${metadata.namespace}/${metadata.name}`) as Pod | undefined;
  if (current === undefined || current.metadata.uid !== metadata.uid) return false;
  return isRunning(current, container) && processKey(current, container) === key;
}
