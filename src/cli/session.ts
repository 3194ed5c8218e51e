import { goQuote } from '../apimachinery/go-value';
import { parseTime } from '../apimachinery/time';
import { inTheNameOf } from '../client/field-manager';
import type { Invocation } from '../kubectl/command';
import { CommandError } from '../kubectl/command-error';
import type { Scope } from '../kubectl/command-node';
import type { Kubectl, Streams } from '../kubectl/kubectl';
import { Cluster } from '../simulator/cluster';
import { jsonFileAdapter } from '../store/adapters/json-file';
import { Store } from '../store/store';
import { fileFeed } from './feed';
import { userFiles } from './files';
import { homeFolder, stateFile } from './home';
import { impersonation } from './impersonation';
import {
  currentSettings,
  type KubeconfigLocation,
  kubeconfigLocation,
  kubeconfigStore,
  unopenedKubeconfig,
  usualSettings,
} from './kubeconfig-store';
import { overHttp } from './over-http';
import { userPorts } from './ports';
import { userPrograms } from './programs';
import { SIMULATOR, serverAddress } from './server-address';
import { processStreams } from './streams';

/** What a command is handed by its session: the commands are the program's. */
export type SessionKubectl = Omit<Kubectl, 'commands'>;

/** One run of the program: the cluster it works on, and what its command is handed. */
export type Session = {
  readonly kubectl: SessionKubectl;
  /** @throws CommandError behind a server: that cluster is not simulated */
  readonly cluster: Cluster;
  readonly statePath: string;
  readonly config: KubeconfigLocation;
  readonly context: string;
  /** The same run over another context's cluster. */
  readonly inContext: (context: string) => Session;
  /** Reads the state, keeps what was done to it, forgets it; behind a server there is none. */
  readonly open: () => Promise<void>;
  readonly commit: () => void;
  readonly abandon: () => void;
};

function wallClock(env: NodeJS.ProcessEnv): () => number {
  const frozen = env.KUBECTL_LITE_NOW;
  if (!frozen) return Date.now;
  const moment = parseTime(frozen);
  if (Number.isNaN(moment)) throw new CommandError(`KUBECTL_LITE_NOW is no RFC 3339 time: ${goQuote(frozen)}`);
  return () => moment;
}

/** @param program the program as it was called */
export async function createSession(
  program: string,
  { flags }: Invocation,
  env: NodeJS.ProcessEnv,
  scope: Scope,
): Promise<Session> {
  const home = homeFolder(env);
  const config = kubeconfigLocation(home, program, scope === 'served' ? '' : flags.text('kubeconfig'), env);
  const kubeconfig = scope === 'kubeconfig' ? await kubeconfigStore(config) : unopenedKubeconfig(config.path);
  const settings = scope === 'kubeconfig' ? usualSettings : await currentSettings(config, flags);
  const streams = processStreams(interruption);

  const impersonated = impersonation(settings, flags);
  const common = {
    namespace: flags.text('namespace') || settings.namespace,
    isNamespaceGiven: flags.text('namespace') !== '',
    server: flags.text('server') || settings.cluster?.server || SIMULATOR,
    program,
    streams,
    files: userFiles,
    programs: userPrograms,
    ports: userPorts(),
    kubeconfig,
    env: (name: string) => env[name],
  };

  function inContext(context: string): Session {
    const statePath = flags.text('state') || env.KUBECTL_LITE_STATE || stateFile(home, context);
    const cluster = clusterAt(statePath, env);
    const { client, clock, containers, random, store } = cluster;
    const asked = impersonated === undefined ? client : cluster.clientFor(impersonated);
    const api = overHttp({ store, statePath, open: () => inContext(context).cluster, settings, flags });
    const kubectl: SessionKubectl = {
      ...common,
      client: { ...inTheNameOf(asked, program), raw: api.raw },
      now: clock.now,
      random,
      containers: impersonated === undefined ? containers : cluster.containersFor(impersonated),
      isSettled: true,
      together: (requests) => cluster.together(requests),
      commit: () => store.commit(),
      ...turnsAt(cluster, streams),
      proxy: api.proxy,
    };
    return {
      kubectl,
      cluster,
      statePath,
      config,
      context,
      inContext,
      open: () => cluster.open(),
      commit: () => store.commit(),
      abandon: () => store.abandon(),
    };
  }

  const { context } = settings;
  const server = scope === 'kubeconfig' ? undefined : serverAddress(settings.cluster?.server, flags, env);
  if (server === undefined) return inContext(context);
  const { createRemoteSession } = await import('./remote-session');
  const base = { kubectl: { ...common, now: wallClock(env) }, config, context, inContext };
  return createRemoteSession(server, base, settings, flags);
}

/** How a command shares its cluster with other programs while it waits. */
function turnsAt(cluster: Cluster, streams: Streams): Pick<Kubectl, 'outside' | 'inside'> {
  return {
    async outside(wait) {
      cluster.store.commit();
      streams.flush();
      const result = await wait();
      await cluster.open();
      return result;
    },
    async inside(work) {
      await cluster.open();
      const result = await work();
      cluster.store.commit();
      return result;
    },
  };
}

function clusterAt(statePath: string, env: NodeJS.ProcessEnv): Cluster {
  return new Cluster({
    store: new Store(jsonFileAdapter(statePath)),
    wall: wallClock(env),
    seed: () => env.KUBECTL_LITE_SEED ?? `${Date.now()} ${process.pid} ${Math.random()}`,
    hasControllers: env.KUBECTL_LITE_CONTROLLERS !== 'off',
    feed: fileFeed(statePath),
    wait,
  });
}

/** Waits so many milliseconds, or until the signal says so. */
function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end);
  });
}

/**
 * Ctrl-C and the like, for commands that go on until then: they end with exit code 1, and quietly.
 * @upstream kubectl pkg/util/interrupt
 */
function interruption(): AbortSignal {
  const controller = new AbortController();
  const end = (): void => {
    controller.abort();
    process.exit(1);
  };
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM']) process.once(signal, end);
  return controller.signal;
}
