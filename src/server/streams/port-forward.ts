import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { badRequest } from '../../apimachinery/errors';
import { queue } from '../../apimachinery/queue';
import { portFailure } from '../../client/port-failure';
import type { Backend } from '../http/backend';
import type { FoundPod } from './found-pod';
import { codecOf } from './websocket';

/** A port as clients name it. @throws StatusError BadRequest @upstream pkg/kubelet/cri/streaming/portforward */
export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw badRequest(`invalid port ${JSON.stringify(text)}: must be between 1 and 65535`);
}

/**
 * Connects a stream with what listens on a port of a pod, until one of them ends.
 * @returns why that cannot be, where it cannot
 */
export async function forward(
  { containers, transact }: Backend,
  found: FoundPod,
  port: number,
  input: AsyncIterable<Uint8Array>,
  output: (bytes: Uint8Array) => Promise<void> | void,
): Promise<string | undefined> {
  const server = await transact(() => containers.connect(found.pod, port, transact));
  if (server === undefined) return portFailure(found.pod, port);
  for await (const bytes of server(input)) await output(bytes);
  return undefined;
}

/** As forward, with a stream for data and one for what goes wrong. */
export async function forwardStream(
  backend: Backend,
  found: FoundPod,
  port: number,
  data: Duplex,
  error: Duplex,
): Promise<void> {
  try {
    const problem = await forward(backend, found, port, data, async (bytes) => {
      if (!data.write(bytes)) await once(data, 'drain');
    });
    error.end(problem);
    data.end();
  } catch {
    // The client has gone: nobody is left to be told.
    data.destroy();
    error.destroy();
  }
}

/** The protocols of port-forward, where channels carry the ports. */
export const portProtocols = ['v4.channel.k8s.io', 'v4.base64.channel.k8s.io'];

/**
 * Forwards ports over a WebSocket: two channels a port, for data and for errors, each begun by the port's number.
 * @upstream pkg/kubelet/cri/streaming/portforward/websocket.go
 */
export async function forwardOverWebSocket(
  backend: Backend,
  found: FoundPod,
  ports: readonly number[],
  socket: WebSocket,
): Promise<void> {
  const codec = codecOf(socket.protocol);
  const inputs = ports.map(() => queue<Uint8Array>());

  function send(channel: number, bytes: Uint8Array): void {
    if (socket.readyState === socket.OPEN) socket.send(codec.encode(channel, bytes));
  }

  socket.on('message', (message: Buffer, isBinary: boolean) => {
    const received = codec.decode(message, isBinary);
    if (received !== undefined && received.channel % 2 === 0) inputs[received.channel / 2]?.push(received.bytes);
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    for (const input of inputs) input.end();
  });
  for (const [index, port] of ports.entries()) {
    const number = Buffer.of(port & 0xff, port >> 8);
    send(2 * index, number);
    send(2 * index + 1, number);
  }
  await Promise.all(
    ports.map(async (port, index) => {
      const problem = await forward(backend, found, port, inputs[index] ?? queue(), (bytes) => send(2 * index, bytes));
      if (problem !== undefined) send(2 * index + 1, Buffer.from(problem));
    }),
  );
  socket.close(1000);
}
