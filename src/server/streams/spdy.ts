import type { Duplex } from 'node:stream';
import type { Backend } from '../http/backend';
import { serveSpdy } from '../spdy/connection';
import type { SpdyStream } from '../spdy/stream';
import type { CommandStreams } from './command-streams';
import type { FoundPod } from './found-pod';
import { forwardStream, parsePort } from './port-forward';
import type { CommandRequest } from './remote-command';
import type { Upgrade } from './websocket';

/** Answers a client that asks for SPDY: what follows are its frames. @upstream apimachinery util/httpstream/spdy UpgradeResponse */
export function acceptSpdy({ socket, head }: Upgrade, protocol: string): Duplex {
  const lines = ['Connection: Upgrade', 'Upgrade: SPDY/3.1', `X-Stream-Protocol-Version: ${protocol}`];
  socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
  if (head.length > 0) socket.unshift(head);
  return socket;
}

/** The protocols of exec and attach over SPDY. */
export const spdyCommandProtocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

/** The protocol of port-forward over SPDY. */
export const spdyPortProtocols = ['portforward.k8s.io'];

/** How long a client may take to open the streams that it announced, in milliseconds. */
const STREAM_CREATION_TIMEOUT = 30_000;

/**
 * A command's streams over SPDY; the client opens each of them.
 * @throws Error where it does not
 * @upstream pkg/kubelet/cri/streaming/remotecommand/httpstream.go waitForStreams
 */
export function commandOverSpdy(transport: Duplex, wanted: ReadonlySet<string>): Promise<CommandStreams> {
  return new Promise((resolve, reject) => {
    const gone = new AbortController();
    const opened = new Map<string, Duplex>();
    const connection = serveSpdy(transport, ({ headers, duplex }: SpdyStream) => {
      opened.set(headers.get('streamtype') ?? '', duplex);
      duplex.on('error', () => duplex.destroy());
      if (![...wanted].every((type) => opened.has(type))) return;
      clearTimeout(timer);
      // What nobody reads would hold up the other streams.
      opened.get('resize')?.resume();
      resolve({
        stdin: opened.get('stdin') ?? nothing(),
        stdout: (bytes) => void opened.get('stdout')?.write(bytes),
        stderr: (bytes) => void opened.get('stderr')?.write(bytes),
        end(status) {
          opened.get('error')?.end(JSON.stringify(status));
          opened.get('stdin')?.resume();
          connection.close();
        },
        closed: gone.signal,
      });
    });
    const timer = setTimeout(() => connection.close(), STREAM_CREATION_TIMEOUT);
    void connection.closed.then(() => {
      clearTimeout(timer);
      gone.abort();
      reject(new Error('the client went away before it had opened its streams'));
    });
  });
}

async function* nothing(): AsyncIterable<Uint8Array> {}

/** The streams that a command's client opens. */
export function wantedStreams(query: URLSearchParams, { stdin, tty }: CommandRequest): ReadonlySet<string> {
  const asked = ['stdout', 'stderr'].filter((name) => query.get(name) === 'true' || query.get(name) === '1');
  return new Set([
    'error',
    ...(stdin ? ['stdin'] : []),
    ...asked.filter((name) => !(tty && name === 'stderr')),
    ...(tty ? ['resize'] : []),
  ]);
}

/**
 * Forwards ports over SPDY: for each connection the client opens one stream for errors and one for data.
 * @upstream pkg/kubelet/cri/streaming/portforward/httpstream.go
 */
export async function forwardOverSpdy(transport: Duplex, backend: Backend, found: FoundPod): Promise<void> {
  const waiting = new Map<string, Map<string, Duplex>>();
  const connection = serveSpdy(transport, ({ headers, duplex }) => {
    duplex.on('error', () => duplex.destroy());
    const request = headers.get('requestid') ?? headers.get('port') ?? '';
    const pair = waiting.get(request) ?? new Map<string, Duplex>();
    waiting.set(request, pair.set(headers.get('streamtype') ?? '', duplex));
    const data = pair.get('data');
    const error = pair.get('error');
    if (data === undefined || error === undefined) return;
    waiting.delete(request);
    void forwardStream(backend, found, parsePort(headers.get('port') ?? ''), data, error);
  });
  await connection.closed;
}
