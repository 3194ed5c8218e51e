import { lookup } from 'node:dns/promises';
import { createResponder, type ErrorListener } from './responder';
import { type ConnectionLimits, listenTcp } from './tcp';
import { type Listener, type ListenOptions, listenUdp } from './udp';
import type { WorldSource } from './world-source';

export type DnsServerOptions = WorldSource &
  ConnectionLimits & {
    /** Where to listen: an IP address of this host, or a name for one. */
    readonly address: string;
    /** 0: any that is free for both UDP and TCP. */
    readonly port: number;
    readonly onError: ErrorListener;
  };

/** The cluster's name server, answering. */
export type DnsServer = {
  /** The same number for UDP and TCP. */
  readonly port: number;
  /** Ends with both ports free; who is connected is cut off. */
  readonly close: () => Promise<void>;
};

/** A number that is free for TCP may be taken for UDP: another one is tried this often. */
const ATTEMPTS = 20;

function isInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

async function listenBoth(options: ListenOptions & ConnectionLimits, attempts: number): Promise<Listener[]> {
  const tcp = await listenTcp(options);
  try {
    return [tcp, await listenUdp({ ...options, port: tcp.port })];
  } catch (error) {
    await tcp.close();
    if (options.port !== 0 || attempts <= 1 || !isInUse(error)) throw error;
    return listenBoth(options, attempts - 1);
  }
}

/**
 * Serves the cluster's DNS by UDP and TCP: its own zone, and nothing that it would have to ask others for.
 * @throws Error of the operating system where the port cannot be had
 */
export async function startDnsServer(options: DnsServerOptions): Promise<DnsServer> {
  const { address } = await lookup(options.address);
  const listeners = await listenBoth({ ...options, address, respond: createResponder(options) }, ATTEMPTS);
  const [{ port } = options] = listeners;
  return {
    port,
    close: async () => {
      await Promise.all(listeners.map((listener) => listener.close()));
    },
  };
}
