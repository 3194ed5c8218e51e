import type { EndpointSlice } from '../../resources/discovery/endpointslice';

const MAX = 3;

function hostPort(host: string, port: number | undefined): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port ?? 0}`;
}

/** All endpoints of a slice behind a port, as they would be shown; those that are not ready as undefined. */
function endpointsOf({ ports, endpoints }: EndpointSlice, portName: string): (string | undefined)[] {
  const address = (endpoint: EndpointSlice['endpoints'][number]) =>
    endpoint.conditions?.ready === false ? undefined : (endpoint.addresses[0] ?? '');
  const addresses = (endpoints ?? []).map(address);
  // Headless services may have no ports at all.
  if (!ports?.length) return addresses;
  return ports
    .filter(({ name = '' }) => name === portName)
    .flatMap(({ port }) => addresses.map((host) => (host === undefined ? undefined : hostPort(host, port))));
}

/**
 * The first three endpoints that are ready behind a service's port: `10.0.0.1:80,10.0.0.2:80 + 4 more...`.
 * Like upstream, an unready one after the third already brings the `+ 0 more...`.
 * @upstream describe.go formatEndpointSlices
 */
export function serviceEndpoints(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const shown: string[] = [];
  let ready = 0;
  let more = false;
  for (const text of slices.flatMap((slice) => endpointsOf(slice, portName))) {
    if (shown.length === MAX) more = true;
    if (text === undefined) continue;
    if (!more) shown.push(text);
    ready += 1;
  }
  return more ? `${shown.join(',')} + ${ready - MAX} more...` : shown.join(',');
}
