import { type CommandSocket, framed } from './command';
import { RequestError } from './errors';

/** The protocol's name: two channels for a port, one for data and one for what goes wrong. */
export const PORT_PROTOCOL = 'v4.channel.k8s.io';

/** @upstream k8s.io/api/core/v1 PodPortForwardOptions */
export function portQuery(port: number): URLSearchParams {
  return new URLSearchParams({ ports: String(port) });
}

const channels = { data: 0, error: 1 } as const;

/**
 * Sends one connection's bytes to a port of a pod, and yields what comes back.
 * @throws RequestError with the node's words where nothing listens there
 * @upstream pkg/kubelet/cri/streaming/portforward/websocket.go
 */
export async function* forwardOver(
  open: () => Promise<CommandSocket>,
  input: AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  const socket = await open();
  const begun = new Set<number>();
  void sendInput(socket, input);
  let problem = '';
  for await (const message of socket.messages) {
    const [channel = channels.data] = message;
    // Each channel begins with the port's number.
    if (!begun.has(channel)) begun.add(channel);
    else if (channel === channels.data) yield message.subarray(1);
    else problem += new TextDecoder().decode(message.subarray(1));
  }
  socket.close();
  if (problem !== '') throw new RequestError(problem);
}

async function sendInput(socket: CommandSocket, input: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const bytes of input) socket.send(framed(channels.data, bytes));
}
