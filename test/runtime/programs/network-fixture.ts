import { readFileSync } from 'node:fs';
import type { DnsWorld } from '../../../src/dns/dns-world';
import type { ContainerClock, ContainerWorld } from '../../../src/runtime/container-world';
import type { HttpRequest, HttpResponse } from '../../../src/runtime/network/http';
import type { Listener, Network } from '../../../src/runtime/network/network';
import { resolveAddresses } from '../../../src/runtime/network/resolve';
import { networkPrograms } from '../../../src/runtime/programs/network-programs';
import { createBuffer, inputOf, type Output } from '../../../src/runtime/streams';
import { endpoint, service, slice, world } from '../../dns/fixture';
import { now, worldOf } from '../fixture';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const clusterService = (name: string, clusterIP: string) =>
  service(name, { clusterIP, clusterIPs: [clusterIP], ports: [{ protocol: 'TCP', port: 80 }] });

/** The names of the cluster that the recordings come from. */
export const networkWorld: DnsWorld = world(
  [
    clusterService('cluster', '10.109.227.151'),
    service('nginx', { clusterIP: 'None', clusterIPs: ['None'], ports: [{ name: 'http', protocol: 'TCP', port: 80 }] }),
    service('ext', { type: 'ExternalName', externalName: 'example.com' }),
    clusterService('web', '10.96.0.5'),
    clusterService('echo', '10.96.0.6'),
    clusterService('drop', '10.244.9.9'),
    clusterService('noroute', '10.9.9.9'),
  ],
  [slice('nginx', [endpoint('10.244.0.5', 'web-0', 'web-0'), endpoint('10.244.0.6', 'web-1', 'web-1')])],
);

const page = (body: string, status = 200, reason = 'OK', more: readonly (readonly [string, string])[] = []) => ({
  status,
  reason,
  more,
  body: encoder.encode(body),
});

const pages: { readonly [path: string]: ReturnType<typeof page> } = {
  '/missing': page('<html>404</html>\r\n', 404, 'Not Found'),
  '/nonl': page('<html>404</html>\r\n', 404, 'Not Found'),
  '/redir': page('<html>302</html>\n', 302, 'Found', [['Location', '/index.html']]),
  '/redirabs': page('', 301, 'Moved Permanently', [['Location', 'http://web/']]),
  '/elsewhere': page('', 302, 'Found', [['Location', 'http://echo/echo']]),
  '/loop': page('', 302, 'Found', [['Location', '/loop']]),
  '/err': page('oops\n', 500, 'Internal Server Error'),
  '/unavail': page('busy\n', 503, 'Service Unavailable'),
  '/auth': page('no\n', 401, 'Unauthorized', [['WWW-Authenticate', 'Basic realm="x"']]),
  '/big': page('x'.repeat(300_000)),
  '/empty': page(''),
};

/** The server that the recordings were made against. */
async function serve({ target, method, version, headers }: HttpRequest): Promise<HttpResponse> {
  const { status, reason, more, body } = pages[target.split('?')[0] ?? ''] ?? page('<h1>hello</h1>\n');
  const closes = headers.get('connection')?.toLowerCase() === 'close' || version === '1.0';
  return {
    status,
    reason,
    headers: [
      ['Server', 'nginx/1.27.1'],
      ['Date', 'Tue, 14 Nov 2023 22:13:20 GMT'],
      ['Content-Type', 'text/html'],
      ['Content-Length', String(body.length)],
      ...more,
      ['Connection', closes ? 'close' : 'keep-alive'],
    ],
    body: method === 'HEAD' ? new Uint8Array() : body,
  };
}

/** Answers with the request as it went over the wire. */
const echo: Listener = {
  reply(sent) {
    const [head, ...rest] = decoder.decode(sent).split('\r\n\r\n');
    const body = `${head}\n\n${rest.join('\r\n\r\n')}`;
    return encoder.encode(
      `HTTP/1.1 200 OK\r\nContent-Length: ${encoder.encode(body).length}\r\nConnection: close\r\n\r\n${body}`,
    );
  },
};

const listeners: { readonly [port: number]: Listener } = {
  53: {},
  80: { http: serve },
  443: { http: serve },
  2121: { greeting: '220 hello\r\n', reply: (sent) => encoder.encode(`you said ${decoder.decode(sent)}`) },
  3306: { greeting: 'J\0\0\0\n8.0.34 mysql\n' },
  6379: {
    reply: (sent) => encoder.encode(decoder.decode(sent).trim() === 'PING' ? '+PONG\r\n' : '-ERR unknown command\r\n'),
  },
  7000: {},
  8080: { http: serve },
  9000: { reply: () => new Uint8Array() },
};

const serving = ['10.96.0.5', '10.244.0.5', '127.0.0.1'];

/** The network of the recordings: one server, a pod that a policy shields, an address that nobody has. */
function networkOf(own: () => ContainerWorld): Network {
  return {
    resolve(name) {
      const { files, resolvConf, dns } = own();
      return resolveAddresses(name, files.readText('/etc/hosts'), resolvConf, dns);
    },
    async connect(address, port) {
      if (address === '10.244.9.9') return { failure: 'timeout' };
      if (address === '10.9.9.9' || address === '10.244.0.6') return { failure: 'unreachable' };
      if (address === '10.96.0.6' && port === 80) return { listener: echo, address };
      const listener = listeners[port];
      const isThere = port === 53 ? address === '10.96.0.10' : serving.includes(address);
      if (listener === undefined || !isThere) return { failure: 'refused' };
      return { listener, address: '10.244.0.5', tls: port === 443 };
    },
    answersPing: async (address) => serving.includes(address),
  };
}

/** A clock that passes as it is waited for. @param end ends a sleep that goes beyond it, in milliseconds */
export function passingClock(end?: { readonly after: number; readonly error: Error }): ContainerClock {
  let passed = 0;
  return {
    now: () => now + passed,
    async sleep(milliseconds) {
      if (end !== undefined && passed + (milliseconds ?? Number.POSITIVE_INFINITY) > end.after) throw end.error;
      if (milliseconds === undefined) throw new Error('waits for ever');
      passed += milliseconds;
    },
  };
}

/** What a program wrote, and its exit code. */
export type Ran = { readonly stdout: string; readonly stderr: string; readonly exitCode: number };

/** Where a program of the recordings runs. */
export type RunOptions = {
  readonly image?: string;
  readonly stdin?: string;
  readonly clock?: ContainerClock;
  readonly world?: ContainerWorld;
  readonly isTerminal?: boolean;
  readonly subdomain?: string;
};

/** The world of a container in the network of the recordings. */
export function networkContainer({
  image = 'debian:12',
  clock = passingClock(),
  subdomain,
}: RunOptions = {}): ContainerWorld {
  const own: { world?: ContainerWorld } = {};
  const network = networkOf(() => own.world as ContainerWorld);
  own.world = worldOf(image, networkWorld, { subdomain }, { network, clock });
  own.world.files.makeFolders('/w');
  own.world.files.write('/w/data', encoder.encode('line1\nline2\r\n'));
  own.world.files.write('/w/j.json', encoder.encode('{"a":1}'));
  own.world.files.write('/w/ca.pem', encoder.encode('-----BEGIN CERTIFICATE-----\n'));
  return own.world;
}

/** Splits a command line as a shell does, as far as quotes go. */
export function words(line: string): string[] {
  const found = line.match(/(?:[^\s'"]+|'[^']*'|"[^"]*")+/g) ?? [];
  return found.map((word) => word.replace(/'([^']*)'|"([^"]*)"/g, (_, single = '', double = '') => single + double));
}

/** Runs a command line of one program. */
export async function run(line: string, options: RunOptions = {}): Promise<Ran> {
  const [name = '', ...args] = words(line);
  const program = networkPrograms[name];
  if (program === undefined) throw new Error(`no program ${name}`);
  const stdout = createBuffer();
  const stderr = createBuffer();
  const terminal = (output: Output): Output => ({ ...output, isTerminal: options.isTerminal ?? false });
  const io = {
    world: options.world ?? networkContainer(options),
    name,
    env: new Map<string, string>(),
    cwd: '/w',
    stdin: inputOf(options.stdin ?? ''),
    stdout: terminal(stdout),
    stderr: terminal(stderr),
  };
  const exitCode = await program(args, io);
  return { stdout: stdout.text(), stderr: stderr.text(), exitCode };
}

/** One recorded command. */
export type Row = {
  readonly command: string;
  readonly stdin?: string;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
};

/** The commands that a real program was recorded with; the file says which one, and how. */
export function recording(name: string): readonly Row[] {
  const text = readFileSync(new URL(`recorded/${name}.json`, import.meta.url), 'utf8');
  const { rows }: { rows: Row[] } = JSON.parse(text);
  return rows;
}

/** What differs from run to run is made the same: speeds, times, dates, numbers of messages and pointers. */
export function settled(text: string): string {
  return text
    .replace(/\r( *\d+ +\S+ +\d+ +\S+ +\d+ +\S+) +\S+ +\S+ (\S+) +(\S+) (\S+) +\S+/g, '\r$1 S S $2 $3 $4 S')
    .replace(/\b(after) \d+ (ms|milliseconds)/g, '$1 N $2')
    .replace(/0x[0-9a-f]+ \[/g, '0xP [')
    .replace(/^\* {2}(subject|subjectAltName|common name|start date|expire date): .*\n/gm, '')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'DATE')
    .replace(/[\d.]+ [KMG]?B\/s/g, 'SPEED')
    .replace(/(\d+%| {56}) *[\d.]+ ?[KMG]?([ =])[\d.]+s$/gm, '$1 SPEED$2')
    .replace(/^(Total wall clock time:) .*/gm, '$1 T')
    .replace(/\b(time=|time )[\d.]+( ?ms)/g, '$1T$2')
    .replace(/ = [\d.]+(\/[\d.]+)+ ms/g, ' = T ms')
    .replace(/ {2}[\d.]+ ms/g, '  T ms')
    .replace(/\bid: \d+/g, 'id: N')
    .replace(/COOKIE: \w+/g, 'COOKIE: C')
    .replace(/^(;; WHEN:) .*/gm, '$1 W')
    .replace(/^(;; Query time:) \d+/gm, '$1 0');
}
