import type { Client } from '../client/client';
import { type Ask, createAsk } from '../dns/ask';
import { type DnsWorld, dnsAddress, loadDnsWorld } from '../dns/dns-world';
import { type HostnameFacts, podHostname } from '../dns/hostname';
import { hostsFileText } from '../dns/hosts-file';
import { podResolvConf, type ResolvConf, resolvConfText } from '../dns/resolv-conf';
import { containerOf } from '../resources/core/pod';
import type { Container, Pod } from '../resources/core/pod-types';
import { loadConfigSources } from './config-source';
import { type ConfigSources, containerEnvironment } from './environment';
import type { ImageFacts } from './images/facts';
import { imageFacts } from './images/image';
import { serviceEnvironment } from './service-environment';
import { volumeFiles } from './volume-file';

/** All that a program inside a container can see. */
export type ContainerWorld = {
  readonly pod: Pod;
  readonly container: Container;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly hostname: HostnameFacts;
  readonly dns: Ask;
  readonly resolvConf: ResolvConf;
  /** The variables that a process starts with, in the order in which `env` prints them. */
  readonly env: ReadonlyMap<string, string>;
  /** The text of the file at an absolute path; undefined where there is none. */
  readonly files: (path: string) => string | undefined;
  readonly image: ImageFacts;
};

/** What the world is built from, as plain data. */
export type ContainerFacts = {
  readonly pod: Pod;
  readonly container: Container;
  readonly now: number;
  readonly dnsWorld: DnsWorld;
  readonly sources: ConfigSources;
};

function environmentOf(facts: ContainerFacts, hostname: string, image: ImageFacts): Map<string, string> {
  const { pod, container, dnsWorld, sources } = facts;
  const links = pod.spec.enableServiceLinks !== false;
  const services = serviceEnvironment(dnsWorld.services, pod.metadata.namespace ?? 'default', links);
  const variables = containerEnvironment(pod, container, sources, services);
  const own = new Map([...Object.entries(image.env), ['HOSTNAME', hostname] as const]);
  return new Map([...own, ...variables, ['HOME', variables.get('HOME') ?? '/root']]);
}

/** Builds a container's world from plain data. */
export function containerWorld(facts: ContainerFacts): ContainerWorld {
  const { pod, container, now, dnsWorld, sources } = facts;
  const { clusterDomain } = dnsWorld;
  const hostname = podHostname(pod, clusterDomain);
  const resolvConf = podResolvConf(pod, { clusterDomain, dnsAddress: dnsAddress(dnsWorld) });
  const image = imageFacts(container.image);
  const files = new Map([
    ['/etc/hostname', `${hostname.hostname}\n`],
    ['/etc/hosts', hostsFileText(pod, clusterDomain)],
    ['/etc/resolv.conf', resolvConfText(resolvConf)],
    ['/dev/null', ''],
    ...volumeFiles(pod, container, sources),
  ]);
  return {
    pod,
    container,
    now,
    hostname,
    dns: createAsk(dnsWorld, Math.floor(now / 1000)),
    resolvConf,
    env: environmentOf(facts, hostname.hostname, image),
    files: (path) => files.get(path),
    image,
  };
}

/**
 * Gathers the world of one of a pod's containers through the door.
 * @param now milliseconds since 1970
 * @throws Error where the pod has no container of that name
 */
export async function createContainerWorld(
  client: Client,
  pod: Pod,
  containerName: string,
  now: number,
): Promise<ContainerWorld> {
  const container = containerOf(pod, containerName);
  if (container === undefined) {
    throw new Error(`container ${containerName} not found in pod ${pod.metadata.name}`);
  }
  const sources = await loadConfigSources(client, pod, container);
  return containerWorld({ pod, container, now, dnsWorld: await loadDnsWorld(client), sources });
}
