import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import type { ErrorListener, Responder } from './responder';

/** One open port. */
export type Listener = { readonly port: number; readonly close: () => Promise<void> };

export type ListenOptions = {
  /** An IP address of this host. */
  readonly address: string;
  readonly port: number;
  readonly respond: Responder;
  readonly onError: ErrorListener;
};

/** Questions that may wait for the world at a time; those beyond are lost, as datagrams may be. */
const MAX_WAITING = 1000;

/** Answers questions by UDP. @throws where the port cannot be had */
export async function listenUdp({ address, port, respond, onError }: ListenOptions): Promise<Listener> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  let waiting = 0;
  let isOpen = true;

  async function answerDatagram(message: Buffer, clientPort: number, clientAddress: string): Promise<void> {
    // A datagram that says to come from port 0 cannot be answered.
    if (waiting >= MAX_WAITING || clientPort === 0) return;
    waiting += 1;
    try {
      const response = await respond(message, 'udp');
      // A client that cannot be reached asks again, or does not: nothing to report.
      if (response !== undefined && isOpen) socket.send(response, clientPort, clientAddress, () => {});
    } catch (error) {
      onError(error);
    } finally {
      waiting -= 1;
    }
  }

  socket.on('message', (message, client) => void answerDatagram(message, client.port, client.address));
  try {
    const listening = once(socket, 'listening');
    socket.bind({ address, port });
    await listening;
  } catch (error) {
    socket.close();
    throw error;
  }
  socket.on('error', onError);
  return {
    port: socket.address().port,
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}
