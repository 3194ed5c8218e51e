import { once } from 'node:events';
import { type AddressInfo, createServer, isIP, type Server, type Socket } from 'node:net';
import type { Connection, Ports } from '../kubectl/kubectl';
import { listenError } from './listen-error';

/** The ports of this machine, for one command. */
export function userPorts(): Ports {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  return {
    async listen(address, port, onConnection) {
      const server = createServer({ allowHalfOpen: true }, (socket) => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
        onConnection(connectionOf(socket));
      });
      try {
        const listening = once(server, 'listening');
        server.listen({ host: address, port, ipv6Only: true });
        await listening;
      } catch (error) {
        throw listenError(error, `tcp${isIP(address)}`, address, port);
      }
      servers.push(server);
      return (server.address() as AddressInfo).port;
    },
    untilInterrupted() {
      const interruption = new AbortController();
      process.once('SIGINT', () => interruption.abort());
      return interruption.signal;
    },
    close() {
      for (const server of servers) server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function connectionOf(socket: Socket): Connection {
  socket.on('error', () => socket.destroy());
  return {
    input: untilBroken(socket),
    async write(bytes) {
      if (!socket.writable || socket.write(bytes)) return;
      await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    },
    end: () => void socket.end(),
  };
}

/** A connection that breaks off has no more to say. */
async function* untilBroken(socket: Socket): AsyncIterable<Uint8Array> {
  try {
    yield* socket;
  } catch {
    // Whoever made the connection is gone.
  }
}
