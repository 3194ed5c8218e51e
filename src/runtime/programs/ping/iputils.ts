import { createBuffer } from '../../streams';
import { hostEntry, hostName } from '../host-names';
import { type Options, readOptions } from '../option';
import { fail, type ProgramIo } from '../program';
import { loss, type PingResult, type PingSettings, runPing } from './run';

const grammar = { letters: '46aABbCDdfhLnOqRrUvVc:e:F:I:i:l:m:M:N:p:Q:S:s:t:T:w:W:' };

const usage = `
Usage
  ping [options] <destination>

Options:
  <destination>      dns name or ip address
  -a                 use audible ping
  -A                 use adaptive ping
  -B                 sticky source address
  -c <count>         stop after <count> replies
  -C                 call connect() syscall on socket creation
  -D                 print timestamps
  -d                 use SO_DEBUG socket option
  -e <identifier>    define identifier for ping session, default is random for
                     SOCK_RAW and kernel defined for SOCK_DGRAM
                     Imply using SOCK_RAW (for IPv4 only for identifier 0)
  -f                 flood ping
  -h                 print help and exit
  -I <interface>     either interface name or address
  -i <interval>      seconds between sending each packet
  -L                 suppress loopback of multicast packets
  -l <preload>       send <preload> number of packages while waiting replies
  -m <mark>          tag the packets going out
  -M <pmtud opt>     define mtu discovery, can be one of <do|dont|want>
  -n                 no dns name resolution
  -O                 report outstanding replies
  -p <pattern>       contents of padding byte
  -q                 quiet output
  -Q <tclass>        use quality of service <tclass> bits
  -s <size>          use <size> as number of data bytes to be sent
  -S <size>          use <size> as SO_SNDBUF socket option value
  -t <ttl>           define time to live
  -U                 print user-to-user latency
  -v                 verbose output
  -V                 print version and exit
  -w <deadline>      reply wait <deadline> in seconds
  -W <timeout>       time to wait for response

IPv4 options:
  -4                 use IPv4
  -b                 allow pinging broadcast
  -R                 record route
  -T <timestamp>     define timestamp, can be one of <tsonly|tsandaddr|tsprespec>

IPv6 options:
  -6                 use IPv6
  -F <flowlabel>     define flow label, default is random
  -N <nodeinfo opt>  use icmp6 node info query, try <help> as argument

For more details see ping(8).
`;

const version = `ping from iputils 20221126
libcap: yes, IDN: yes, NLS: no, error.h: yes, getrandom(): yes, __fpending(): yes
`;

const last = ({ values }: Options, letter: string): string | undefined => values.get(letter)?.at(-1);

/** What is wrong with the numbers, in iputils' words. */
function badNumber(options: Options): string | undefined {
  for (const letter of ['c', 's', 't', 'w', 'W', 'i']) {
    const text = last(options, letter);
    const pattern = letter === 'i' || letter === 'W' || letter === 'w' ? /^\d+(\.\d+)?$/ : /^\d+$/;
    if (text !== undefined && !pattern.test(text)) return `'${text}'`;
  }
  return last(options, 'c') === '0' ? "'0': out of range: 1 <= value <= 9223372036854775807" : undefined;
}

function settingsOf(options: Options, address: string): PingSettings {
  const milliseconds = (letter: string): number | undefined => {
    const text = last(options, letter);
    return text === undefined ? undefined : Math.round(Number(text) * 1000);
  };
  const count = last(options, 'c');
  return {
    address,
    count: count === undefined ? undefined : Number(count),
    interval: milliseconds('i') ?? 1000,
    deadline: milliseconds('w'),
    wait: milliseconds('W') ?? 10_000,
  };
}

function statistics(name: string, result: PingResult, interval: number): string {
  const { sent, times } = result;
  // Each packet goes a millisecond later than it should.
  const elapsed = result.elapsed + Math.floor(result.elapsed / interval);
  const summary = `${sent} packets transmitted, ${times.length} received, ${loss(result)}% packet loss, time ${elapsed}ms`;
  const head = `\n--- ${name} ping statistics ---\n${summary}\n`;
  if (times.length === 0) return `${head}\n`;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const average = mean(times);
  const deviation = Math.sqrt(Math.max(0, mean(times.map((time) => time * time)) - average * average));
  const shown = [Math.min(...times), average, Math.max(...times), deviation].map((time) => time.toFixed(3));
  return `${head}rtt min/avg/max/mdev = ${shown.join('/')} ms\n`;
}

/** Who answers, as each line names him. */
function senderText(host: string, address: string, options: Options, io: ProgramIo): string {
  const isNumeric = options.flags.has('n') || host === address;
  return isNumeric ? address : `${hostName(address, io) ?? address} (${address})`;
}

async function pingHost(host: string, address: string, options: Options, io: ProgramIo): Promise<number> {
  const { flags } = options;
  const { stdout, world } = io;
  const name = host === address ? host : (hostEntry(host, io)?.name ?? host);
  const size = Number(last(options, 's') ?? 56);
  stdout.write(`PING ${name} (${address}) ${size}(${size + 28}) bytes of data.\n`);
  const settings = settingsOf(options, address);
  const sender = senderText(host, address, options, io);
  const result = await runPing(io, settings, (index, time) => {
    if (flags.has('q')) return;
    const stamp = flags.has('D') ? `[${(world.clock.now() / 1000).toFixed(6)}] ` : '';
    stdout.write(`${stamp}${size + 8} bytes from ${sender}: icmp_seq=${index + 1} ttl=64 time=${time.toFixed(3)} ms\n`);
  });
  stdout.write(statistics(name, result, settings.interval));
  return Number(result.times.length === 0);
}

/** The ping of iputils 20221126, as Debian 12 has it. */
export async function iputilsPing(args: readonly string[], io: ProgramIo): Promise<number> {
  const complaints = createBuffer();
  const options = readOptions(args, { ...io, stderr: complaints }, grammar, 2);
  if (typeof options === 'number') {
    io.stderr.write(`${complaints.text().split('\n')[0]}\n${usage}`);
    return 2;
  }
  const { flags, operands } = options;
  if (flags.has('V')) {
    io.stdout.write(version);
    return 0;
  }
  if (flags.has('h')) {
    io.stderr.write(usage);
    return 2;
  }
  const wrong = badNumber(options);
  if (wrong !== undefined) return fail(io, `${io.name}: invalid argument: ${wrong}`);
  const host = operands.at(-1);
  if (host === undefined) return fail(io, `${io.name}: usage error: Destination address required`);
  const addresses = io.world.network.resolve(host);
  if (addresses.length === 0) return fail(io, `${io.name}: ${host}: Name or service not known`, 2);
  const wantsIPv6 = flags.has('6') || io.name.endsWith('6');
  const address = addresses.find((candidate) => !wantsIPv6 || candidate.includes(':'));
  if (address === undefined) return fail(io, `${io.name}: ${host}: Address family for hostname not supported`, 2);
  return await pingHost(host, address, options, io);
}
