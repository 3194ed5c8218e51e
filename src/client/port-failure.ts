import type { Pod } from '../resources/core/pod-types';

/** Why a connection to a port of a pod cannot be made, in the words of the container runtime. */
export function portFailure({ metadata: { uid } }: Pod, port: number): string {
  return `error forwarding port ${port} to pod ${uid}, uid : failed to execute portforward in network namespace "/var/run/netns/cni-${uid}": failed to connect to localhost:${port} inside namespace "${uid}", IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6: address localhost: no suitable address`;
}
