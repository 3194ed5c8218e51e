import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  type Answer,
  type DecodedPacket,
  decode,
  encode,
  type OptAnswer,
  type Packet,
  RECURSION_DESIRED,
} from 'dns-packet';
import { expect, onTestFinished } from 'vitest';
import type { DnsWorld } from '../../../src/dns/dns-world';
import { type DnsServer, type DnsServerOptions, startDnsServer } from '../../../src/server/dns/server';
import { endpoint, recordedWorld, service, slice, world } from '../../dns/fixture';

/** A packet as dns-packet reads it; its types leave these out. */
export type Response = DecodedPacket & { readonly rcode: string; readonly opcode: string };

/** A headless Service `many` of so many pods, `p-0` and on. */
export function worldOfMany(count: number): DnsWorld {
  const endpoints = Array.from({ length: count }, (_, index) =>
    endpoint(`10.1.${index >> 8}.${index & 255}`, `p-${index}`, `p-${index}`),
  );
  const many = service('many', { clusterIP: 'None', ports: [{ name: 'http', protocol: 'TCP', port: 80 }] });
  return world([many], [slice('many', endpoints)]);
}

/** Starts a server on a free port of the loopback; it ends with the test, and must not have reported anything. */
export async function serve(options: Partial<DnsServerOptions> & { known?: DnsWorld } = {}): Promise<DnsServer> {
  const reported: unknown[] = [];
  const server = await startDnsServer({
    address: '127.0.0.1',
    port: 0,
    world: async () => options.known ?? recordedWorld,
    onError: (error) => reported.push(error),
    ...options,
  });
  onTestFinished(async () => {
    await server.close();
    expect(reported).toEqual([]);
  });
  return server;
}

/** A client's OPT record. */
export function opt(udpPayloadSize: number, ednsVersion = 0, flags = 0): OptAnswer {
  return { name: '.', type: 'OPT', udpPayloadSize, ednsVersion, flags, extendedRcode: 0, flag_do: false, options: [] };
}

/** A query as a message. */
export function query(name: string, type = 'A', more: Packet = {}): Buffer {
  // dns-packet takes every type by its name, its types only those whose data it knows.
  const question = { name, type } as NonNullable<Packet['questions']>[number];
  return encode({ type: 'query', id: 0x1234, flags: RECURSION_DESIRED, questions: [question], ...more });
}

export function read(message: Buffer): Response {
  return decode(message) as Response;
}

/** Sends one datagram and answers the datagram that comes back. */
export async function askUdp(port: number, message: Buffer, address = '127.0.0.1'): Promise<Buffer> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  try {
    socket.send(message, port, address);
    const [response] = (await once(socket, 'message')) as [Buffer];
    return response;
  } finally {
    socket.close();
  }
}

export function withLength(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

/** The messages of a stream that has ended. */
export function messagesOf(stream: Buffer): Buffer[] {
  const messages: Buffer[] = [];
  for (let offset = 0; offset < stream.length; ) {
    const end = offset + 2 + stream.readUInt16BE(offset);
    messages.push(stream.subarray(offset + 2, end));
    offset = end;
  }
  return messages;
}

/** A connection to the server; it ends with the test. */
export async function openTcp(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** All that comes until the connection ends, in whatever way: who is cut off while sending sees a reset. */
export async function readAll(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
  return Buffer.concat(chunks);
}

/** Sends messages on one connection, says that these were all, and answers what comes back. */
export async function askTcp(port: number, ...messages: Buffer[]): Promise<Buffer[]> {
  const socket = await openTcp(port);
  socket.end(Buffer.concat(messages.map(withLength)));
  return messagesOf(await readAll(socket));
}

function dataText({ data }: Extract<Answer, { data: unknown }>): string {
  if (Array.isArray(data)) return data.map((text) => JSON.stringify(String(text))).join(' ');
  return typeof data === 'object' && !Buffer.isBuffer(data) ? Object.values(data).join(' ') : String(data);
}

/** Records as a zone file writes them: name, ttl, type, data. */
export function lines(records: readonly Answer[] | undefined): string[] {
  return (records ?? []).map((record) =>
    record.type === 'OPT' ? 'OPT' : `${record.name} ${record.ttl} ${record.type} ${dataText(record)}`,
  );
}
