import { invalid, invalidValue } from '../apimachinery/errors';
import type { Random } from '../apimachinery/random';
import { names as services, usesNodePorts } from '../resources/core/service';
import type { Service } from '../resources/core/service-types';

const FIRST = 30000;
const LAST = 32767;

/**
 * Gives a Service's ports their node ports, or checks the ones it asks for.
 * @param others the other Services
 * @throws StatusError Invalid where a port is taken or outside 30000-32767
 * @upstream pkg/registry/core/service/storage/alloc.go allocNodePorts
 */
export function allocateNodePorts(service: Service, others: readonly Service[], random: Random): void {
  if (!usesNodePorts(service)) return;
  const key = (protocol: string | undefined, port: number | undefined) => `${protocol}/${port}`;
  const taken = new Set(
    others.flatMap(({ spec }) => (spec.ports ?? []).map(({ protocol, nodePort }) => key(protocol, nodePort))),
  );
  for (const [index, port] of (service.spec.ports ?? []).entries()) {
    if (port.nodePort) checkNodePort(service, index, port.nodePort, taken.has(key(port.protocol, port.nodePort)));
    while (!port.nodePort || taken.has(key(port.protocol, port.nodePort))) {
      port.nodePort = FIRST + random.below(LAST - FIRST + 1);
    }
    taken.add(key(port.protocol, port.nodePort));
  }
}

function checkNodePort(service: Service, index: number, port: number, isTaken: boolean): void {
  const refuse = (detail: string) =>
    invalid(services, service.metadata.name, [invalidValue(`spec.ports[${index}].nodePort`, port, detail)]);
  if (port < FIRST || port > LAST) {
    throw refuse(`provided port is not in the valid range. The range of valid ports is ${FIRST}-${LAST}`);
  }
  if (isTaken) throw refuse('provided port is already allocated');
}
