import { badRequest } from '../apimachinery/errors';
import type { Client } from '../client/client';
import type { ContainerShell, Containers, LogOptions } from '../client/containers';
import { chooseLog, logText } from '../kubelet/container-log';
import { isContainerRunning as isRunning, names as podKind } from '../resources/core/pod';
import type { Pod } from '../resources/core/pod-types';
import type { ContainerWorld } from '../runtime/container';
import { imageFacts } from '../runtime/images/image';
import type { Store } from '../store/store';
import { recordExit } from './exits';
import { logOf } from './logs';

/** A shell whose name server knows what others did in the cluster since the last line. */
async function upToDate(
  store: Store,
  client: Client,
  world: ContainerWorld,
  create: (world: ContainerWorld) => ContainerShell,
): Promise<ContainerShell> {
  const { createAsk } = await import('../dns/ask');
  const { loadDnsWorld } = await import('../dns/dns-world');
  let { dns } = world;
  let { version } = store;
  const shell = create({ ...world, dns: (question, server) => dns(question, server) });
  return {
    get prompt() {
      return shell.prompt;
    },
    async run(line) {
      store.refresh();
      if (store.version !== version) {
        dns = createAsk(await loadDnsWorld(client));
        version = store.version;
      }
      return await shell.run(line);
    },
  };
}

/**
 * The running containers of a cluster, for exec, attach and run.
 * @param revisit has the node of the pod `namespace/name` look at it again
 */
export function createContainers(
  store: Store,
  client: Client,
  now: () => number,
  revisit: (key: string) => Promise<void>,
): Containers {
  async function worldOf(pod: Pod, container: string): Promise<ContainerWorld> {
    const { createContainerWorld } = await import('../runtime/container');
    return await createContainerWorld(client, pod, container, now());
  }

  return {
    async exec(pod, container, argv, stdin) {
      const { runCommand } = await import('../runtime/run-command');
      return await runCommand(await worldOf(pod, container), argv, stdin);
    },
    async shell(pod, container, argv) {
      const { shellKind } = await import('../runtime/run-command');
      const world = await worldOf(pod, container);
      const [command = ''] = argv;
      const kind = shellKind(world, command);
      if (kind === undefined || argv.length > 1) return undefined;
      const { createShell } = await import('../runtime/shell/shell');
      return await upToDate(store, client, world, (live) => createShell(live, kind, command));
    },
    defaultCommand({ image }) {
      const { shells } = imageFacts(image);
      return shells.bash === undefined ? ['sh'] : ['bash'];
    },
    async log(pod, container, options) {
      const choice = chooseLog(pod, container, options.previous ?? false);
      if ('problem' in choice) throw badRequest(choice.problem);
      return logText(logOf(store, pod, container, choice.attempt), options);
    },
    async *followLog(pod, container, options, signal) {
      const choice = chooseLog(pod, container, options.previous ?? false);
      if ('problem' in choice) throw badRequest(choice.problem);
      const read = (wanted: LogOptions): string => logText(logOf(store, pod, container, choice.attempt), wanted);
      yield read(options);
      const { timestamps } = options;
      let told = read({ timestamps }).length;
      if (!isRunning(pod, container)) return;
      const { name, namespace, resourceVersion } = pod.metadata;
      const selection = { namespace, fieldSelector: `metadata.name=${name}`, resourceVersion, signal };
      for await (const { type, object } of client.watch(podKind, selection)) {
        const log = read({ timestamps });
        yield log.slice(told);
        told = log.length;
        if (type === 'DELETED' || !isRunning(object, container)) return;
      }
    },
    async connect(pod, port) {
      const { serverOf } = await import('../runtime/servers/servers');
      const { containerStatuses = [], ephemeralContainerStatuses = [] } = pod.status;
      for (const { name, state } of [...containerStatuses, ...ephemeralContainerStatuses]) {
        const server = state?.running === undefined ? undefined : serverOf(await worldOf(pod, name), port);
        if (server !== undefined) return server;
      }
      return undefined;
    },
    async finish(pod, container, exitCode) {
      const fresh = await client.get(podKind, pod.metadata.name, pod.metadata.namespace);
      store.begin();
      recordExit(store, fresh, container, exitCode);
      await revisit(`${pod.metadata.namespace}/${pod.metadata.name}`);
    },
  };
}
