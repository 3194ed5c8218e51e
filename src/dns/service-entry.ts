import type { Service } from '../resources/core/service-types';
import type { Endpoint } from '../resources/discovery/endpointslice';
import { clusterAddresses, type DnsWorld, isHeadless, slicesOf } from './dns-world';
import { dashedAddress } from './ip-address';
import type { ServiceQuery } from './query-name';

/** One address and port behind a Service's name. */
export type ServiceEntry = {
  /** The absolute name of this address: the Service's, or the endpoint's. */
  readonly name: string;
  readonly address: string;
  /** Undefined where the Service declares no ports: such an entry has no SRV record. */
  readonly port?: number;
};

type Port = { readonly name?: string; readonly protocol?: string; readonly port?: number };

/** `SVC.NS.svc.cluster.local` */
export function serviceName(service: Service, world: DnsWorld): string {
  return `${service.metadata.name}.${service.metadata.namespace}.svc.${world.clusterDomain}`;
}

/** The label of an endpoint below its Service: its hostname, else its address with dashes. */
export function endpointLabel(endpoint: Endpoint, address: string): string {
  return endpoint.hostname !== undefined && endpoint.hostname !== '' ? endpoint.hostname : dashedAddress(address);
}

/** Whether DNS publishes an endpoint; publishNotReadyAddresses shows in the slices as ready. */
export function isPublished(endpoint: Endpoint): boolean {
  return endpoint.conditions?.ready !== false;
}

function matchesPort(query: ServiceQuery, port: Port): boolean {
  const { port: name, protocol } = query;
  if (name === undefined || protocol === undefined) return true;
  return name === (port.name ?? '').toLowerCase() && name !== '' && protocol === (port.protocol ?? 'TCP').toLowerCase();
}

function endpointEntries(query: ServiceQuery, service: Service, world: DnsWorld): ServiceEntry[] {
  const entries: ServiceEntry[] = [];
  for (const { endpoints, ports } of slicesOf(world, service)) {
    // A Service without ports still has endpoints with names and addresses.
    const declared: readonly Port[] = ports === undefined || ports === null || ports.length === 0 ? [{}] : ports;
    const matching = declared.filter((port) => matchesPort(query, port));
    for (const endpoint of endpoints.filter(isPublished)) {
      for (const address of endpoint.addresses) {
        const label = endpointLabel(endpoint, address);
        if (query.endpoint !== undefined && query.endpoint !== label.toLowerCase()) continue;
        const name = `${label}.${serviceName(service, world)}`;
        entries.push(...matching.map(({ port }) => ({ name, address, port })));
      }
    }
  }
  return entries;
}

function clusterEntries(query: ServiceQuery, service: Service, world: DnsWorld): ServiceEntry[] {
  const name = serviceName(service, world);
  const ports = (service.spec.ports ?? []).filter((port) => matchesPort(query, port));
  return ports.flatMap(({ port }) => clusterAddresses(service).map((address) => ({ name, address, port })));
}

/**
 * The addresses and ports that a name stands for; none: the name does not exist.
 * @upstream coredns plugin/kubernetes/kubernetes.go findServices
 */
export function serviceEntries(query: ServiceQuery, service: Service, world: DnsWorld): ServiceEntry[] {
  const isEndpointQuery = isHeadless(service) || query.endpoint !== undefined;
  return isEndpointQuery ? endpointEntries(query, service, world) : clusterEntries(query, service, world);
}
