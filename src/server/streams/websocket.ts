import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { StatusError } from '../../apimachinery/errors';
import { queue } from '../../apimachinery/queue';
import { type CommandStreams, translatedStatus } from './command-streams';

/** A connection that is asked to become a WebSocket. */
export type Upgrade = { readonly message: IncomingMessage; readonly socket: Duplex; readonly head: Buffer };

/** The protocols that a client offers, in its order. */
export function offeredProtocols({ message }: Upgrade): readonly string[] {
  return String(message.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** One frame may hold so much: more would only fill the memory. */
const MAX_PAYLOAD = 4 * 1024 * 1024;

/** Answers the handshake; the client's messages come from then on. */
export function acceptWebSocket({ message, socket, head }: Upgrade, protocol: string): Promise<WebSocket> {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_PAYLOAD,
    handleProtocols: () => protocol,
  });
  return new Promise((resolve) => server.handleUpgrade(message, socket, head, resolve));
}

/** How channels are told apart in messages: a byte before the bytes, or a digit before base64. */
export type ChannelCodec = {
  readonly encode: (channel: number, bytes: Uint8Array) => Buffer | string;
  readonly decode: (message: Buffer, isBinary: boolean) => { channel: number; bytes: Uint8Array } | undefined;
};

const binary: ChannelCodec = {
  encode: (channel, bytes) => Buffer.concat([Buffer.of(channel), bytes]),
  decode: (message) => (message[0] === undefined ? undefined : { channel: message[0], bytes: message.subarray(1) }),
};

const base64: ChannelCodec = {
  encode: (channel, bytes) => `${channel}${Buffer.from(bytes).toString('base64')}`,
  decode(message) {
    const text = message.toString('utf8');
    return text === '' ? undefined : { channel: Number(text[0]), bytes: Buffer.from(text.slice(1), 'base64') };
  },
};

/** @upstream apimachinery util/remotecommand, apiserver util/wsstream */
const codecs: ReadonlyMap<string, ChannelCodec> = new Map([
  ['v5.channel.k8s.io', binary],
  ['v4.channel.k8s.io', binary],
  ['v4.base64.channel.k8s.io', base64],
]);

/**
 * The first of the protocols that a client offers and the server speaks.
 * @throws StatusError Forbidden where there is none
 * @upstream apimachinery util/httpstream Handshake
 */
export function chooseProtocol(offered: readonly string[], spoken: readonly string[]): string {
  const chosen = offered.find((protocol) => spoken.includes(protocol));
  if (chosen !== undefined) return chosen;
  throw new StatusError(
    'Forbidden',
    `unable to upgrade: unable to negotiate protocol: client supports [${offered.join(' ')}], server accepts [${spoken.join(' ')}]`,
  );
}

/** The protocol's way with channels. */
export function codecOf(protocol: string): ChannelCodec {
  return codecs.get(protocol) ?? binary;
}

/** The protocols of exec and attach. */
export const commandProtocols = [...codecs.keys()];

const channels = { stdin: 0, stdout: 1, stderr: 2, status: 3, close: 255 } as const;

/** A command's streams over a WebSocket. @upstream pkg/kubelet/cri/streaming/remotecommand/websocket.go */
export function commandOverWebSocket(socket: WebSocket): CommandStreams {
  const codec = codecOf(socket.protocol);
  const gone = new AbortController();
  let unread = 0;
  const stdin = queue<Uint8Array>((bytes) => hold(-bytes.length));

  /** What nobody reads yet is not asked for either. */
  function hold(change: number): void {
    unread += change;
    if (unread > MAX_PAYLOAD) socket.pause();
    else socket.resume();
  }

  function send(channel: number, bytes: Uint8Array): void {
    if (socket.readyState === socket.OPEN) socket.send(codec.encode(channel, bytes));
  }

  function write(channel: number, bytes: Uint8Array): void {
    if (bytes.length > 0) send(channel, bytes);
  }

  socket.on('message', (message: Buffer, isBinary: boolean) => {
    const received = codec.decode(message, isBinary);
    if (received?.channel === channels.stdin) {
      stdin.push(received.bytes);
      hold(received.bytes.length);
    } else if (received?.channel === channels.close && received.bytes[0] === channels.stdin) stdin.end();
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    stdin.end();
    gone.abort();
  });
  // Clients wait for a first message before they send.
  send(channels.stdout, Buffer.alloc(0));
  return {
    stdin,
    stdout: (bytes) => write(channels.stdout, bytes),
    stderr: (bytes) => write(channels.stderr, bytes),
    end(status) {
      write(channels.status, Buffer.from(JSON.stringify(translatedStatus(status))));
      socket.close(1000);
    },
    closed: gone.signal,
  };
}
