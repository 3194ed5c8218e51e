import type { HttpRequest, HttpResponse } from './http';

/** What listens on a port, and how it speaks. */
export type Listener = {
  /** Answers a request, where it speaks HTTP. */
  readonly http?: (request: HttpRequest) => Promise<HttpResponse>;
  /** What it sends to who connects, before it is asked anything: a banner, a greeting. */
  readonly greeting?: string;
  /** What it answers to what is sent; without it nothing, and the connection stays open. */
  readonly reply?: (sent: Uint8Array) => Uint8Array | undefined;
};

/** A connection that was made. */
export type Connected = {
  readonly listener: Listener;
  /** The address that answers: that of a pod behind a Service's. */
  readonly address: string;
  /** Whether TLS is spoken there. */
  readonly tls?: boolean;
};

/** Why a connection was not made: nobody listens, a NetworkPolicy drops the packets, or no such address exists. */
export type ConnectFailure = { readonly failure: 'refused' | 'timeout' | 'unreachable' };

/** The network as a pod sees it. */
export type Network = {
  /**
   * The addresses of a name, as the C library finds them: an address itself, /etc/hosts, then DNS with the search
   * domains. Empty where the name does not resolve.
   */
  readonly resolve: (name: string) => readonly string[];
  /** Connects to an address and port. A Service's address leads to one of its ready endpoints. */
  readonly connect: (address: string, port: number, protocol?: 'TCP' | 'UDP') => Promise<Connected | ConnectFailure>;
  /** Whether an address answers a ping: pods and nodes do, Services' addresses do not. */
  readonly answersPing: (address: string) => Promise<boolean>;
};
