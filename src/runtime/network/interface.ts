import { addressAt, indexOf, parseCidr } from '../../apimachinery/ip';
import type { ContainerWorld } from '../container-world';

/** A pod's own end of the network: eth0. Beside it there is only lo. */
export type PodInterface = {
  readonly address: string;
  readonly prefix: number;
  readonly network: string;
  readonly netmask: string;
  readonly broadcast: string;
  readonly gateway: string;
  readonly mac: string;
  readonly gatewayMac: string;
};

/** A hardware address made from an IPv4 address, as Docker makes it. */
function macOf(address: string): string {
  const bytes = address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
  return ['02', '42', ...bytes].join(':');
}

/** The range that a pod's address comes from: its node's, else what Docker and kubeadm use. */
function rangeOf({ node }: ContainerWorld, address: string): string {
  const own = node?.spec.podCIDR;
  const isOwn = typeof own === 'string' && indexOf(parseCidr(own), address) !== undefined;
  if (isOwn) return own;
  return `${address}/${address.startsWith('172.') ? 16 : 24}`;
}

/** The interface of a container's pod; undefined as long as it has no address. */
export function podInterface(world: ContainerWorld): PodInterface | undefined {
  const address = world.pod.status.podIP;
  if (address === undefined || address === '' || address.includes(':')) return undefined;
  const range = rangeOf(world, address);
  const prefix = Number(range.split('/')[1] ?? 24);
  const cidr = parseCidr(range);
  const gateway = addressAt(cidr, 1);
  return {
    address,
    prefix,
    network: addressAt(cidr, 0),
    netmask: addressAt({ first: 2 ** 32 - cidr.size, size: cidr.size }, 0),
    broadcast: addressAt(cidr, cidr.size - 1),
    gateway,
    mac: macOf(address),
    gatewayMac: macOf(gateway),
  };
}
