import type { Endpoint, EndpointSlice } from '../../resources/discovery/endpointslice';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { writeLabelsAndAnnotations, writeName } from './metadata';
import { type Writer, writeText } from './writer';

const unset = '<unset>';

function writePorts(w: Writer, { ports }: EndpointSlice): void {
  if (!ports?.length) {
    w.line(0, `Ports: ${unset}`);
    return;
  }
  w.line(0, 'Ports:');
  w.line(1, 'Name', 'Port', 'Protocol');
  w.line(1, '----', '----', '--------');
  for (const { name, port, protocol } of ports) w.line(1, name || unset, String(port ?? unset), protocol ?? '');
}

function writeEndpoint(w: Writer, { addresses, conditions, hostname, targetRef, nodeName, zone }: Endpoint): void {
  w.line(1, '- Addresses:', addresses.join(', ') || '<none>');
  w.line(2, 'Conditions:');
  w.line(3, 'Ready:', String(conditions?.ready ?? unset));
  w.line(2, 'Hostname:', hostname ?? unset);
  if (targetRef) w.line(2, 'TargetRef:', `${targetRef.kind ?? ''}/${targetRef.name ?? ''}`);
  w.line(2, 'NodeName:', nodeName ?? unset);
  w.line(2, 'Zone:', zone ?? unset);
}

/** Describes an EndpointSlice. @upstream describe.go describeEndpointSliceV1 */
export function describeEndpointSlice(slice: EndpointSlice, context: DescribeContext): Promise<string> {
  const endpoints = slice.endpoints ?? [];
  return writeText(async (w) => {
    writeName(w, slice);
    writeLabelsAndAnnotations(w, slice);
    w.line(0, 'AddressType:', slice.addressType);
    writePorts(w, slice);
    w.line(0, endpoints.length === 0 ? 'Endpoints: <none>' : 'Endpoints:');
    for (const endpoint of endpoints) writeEndpoint(w, endpoint);
    await writeEventsAbout(w, slice, context);
  });
}
