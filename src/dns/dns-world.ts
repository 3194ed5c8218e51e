import type { Client } from '../client/client';
import { names as namespaceKind } from '../resources/core/namespace';
import { names as serviceKind } from '../resources/core/service';
import type { Service } from '../resources/core/service-types';
import { type EndpointSlice, names as endpointSliceKind } from '../resources/discovery/endpointslice';

/** All that the cluster's name server knows, as plain data. */
export type DnsWorld = {
  readonly services: readonly Service[];
  readonly endpointSlices: readonly EndpointSlice[];
  /** Names of the namespaces. */
  readonly namespaces: readonly string[];
  readonly clusterDomain: string;
  /** The Service that the name server itself is reached by. */
  readonly dnsService?: { readonly namespace: string; readonly name: string };
  /** The zone's serial number. */
  readonly serial: number;
  /** Addresses of names outside the zone; nothing else outside exists, and nothing real is ever asked. */
  readonly external?: { readonly [name: string]: readonly string[] };
};

/** The address that kubeadm gives the cluster's name server. */
export const defaultDnsAddress = '10.96.0.10';

const dnsServiceKey = { namespace: 'kube-system', name: 'kube-dns' };

/** The names that RFC 2606 keeps for examples: all that exists outside the cluster. */
const exampleNames: NonNullable<DnsWorld['external']> = {
  'example.com': ['93.184.216.34'],
  'example.net': ['93.184.216.34'],
  'example.org': ['93.184.216.34'],
};

/** Reads what the name server knows through the door; namespaces are known by their objects. */
export async function loadDnsWorld(client: Client, external = exampleNames): Promise<DnsWorld> {
  const [services, endpointSlices, namespaces] = await Promise.all([
    client.list(serviceKind),
    client.list(endpointSliceKind),
    client.list(namespaceKind),
  ]);
  return {
    services: services.items,
    // A server writes an empty list as null.
    endpointSlices: endpointSlices.items.map((slice) => ({ ...slice, endpoints: slice.endpoints ?? [] })),
    namespaces: namespaces.items.map((namespace) => namespace.metadata.name),
    clusterDomain: 'cluster.local',
    dnsService: dnsServiceKey,
    serial: Number(services.resourceVersion) || 0,
    external,
  };
}

/** The Service of that name, or undefined; names are compared as DNS does, without regard to case. */
export function findService(world: DnsWorld, namespace: string, name: string): Service | undefined {
  const wanted = `${namespace}/${name}`.toLowerCase();
  return world.services.find(({ metadata }) => `${metadata.namespace}/${metadata.name}`.toLowerCase() === wanted);
}

/** The slices that hold a Service's endpoints. */
export function slicesOf(world: DnsWorld, service: Service): EndpointSlice[] {
  const { name, namespace } = service.metadata;
  return world.endpointSlices.filter(
    ({ metadata }) => metadata.namespace === namespace && metadata.labels?.['kubernetes.io/service-name'] === name,
  );
}

/** A Service's own addresses; none for a headless Service and for an ExternalName. */
export function clusterAddresses(service: Service): string[] {
  const { clusterIP, clusterIPs, type } = service.spec;
  if (type === 'ExternalName') return [];
  const addresses = clusterIPs ?? (clusterIP === undefined ? [] : [clusterIP]);
  return addresses.filter((address) => address !== '' && address !== 'None');
}

/** Whether the Service has no address of its own on purpose. */
export function isHeadless(service: Service): boolean {
  return service.spec.clusterIP === 'None';
}

/** The address of the cluster's name server. */
export function dnsAddress(world: DnsWorld): string {
  const service = world.dnsService && findService(world, world.dnsService.namespace, world.dnsService.name);
  return (service && clusterAddresses(service)[0]) ?? defaultDnsAddress;
}
