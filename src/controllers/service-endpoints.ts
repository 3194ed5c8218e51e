import { matchesSelector, selectorFromMap } from '../apimachinery/labels';
import type { KubeObject } from '../apimachinery/meta';
import type { Client } from '../client/client';
import type { Notice } from '../client/controller';
import { isPodReady, isPodTerminal, names as pods } from '../resources/core/pod';
import type { Pod } from '../resources/core/pod-types';
import { names as services } from '../resources/core/service';
import type { Service, ServicePort } from '../resources/core/service-types';

/** One pod behind a Service. */
export type Backend = {
  readonly pod: Pod;
  readonly ip: string;
  /** Takes traffic: ready and lasting, or any where the Service publishes addresses that are not ready. */
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  /** Set where the pod has a name of its own below the Service. */
  readonly hostname?: string;
};

/** The keys of a pod's neighbours: every Service of its namespace that selects. */
export async function servicesOf({ object }: Notice, client: Client): Promise<string[]> {
  const { items } = await client.list(services, { namespace: object.metadata.namespace });
  return items.filter(selectsPods).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
}

/** Whether a Service finds its endpoints by a selector. */
export function selectsPods({ spec }: Service): boolean {
  return spec.type !== 'ExternalName' && Object.keys(spec.selector ?? {}).length > 0;
}

/**
 * The pods behind a Service that have an address.
 * @upstream endpointslice util ShouldPodBeInEndpoints, pod hostname: pkg/api/v1/endpoints
 */
export async function backendsOf(client: Client, service: Service): Promise<Backend[]> {
  const { items } = await client.list(pods, { namespace: service.metadata.namespace });
  const selector = selectorFromMap(service.spec.selector ?? {});
  return items
    .filter((pod) => matchesSelector(selector, pod.metadata.labels) && !isPodTerminal(pod))
    .flatMap((pod) => backend(pod, service));
}

function backend(pod: Pod, { metadata, spec }: Service): Backend[] {
  const ip = pod.status.podIP;
  if (!ip) return [];
  const serving = isPodReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const ready = spec.publishNotReadyAddresses === true || (serving && !terminating);
  const hasName = Boolean(pod.spec.hostname) && pod.spec.subdomain === metadata.name;
  return [{ pod, ip, ready, serving, terminating, hostname: hasName ? pod.spec.hostname : undefined }];
}

/** The number of a Service port on a pod; undefined where the pod has no port of the wanted name. @upstream FindPort */
export function targetPortOn(pod: Pod, { targetPort, port, protocol }: ServicePort): number | undefined {
  if (typeof targetPort === 'number') return targetPort || port;
  if (targetPort === undefined || targetPort === '') return port;
  const ports = pod.spec.containers.flatMap((container) => container.ports ?? []);
  return ports.find(({ name, protocol: of }) => name === targetPort && (of ?? 'TCP') === (protocol ?? 'TCP'))
    ?.containerPort;
}

/** The reference from an endpoint to its pod. */
export function targetRef({ kind, metadata }: KubeObject): {
  kind: string;
  namespace?: string;
  name: string;
  uid?: string;
} {
  return { kind, namespace: metadata.namespace, name: metadata.name, uid: metadata.uid };
}
