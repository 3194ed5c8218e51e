import { type Attempt, attemptConnection, failureReasons } from '../../network/attempt';
import { converse } from '../../network/converse';
import { findNamedService } from '../../network/services';
import { createBuffer } from '../../streams';
import { type Options, readOptions } from '../option';
import { fail, type ProgramIo } from '../program';

const grammar = { letters: '46CDdFhklNnrStUuvZzbI:i:M:m:O:P:p:q:s:T:V:W:w:X:x:' };

const usage = `usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]
	  [-m minttl] [-O length] [-P proxy_username] [-p source_port]
	  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]
	  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]
	  [destination] [port]
`;

const summary = `	Command Summary:
		-4		Use IPv4
		-6		Use IPv6
		-b		Allow broadcast
		-C		Send CRLF as line-ending
		-D		Enable the debug socket option
		-d		Detach from stdin
		-F		Pass socket fd
		-h		This help text
		-I length	TCP receive buffer length
		-i interval	Delay interval for lines sent, ports scanned
		-k		Keep inbound sockets open for multiple connects
		-l		Listen mode, for inbound connects
		-M ttl		Outgoing TTL / Hop Limit
		-m minttl	Minimum incoming TTL / Hop Limit
		-N		Shutdown the network socket after EOF on stdin
		-n		Suppress name/port resolutions
		-O length	TCP send buffer length
		-P proxyuser	Username for proxy authentication
		-p port		Specify local port for remote connects
		-q secs		quit after EOF on stdin and delay of secs
		-r		Randomize remote ports
		-S		Enable the TCP MD5 signature option
		-s sourceaddr	Local source address
		-T keyword	TOS value
		-t		Answer TELNET negotiation
		-U		Use UNIX domain socket
		-u		UDP mode
		-V rtable	Specify alternate routing table
		-v		Verbose
		-W recvlimit	Terminate after receiving a number of packets
		-w timeout	Timeout for connects and final net reads
		-X proto	Proxy protocol: "4", "5" (SOCKS) or "connect"
		-x addr[:port]	Specify proxy address and port
		-Z		DCCP mode
		-z		Zero-I/O mode [used for scanning]
	Port numbers can be individual or ranges: lo-hi [inclusive]
`;

/** How long a server that speaks HTTP keeps a connection open that nothing comes on. */
const KEEP_ALIVE = 75_000;

/** Reads `80`, `http` and `79-81`; a text says why it is none. */
function portsOf(text: string, protocol: string): readonly number[] | string {
  const [, first = text, last] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  const named = findNamedService(text, protocol);
  if (named !== undefined && !/^\d+$/.test(text)) return [named.port];
  const bounds = last === undefined ? [first] : [first, last];
  const invalid = bounds.find((bound) => !/^\d+$/.test(bound));
  if (invalid !== undefined) return `port number invalid: ${invalid}`;
  const large = bounds.find((bound) => Number(bound) > 65_535);
  if (large !== undefined) return `port number too large: ${large}`;
  const small = bounds.find((bound) => Number(bound) < 1);
  if (small !== undefined) return `port number too small: ${small}`;
  const [low, high] = [Math.min(...bounds.map(Number)), Math.max(...bounds.map(Number))];
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
}

async function listen(io: ProgramIo, { flags, values, operands }: Options): Promise<number> {
  const { world, stderr } = io;
  const named = values.get('p')?.at(-1);
  const text = named ?? operands.at(-1) ?? '';
  const ports = portsOf(text, 'tcp');
  if (typeof ports === 'string') return fail(io, `nc: ${ports}`);
  const [port = 0] = ports;
  if ('listener' in (await world.network.connect('127.0.0.1', port))) {
    return fail(io, 'nc: Address already in use');
  }
  const address = named === undefined && operands.length > 1 ? operands[0] : '0.0.0.0';
  if (flags.has('v')) stderr.write(`Listening on ${address} ${port}\n`);
  await world.clock.sleep();
  return 0;
}

/** One address and port that is tried. */
type Place = { readonly host: string; readonly address: string; readonly port: number };

function placeText({ host, address }: Place): string {
  return host === address ? host : `${host} (${address})`;
}

function report({ stderr }: ProgramIo, { flags }: Options, place: Place, attempt: Attempt): void {
  const protocol = flags.has('u') ? 'udp' : 'tcp';
  const { port } = place;
  if (!flags.has('v')) return;
  if (attempt.type === 'connected') {
    const service = flags.has('n') ? undefined : findNamedService(String(port), protocol);
    stderr.write(`Connection to ${placeText(place)} ${port} port [${protocol}/${service?.name ?? '*'}] succeeded!\n`);
    return;
  }
  const end =
    attempt.type === 'expired' ? 'timed out: Operation now in progress' : `failed: ${failureReasons[attempt.type]}`;
  if (protocol === 'tcp') stderr.write(`nc: connect to ${placeText(place)} port ${port} (tcp) ${end}\n`);
}

/** Talks on a connection; without `-N` it stays until the other end closes. */
async function talk(io: ProgramIo, { flags, values }: Options, place: Place, attempt: Attempt): Promise<void> {
  if (attempt.type !== 'connected') return;
  const { connected } = attempt;
  const end = await converse(io.world, connected, place.address, io.stdin, io.stdout);
  if (end === 'closed' || flags.has('N') || values.has('q')) return;
  const wait = values.get('w')?.at(-1);
  const kept = connected.listener.http === undefined ? undefined : KEEP_ALIVE;
  await io.world.clock.sleep(wait === undefined ? kept : Number(wait) * 1000);
}

async function connectAll(io: ProgramIo, options: Options, host: string, ports: readonly number[]): Promise<number> {
  const { flags, values } = options;
  const wait = values.get('w')?.at(-1);
  const limit = wait === undefined ? undefined : Number(wait) * 1000;
  const isLiteral = /^[\d.]+$/.test(host) || host.includes(':');
  const addresses = flags.has('n') && !isLiteral ? [] : io.world.network.resolve(host);
  if (addresses.length === 0) {
    return fail(io, `nc: getaddrinfo for host "${host}" port ${ports[0]}: Name or service not known`);
  }
  let exitCode = 1;
  for (const port of ports) {
    for (const address of addresses) {
      const place = { host, address, port };
      const attempt = await attemptConnection(io.world, address, port, limit, flags.has('u') ? 'UDP' : 'TCP');
      report(io, options, place, attempt);
      if (attempt.type !== 'connected') continue;
      exitCode = 0;
      if (!flags.has('z')) await talk(io, options, place, attempt);
      break;
    }
    if (exitCode === 0 && !flags.has('z')) break;
  }
  return exitCode;
}

/** OpenBSD's netcat, as Debian packages it (1.219). */
export async function openbsdNc(args: readonly string[], io: ProgramIo): Promise<number> {
  const complaints = createBuffer();
  const options = readOptions(args, { ...io, name: 'nc', stderr: complaints }, grammar);
  if (typeof options === 'number') {
    io.stderr.write(`${complaints.text().split('\n')[0]}\n${usage}`);
    return 1;
  }
  const { flags, values, operands } = options;
  if (flags.has('h')) {
    io.stderr.write(`OpenBSD netcat (Debian patchlevel 1.219-1)\n${usage}${summary}`);
    return 0;
  }
  const wait = values.get('w')?.at(-1);
  if (wait !== undefined && !/^\d+$/.test(wait)) return fail(io, `nc: timeout invalid: ${wait}`);
  if (flags.has('l')) return await listen(io, options);
  const [host, port] = operands;
  if (host === undefined) {
    io.stderr.write(usage);
    return 1;
  }
  if (port === undefined) return fail(io, 'nc: missing port number');
  const ports = portsOf(port, flags.has('u') ? 'udp' : 'tcp');
  if (typeof ports === 'string') return fail(io, `nc: ${ports}`);
  return await connectAll(io, options, host, ports);
}
