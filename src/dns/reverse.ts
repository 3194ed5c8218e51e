import { clusterAddresses, type DnsWorld } from './dns-world';
import { sameAddress } from './ip-address';
import { endpointLabel, isPublished, serviceName } from './service-entry';

type Found = { readonly name: string; readonly hasHostname: boolean };

function endpointNames(address: string, world: DnsWorld): Found[] {
  const found: Found[] = [];
  for (const { metadata, endpoints } of world.endpointSlices) {
    const service = metadata.labels?.['kubernetes.io/service-name'];
    if (service === undefined) continue;
    for (const endpoint of endpoints.filter(isPublished)) {
      const own = endpoint.addresses.find((other) => sameAddress(other, address));
      if (own === undefined) continue;
      const label = endpointLabel(endpoint, own);
      const name = `${label}.${service}.${metadata.namespace}.svc.${world.clusterDomain}`;
      found.push({ name, hasHostname: (endpoint.hostname ?? '') !== '' });
    }
  }
  return found;
}

/**
 * The names of an address: of the Service whose cluster IP it is, else of the endpoints that it serves. An endpoint
 * with a hostname is the canonical one, so dashed names count only where there is no such endpoint.
 * @upstream coredns plugin/kubernetes/reverse.go serviceRecordForIP
 */
export function namesOfAddress(address: string, world: DnsWorld): string[] {
  const service = world.services.find((candidate) =>
    clusterAddresses(candidate).some((other) => sameAddress(other, address)),
  );
  if (service !== undefined) return [serviceName(service, world)];
  const found = endpointNames(address, world);
  const canonical = found.filter(({ hasHostname }) => hasHostname);
  return [...new Set((canonical.length > 0 ? canonical : found).map(({ name }) => name))];
}
