import { join, resolve } from 'node:path';
import { loadDnsWorld } from '../dns/dns-world';
import type { Invocation } from '../kubectl/command';
import { CommandError } from '../kubectl/command-error';
import type { Kubectl, Streams } from '../kubectl/kubectl';
import type { Backend } from '../server/http/backend';
import type { CliCommand } from './command';
import { homeFolder } from './home';
import { inUrl, listenError } from './listen-error';
import { refuseArguments } from './refuse-arguments';
import type { Session } from './session';

export const command: CliCommand = {
  name: 'serve',
  usage: '',
  examples: ['serve', 'serve --port 0 --dns-port 0', 'serve --token "$(uuidgen)" --tls'],
  flags: [
    { name: 'port', short: 'p', type: 'int', default: '8001', usage: 'The port of the API; 0 takes a free one.' },
    { name: 'address', type: 'string', default: '127.0.0.1', usage: 'The address to listen at.' },
    { name: 'dns-port', type: 'int', default: '1053', usage: "The port of the cluster's DNS; 0 takes a free one." },
    { name: 'kubeconfig', type: 'string', usage: 'The kubeconfig to write for clients.' },
    { name: 'token', type: 'string', usage: 'The bearer token that clients must know.' },
    { name: 'tls', type: 'bool', usage: 'Speak HTTPS, with a certificate made for this run.' },
  ],
  run,
};

/** Serves the cluster until the user interrupts. */
async function run({ flags, args }: Invocation, { streams }: Kubectl, session: Session): Promise<number> {
  refuseArguments(args);
  const [address, token] = [flags.text('address'), flags.text('token') || undefined];
  const interrupted = interruption();
  const [{ clusterBackend }, { startHttpServer }, { writeServeKubeconfig }] = await Promise.all([
    import('./serve/backend'),
    import('../server/http/server'),
    import('./serve/kubeconfig'),
  ]);
  const { context, statePath, inContext } = session;
  const backend = clusterBackend(() => inContext(context).cluster, statePath);
  const tls = flags.bool('tls')
    ? (await import('../server/tls/certificate')).selfSigned(address, Date.now())
    : undefined;
  const onError = (error: unknown): void => tell(streams, `error: ${error instanceof Error ? error.message : error}\n`);

  const http = await listening('tcp', address, flags.int('port'), (port) =>
    startHttpServer({ backend, address, port, token, tls, onError }),
  );
  try {
    const dns = await listening('udp', address, flags.int('dns-port'), (port) =>
      startDns(backend, address, port, onError),
    );
    try {
      const server = `${tls === undefined ? 'http' : 'https'}://${inUrl(reachable(address))}:${http.port}`;
      const path = flags.text('kubeconfig') || join(homeFolder(process.env), 'serve.kubeconfig');
      writeServeKubeconfig(resolve(path), { server, token, certificate: tls?.cert });
      if (!isLoopback(address) && token === undefined) streams.err(openWarning(address));
      tell(streams, '', instructions({ context, server, path: resolve(path), address, dnsPort: dns.port }));
      await interrupted;
    } finally {
      await dns.close();
    }
  } finally {
    await http.close();
  }
  return 0;
}

async function startDns(backend: Backend, address: string, port: number, onError: (error: unknown) => void) {
  const { startDnsServer } = await import('../server/dns/server');
  return await startDnsServer({
    address,
    port,
    world: () => backend.transact(() => loadDnsWorld(backend.client)),
    onError,
  });
}

/** Starts to listen, or says why not in kubectl's words. @throws CommandError */
async function listening<T>(
  network: 'tcp' | 'udp',
  address: string,
  port: number,
  start: (port: number) => Promise<T>,
): Promise<T> {
  if (port < 0 || port > 65_535) throw new CommandError(`invalid port ${port}: must be between 0 and 65535`);
  try {
    return await start(port);
  } catch (error) {
    throw listenError(error, network, address, port);
  }
}

/** A server at every address of this machine is reached by its loopback. */
function reachable(address: string): string {
  return { '0.0.0.0': '127.0.0.1', '::': '::1' }[address] ?? address;
}

/** Ctrl-C and the like end the command, not the program: what is open is closed first. */
function interruption(): Promise<void> {
  return new Promise((end) => {
    for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM']) process.once(signal, () => end());
  });
}

function tell(streams: Streams, err: string, out = ''): void {
  streams.err(err);
  streams.out(out);
  streams.flush();
}

function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || /^127\./.test(address);
}

function openWarning(address: string): string {
  return `Warning: whoever reaches ${address} can change this cluster: --token asks them for a password\n`;
}

type Place = { context: string; server: string; path: string; address: string; dnsPort: number };

function instructions({ context, server, path, address, dnsPort }: Place): string {
  return `Serving ${context} at ${server}; its DNS at ${inUrl(reachable(address))}:${dnsPort}

  export KUBECONFIG=${quoted(path)}
  kubectl get pods -A
  dig @${reachable(address)} -p ${dnsPort} kubernetes.default.svc.cluster.local

Ctrl-C ends it.
`;
}

/** A path as a shell reads it. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
