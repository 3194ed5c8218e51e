import { notFound } from '../../src/apimachinery/errors';
import type { Kind, KubeObject } from '../../src/apimachinery/meta';
import type { Client } from '../../src/client/client';
import type { DnsWorld } from '../../src/dns/dns-world';
import type { Container, Pod, PodSpec } from '../../src/resources/core/pod-types';
import { type ContainerWorld, containerWorld } from '../../src/runtime/container';
import { recordedWorld } from '../dns/fixture';

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

/** The world of a container of an image in the pod web-0. */
export function worldOf(
  image: string,
  dnsWorld: DnsWorld = recordedWorld,
  spec: Partial<PodSpec> = {},
): ContainerWorld {
  const pod = podOf({ image }, spec);
  const [container] = pod.spec.containers;
  if (container === undefined) throw new Error('no container');
  return containerWorld({ pod, container, now, dnsWorld, sources: { configMaps: new Map(), secrets: new Map() } });
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
