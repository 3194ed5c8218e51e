import { podInterface } from '../network/interface';
import { complain, isBusybox } from './complaint';
import { fail, type ProgramIo, succeed } from './program';

/** Shows the pod's routes, as busybox's route or net-tools' does; a container may not change them. */
export function route(args: readonly string[], io: ProgramIo): number {
  if (args.some((arg) => arg === 'add' || arg === 'del')) {
    const refused = 'SIOCADDRT: Operation not permitted';
    return isBusybox(io) ? complain(io, refused) : fail(io, refused, 7);
  }
  const own = podInterface(io.world);
  const isNumeric = args.some((arg) => /^-\w*n/.test(arg));
  const anywhere = isNumeric ? '0.0.0.0' : 'default';
  const direct = isNumeric || !isBusybox(io) ? '0.0.0.0' : '*';
  const row = (to: string, gateway: string, mask: string, flags: string): string =>
    `${to.padEnd(15)} ${gateway.padEnd(15)} ${mask.padEnd(15)} ${flags.padEnd(5)} 0      0        0 eth0\n`;
  const rows =
    own === undefined ? '' : row(anywhere, own.gateway, '0.0.0.0', 'UG') + row(own.network, direct, own.netmask, 'U');
  const head = 'Destination     Gateway         Genmask         Flags Metric Ref    Use Iface';
  return succeed(io, `Kernel IP routing table\n${head}\n${rows}`);
}
