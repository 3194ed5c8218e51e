import { invalid, invalidValue } from '../apimachinery/errors';
import { addressAt, indexOf, parseCidr } from '../apimachinery/ip';
import type { Random } from '../apimachinery/random';
import { names as services } from '../resources/core/service';
import type { Service } from '../resources/core/service-types';

/**
 * Gives a Service its cluster IP, or checks the one it asks for.
 * @param others the Services that hold addresses already
 * @param range the range of cluster IPs: `10.96.0.0/12`
 * @throws StatusError Invalid where the address is taken or outside the range
 * @upstream pkg/registry/core/service/storage/alloc.go
 */
export function allocateClusterIP(service: Service, others: readonly Service[], range: string, random: Random): void {
  const { spec } = service;
  if (spec.type === 'ExternalName') return;
  if (spec.clusterIP !== 'None') {
    const taken = new Set(others.map((other) => other.spec.clusterIP));
    spec.clusterIP = spec.clusterIP ? checked(service, taken, range) : unused(taken, range, random);
  }
  spec.clusterIPs = [spec.clusterIP];
  spec.ipFamilies ??= ['IPv4'];
  spec.ipFamilyPolicy ??= 'SingleStack';
}

function checked(service: Service, taken: ReadonlySet<string | undefined>, range: string): string {
  const ip = service.spec.clusterIP ?? '';
  const refuse = (detail: string) =>
    invalid(services, service.metadata.name, [
      { ...invalidValue('spec.clusterIPs', ip, detail), valueText: `[]string{${JSON.stringify(ip)}}` },
    ]);
  if (indexOf(parseCidr(range), ip) === undefined) {
    throw refuse(
      `failed to allocate IP ${ip}: the provided IP (${ip}) is not in the valid range. The range of valid IPs is ${range}`,
    );
  }
  if (taken.has(ip)) throw refuse(`failed to allocate IP ${ip}: provided IP is already allocated`);
  return ip;
}

/** Random addresses come from the upper part of the range. @upstream ipallocator calculateRangeOffset */
function unused(taken: ReadonlySet<string | undefined>, range: string, random: Random): string {
  const cidr = parseCidr(range);
  const reserved = Math.min(Math.max(16, Math.floor(cidr.size / 16)), 256);
  for (;;) {
    const ip = addressAt(cidr, reserved + random.below(cidr.size - reserved - 1));
    if (!taken.has(ip)) return ip;
  }
}
