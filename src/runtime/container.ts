import { signToken } from '../apimachinery/json-web-token';
import { parseTime } from '../apimachinery/time';
import type { Client } from '../client/client';
import { find } from '../client/find';
import { type Ask, createAsk } from '../dns/ask';
import { type DnsWorld, dnsAddress, loadDnsWorld } from '../dns/dns-world';
import { podHostname } from '../dns/hostname';
import { podResolvConf } from '../dns/resolv-conf';
import { type Node, names as nodeKind } from '../resources/core/node';
import { containerOf, containerStatusOf } from '../resources/core/pod';
import type { Container, Pod } from '../resources/core/pod-types';
import { loadClaims } from './claims';
import { type ConfigSources, loadConfigSources } from './config-source';
import { containerUser } from './container-user';
import type { ContainerClock, ContainerWorld } from './container-world';
import { containerEnvironment } from './environment';
import { FileSystem } from './files/file-system';
import { containerMounts } from './files/mounts';
import { systemFiles } from './files/system-files';
import type { ImageFacts } from './images/facts';
import { imageFacts } from './images/image';
import type { Network } from './network/network';
import type { ProcessInfo } from './process/process-info';
import { serviceEnvironment } from './service-environment';
import type { Output } from './streams';
import type { ClaimVolume, VolumeStore } from './volumes';

/** What of a container's world comes from the objects, as plain data. */
export type ContainerFacts = {
  readonly pod: Pod;
  readonly container: Container;
  readonly node: Node | undefined;
  readonly dnsWorld: DnsWorld;
  readonly sources: ConfigSources;
  readonly claims: ReadonlyMap<string, ClaimVolume>;
  /** The service account's token. */
  readonly token: string;
};

/** What a container's world is handed. */
export type ContainerHost = {
  readonly clock: ContainerClock;
  readonly volumes: VolumeStore;
  readonly network: Network;
  readonly processes: () => readonly ProcessInfo[];
  readonly log: (text: string | Uint8Array) => void;
  readonly serve: (
    name: string,
    argv: readonly string[],
    output: Output,
    world: ContainerWorld,
  ) => Promise<number | undefined>;
  /** The variables as they were when the container started; without it as they are. */
  readonly env?: ReadonlyMap<string, string>;
};

function currentEnvironment(facts: ContainerFacts, hostname: string, image: ImageFacts): Map<string, string> {
  const { pod, container, dnsWorld, sources } = facts;
  const links = pod.spec.enableServiceLinks !== false;
  const services = serviceEnvironment(dnsWorld.services, pod.metadata.namespace ?? 'default', links);
  const variables = containerEnvironment(pod, container, sources, services);
  const own = new Map([...Object.entries(image.env), ['HOSTNAME', hostname] as const]);
  return new Map([...own, ...variables, ['HOME', variables.get('HOME') ?? homeOf(facts, image)]]);
}

function homeOf({ pod, container }: ContainerFacts, image: ImageFacts): string {
  const { uid } = containerUser(pod, container, image);
  if (uid === 0) return '/root';
  return image.users?.find(([, other]) => other === uid)?.[3] ?? '/';
}

/**
 * Builds a container's world.
 * @param facts what the objects say by now: volumes of ConfigMaps and Secrets follow them
 */
export function containerWorld(facts: () => ContainerFacts, host: ContainerHost): ContainerWorld {
  const { pod, container, node, dnsWorld } = facts();
  const { clusterDomain } = dnsWorld;
  const hostname = podHostname(pod, clusterDomain);
  const resolvConf = podResolvConf(pod, { clusterDomain, dnsAddress: dnsAddress(dnsWorld) });
  const image = imageFacts(container.image);
  const env = host.env ?? currentEnvironment(facts(), hostname.hostname, image);
  const user = containerUser(pod, container, image);
  const status = containerStatusOf(pod, container.name);
  const since = parseTime(pod.status.startTime ?? pod.metadata.creationTimestamp) || host.clock.now();
  const system = systemFiles({ pod, image, clusterDomain, hostname: hostname.hostname, resolvConf });
  const mounts = containerMounts({
    pod,
    container,
    restarts: status?.restartCount ?? 0,
    store: host.volumes,
    config: () => ({ pod: facts().pod, sources: facts().sources, token: facts().token, since }),
    claims: () => facts().claims,
    systemFiles: () => system,
    env,
    groups: user.groups,
  });
  const world: ContainerWorld = {
    pod,
    container,
    node,
    clock: host.clock,
    hostname,
    dns: followingAsk(() => facts().dnsWorld, host.clock),
    resolvConf,
    env,
    files: new FileSystem(mounts, host.volumes.blobs, host.clock.now, user),
    user,
    image,
    network: host.network,
    processes: host.processes,
    log: host.log,
    serve: (name, argv, output) => host.serve(name, argv, output, world),
  };
  return world;
}

/** Asks the name server as it is by now. */
function followingAsk(dnsWorld: () => DnsWorld, clock: ContainerClock): Ask {
  let known = dnsWorld();
  let ask = createAsk(known, Math.floor(clock.now() / 1000));
  return (question, server) => {
    const current = dnsWorld();
    if (current !== known) ask = createAsk(current, Math.floor(clock.now() / 1000));
    known = current;
    return ask(question, server);
  };
}

/**
 * Gathers what a container's world is built from, through the door.
 * @param now milliseconds since 1970
 * @throws Error where the pod has no container of that name
 */
export async function loadContainerFacts(
  client: Client,
  pod: Pod,
  containerName: string,
  now: number,
): Promise<ContainerFacts> {
  const container = containerOf(pod, containerName);
  if (container === undefined) throw new Error(`container ${containerName} not found in pod ${pod.metadata.name}`);
  const needsToken = container.volumeMounts?.some(({ name }) => hasToken(pod, name)) ?? false;
  return {
    pod,
    container,
    node: pod.spec.nodeName ? await find(client, nodeKind, pod.spec.nodeName) : undefined,
    dnsWorld: await loadDnsWorld(client),
    sources: await loadConfigSources(client, pod, container),
    claims: await loadClaims(client, pod),
    token: needsToken ? await tokenOf(pod, now) : '',
  };
}

function hasToken({ spec }: Pod, volume: string): boolean {
  const sources = spec.volumes?.find(({ name }) => name === volume)?.projected?.sources;
  return sources?.some(({ serviceAccountToken }) => serviceAccountToken !== undefined) ?? false;
}

/** @upstream pkg/kubelet/token */
async function tokenOf({ metadata, spec }: Pod, now: number): Promise<string> {
  const { namespace = '', name, uid = '' } = metadata;
  const issued = Math.floor(now / 1000);
  const issuer = 'https://kubernetes.default.svc.cluster.local';
  const account = spec.serviceAccountName ?? 'default';
  const claims = {
    aud: [issuer],
    exp: issued + 3607,
    iat: issued,
    iss: issuer,
    'kubernetes.io': { namespace, pod: { name, uid }, serviceaccount: { name: account } },
    nbf: issued,
    sub: `system:serviceaccount:${namespace}:${account}`,
  };
  return await signToken(claims, uid);
}
