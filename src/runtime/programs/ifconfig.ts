import { type PodInterface, podInterface } from '../network/interface';
import { complain, isBusybox, selfName } from './complaint';
import { fail, type ProgramIo, succeed } from './program';

function busyboxText({ address, netmask, broadcast, mac }: PodInterface): string {
  return `eth0      Link encap:Ethernet  HWaddr ${mac.toUpperCase()}  
          inet addr:${address}  Bcast:${broadcast}  Mask:${netmask}
          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1
          RX packets:0 errors:0 dropped:0 overruns:0 frame:0
          TX packets:0 errors:0 dropped:0 overruns:0 carrier:0
          collisions:0 txqueuelen:1000 
          RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)

`;
}

const busyboxLoopback = `lo        Link encap:Local Loopback  
          inet addr:127.0.0.1  Mask:255.0.0.0
          inet6 addr: ::1/128 Scope:Host
          UP LOOPBACK RUNNING  MTU:65536  Metric:1
          RX packets:0 errors:0 dropped:0 overruns:0 frame:0
          TX packets:0 errors:0 dropped:0 overruns:0 carrier:0
          collisions:0 txqueuelen:1000 
          RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)

`;

const counters = `        RX packets 0  bytes 0 (0.0 B)
        RX errors 0  dropped 0  overruns 0  frame 0
        TX packets 0  bytes 0 (0.0 B)
        TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0

`;

function netToolsText({ address, netmask, broadcast, mac }: PodInterface): string {
  return `eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500
        inet ${address}  netmask ${netmask}  broadcast ${broadcast}
        ether ${mac}  txqueuelen 1000  (Ethernet)
${counters}`;
}

const netToolsLoopback = `lo: flags=73<UP,LOOPBACK,RUNNING>  mtu 65536
        inet 127.0.0.1  netmask 255.0.0.0
        inet6 ::1  prefixlen 128  scopeid 0x10<host>
        loop  txqueuelen 1000  (Local Loopback)
${counters}`;

/** Shows the interfaces of the pod, as busybox's ifconfig or net-tools' does; a container may not change them. */
export function ifconfig(args: readonly string[], io: ProgramIo): number {
  const isOurs = isBusybox(io);
  const own = podInterface(io.world);
  const [name, ...changes] = args.filter((arg) => arg !== '-a' && arg !== '-v');
  const eth0 = own === undefined ? '' : (isOurs ? busyboxText : netToolsText)(own);
  const lo = isOurs ? busyboxLoopback : netToolsLoopback;
  const known: { readonly [device: string]: string } = { lo, ...(own === undefined ? {} : { eth0 }) };
  if (name === undefined) return succeed(io, eth0 + lo);
  if (!Object.hasOwn(known, name)) {
    const start = isOurs ? `${selfName(io)}: ` : '';
    return fail(io, `${start}${name}: error fetching interface information: Device not found`);
  }
  if (changes.length === 0) return succeed(io, known[name] ?? '');
  const refused = 'SIOCSIFFLAGS: Operation not permitted';
  return isOurs ? complain(io, refused) : fail(io, refused, 255);
}
