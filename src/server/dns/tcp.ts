import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Responder } from './responder';
import { readMessages, withLength } from './tcp-message';
import type { Listener, ListenOptions } from './udp';

export type ConnectionLimits = {
  /** Milliseconds that a connection may last without a question that is answered. */
  readonly idleTimeout?: number;
  /** Connections at a time; those beyond are closed at once. */
  readonly maxConnections?: number;
};

/** Answers a connection's questions one after the other, no faster than the client takes the answers. */
async function converse(socket: Socket, respond: Responder, onAnswer: () => void): Promise<void> {
  const closed = new AbortController();
  socket.once('close', () => closed.abort());
  for await (const message of readMessages(socket.iterator({ destroyOnReturn: false }))) {
    const response = await respond(message, 'tcp');
    if (response === undefined) continue;
    onAnswer();
    if (socket.write(withLength(response))) continue;
    await once(socket, 'drain', { signal: closed.signal });
  }
  socket.end();
}

/** Answers questions by TCP: several on a connection, each with its length before it. @throws as listenUdp */
export async function listenTcp(options: ListenOptions & ConnectionLimits): Promise<Listener> {
  const { address, port, respond, onError, idleTimeout = 10_000, maxConnections = 100 } = options;
  const sockets = new Set<Socket>();
  // Half open: who has asked all and says so still gets the answers.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    const idle = setTimeout(() => socket.destroy(), idleTimeout);
    socket.once('close', () => {
      clearTimeout(idle);
      sockets.delete(socket);
    });
    // What breaks here is the connection, and with it the one to tell.
    socket.on('error', () => socket.destroy());
    converse(socket, respond, () => idle.refresh()).catch(() => socket.destroy());
  });
  server.maxConnections = maxConnections;
  const listening = once(server, 'listening');
  server.listen({ host: address, port });
  await listening;
  server.on('error', onError);
  const bound = server.address();
  return {
    port: bound !== null && typeof bound === 'object' ? bound.port : port,
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
