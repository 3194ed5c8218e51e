import type { EndpointAddress, EndpointSubset, Endpoints } from '../../resources/core/endpoints';
import type { DescribeContext } from './context';
import { writeEventsAbout } from './events';
import { writeLabelsAndAnnotations, writeName } from './metadata';
import { type Writer, writeText } from './writer';

function addressesText(addresses: readonly EndpointAddress[] | undefined): string {
  return addresses?.map(({ ip }) => ip).join(',') || '<none>';
}

function writeSubset(w: Writer, { addresses, notReadyAddresses, ports }: EndpointSubset): void {
  w.line(1, 'Addresses:', addressesText(addresses));
  w.line(1, 'NotReadyAddresses:', addressesText(notReadyAddresses));
  if (ports?.length) {
    w.line(1, 'Ports:');
    w.line(2, 'Name', 'Port', 'Protocol');
    w.line(2, '----', '----', '--------');
    for (const { name, port, protocol } of ports) w.line(2, name || '<unset>', String(port), protocol ?? '');
  }
  w.line(0, '');
}

/** Describes Endpoints. @upstream describe.go describeEndpoints */
export function describeEndpoints(endpoints: Endpoints, context: DescribeContext): Promise<string> {
  return writeText(async (w) => {
    writeName(w, endpoints);
    writeLabelsAndAnnotations(w, endpoints);
    w.line(0, 'Subsets:');
    for (const subset of endpoints.subsets ?? []) writeSubset(w, subset);
    await writeEventsAbout(w, endpoints, context);
  });
}
