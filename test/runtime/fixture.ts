import { notFound } from '../../src/apimachinery/errors';
import type { Kind, KubeObject } from '../../src/apimachinery/meta';
import type { Client } from '../../src/client/client';
import type { DnsWorld } from '../../src/dns/dns-world';
import type { Container, Pod, PodSpec } from '../../src/resources/core/pod-types';
import {
  type ContainerFacts,
  type ContainerHost,
  containerWorld,
  loadContainerFacts,
} from '../../src/runtime/container';
import type { ContainerWorld } from '../../src/runtime/container-world';
import type { Network } from '../../src/runtime/network/network';
import { recordedWorld } from '../dns/fixture';
import { memoryVolumes } from './memory-volumes';

/** 2023-11-14 22:13:20 UTC */
export const now = 1_700_000_000_000;

export function podOf(container: Partial<Container>, spec: Partial<PodSpec> = {}, name = 'web-0'): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', uid: 'uid-1', labels: { app: 'nginx' } },
    spec: {
      hostname: name,
      subdomain: 'nginx',
      nodeName: 'node-1',
      ...spec,
      containers: [{ name: 'c', image: 'nginx:1.27.1', ...container }],
    },
    status: { phase: 'Running', podIP: '10.244.0.5', podIPs: [{ ip: '10.244.0.5' }], hostIP: '192.168.49.2' },
  };
}

/** Nobody listens anywhere, and no name resolves. */
export const noNetwork: Network = {
  resolve: () => [],
  connect: async () => ({ failure: 'refused' }),
  answersPing: async () => false,
};

/** A host whose time stands still and whose sleeps end at once. */
export function hostOf(host: Partial<ContainerHost> = {}): ContainerHost {
  return {
    clock: { now: () => now, sleep: async () => {} },
    volumes: memoryVolumes(),
    network: noNetwork,
    processes: () => [],
    log: () => {},
    serve: async () => undefined,
    ...host,
  };
}

/** The world of a container of an image in the pod web-0. */
export function worldOf(
  image: string,
  dnsWorld: DnsWorld = recordedWorld,
  spec: Partial<PodSpec> = {},
  host: Partial<ContainerHost> = {},
  container: Partial<Container> = {},
): ContainerWorld {
  const pod = podOf({ image, ...container }, spec);
  const [own] = pod.spec.containers;
  if (own === undefined) throw new Error('no container');
  const sources = { configMaps: new Map(), secrets: new Map() };
  const facts: ContainerFacts = {
    pod,
    container: own,
    node: undefined,
    dnsWorld,
    sources,
    claims: new Map(),
    token: '',
  };
  return containerWorld(() => facts, hostOf(host));
}

/** The world of a container as the objects of a cluster make it. */
export async function loadWorld(
  client: Client,
  pod: Pod,
  container = 'c',
  host: Partial<ContainerHost> = {},
): Promise<ContainerWorld> {
  const facts = await loadContainerFacts(client, pod, container, now);
  return containerWorld(() => facts, hostOf(host));
}

function unexpected(): never {
  throw new Error('reads only');
}

/** A door to a fixed set of objects. */
export function clientOf(objects: readonly KubeObject[]): Client {
  const ofKind = <T extends KubeObject>(kind: Kind<T>): T[] => {
    const isOfKind = (object: KubeObject): object is T => object.kind === kind.kind;
    return objects.filter(isOfKind);
  };
  return {
    get: async (kind, name, namespace) => {
      const found = ofKind(kind).find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
      if (found === undefined) throw notFound(kind, name);
      return found;
    },
    list: async (kind) => ({ resourceVersion: '7', items: ofKind(kind) }),
    watch: unexpected,
    create: unexpected,
    update: unexpected,
    patch: unexpected,
    delete: unexpected,
    kinds: async () => [],
  };
}
