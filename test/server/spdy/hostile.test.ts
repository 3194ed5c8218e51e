import { duplexPair } from 'node:stream';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveSpdy } from '../../../src/server/spdy/connection';
import { control, data, goAway, hex, ping, rst, words } from './client';
import recorded from './recorded.json';

const unhandled: unknown[] = [];
const note = (error: unknown): void => void unhandled.push(error);

beforeAll(() => {
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
});

afterAll(() => {
  process.off('uncaughtException', note);
  process.off('unhandledRejection', note);
});

const random = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
const id = fc.constantFrom(0, 1, 2, 3, 5, 7, 0x7fff_ffff);
const flags = fc.constantFrom(0, 1, 2, 3, 255);

/** A header block by itself: it opens a connection's inflate stream, or goes on with it. */
const block = fc.constantFrom(
  hex('78f9e3c6a7c26260606004a7b392a2d4c45c6851c29a0a0a6800000000ffff'),
  hex('78bbe3c6a7c26260606000000000ffff'),
  hex('6260606000000000ffff'),
  hex('c22e555c92929907000000ffff'),
);

const frame = fc.oneof(
  fc
    .tuple(id, flags, fc.oneof({ weight: 4, arbitrary: block }, random))
    .map(([stream, flag, bytes]) => control(1, flag, words(stream, 0), Buffer.alloc(2), bytes)),
  fc.tuple(id, flags, block).map(([stream, flag, bytes]) => control(8, flag, words(stream), bytes)),
  fc.tuple(id, random, flags).map(([stream, bytes, flag]) => data(stream, bytes, flag)),
  id.map(rst),
  id.map(ping),
  fc.constant(goAway),
  fc.tuple(fc.nat(12), flags, random).map(([type, flag, bytes]) => control(type, flag, bytes)),
);

/** What real clients send, with some bytes changed, and cut. */
const mutated = fc
  .record({
    from: fc.constantFrom(hex(recorded.exec), hex(recorded.portForward)),
    changes: fc.array(fc.tuple(fc.nat(540), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
    length: fc.option(fc.nat(540), { freq: 3 }),
  })
  .map(({ from, changes, length }) => {
    const bytes = Buffer.from(from);
    for (const [offset, byte] of changes) if (offset < bytes.length) bytes[offset] = byte;
    return bytes.subarray(0, length ?? bytes.length);
  });

const anyBytes = fc.oneof(
  random,
  mutated,
  fc.array(frame, { maxLength: 12 }).map((frames) => Buffer.concat(frames)),
);

const ends = ['end', 'destroy', 'error'] as const;

/** What a server may do with a stream; some of it is wrong. */
const uses = ['read', 'echo', 'end', 'destroy', 'throw', 'write after end', 'nothing'] as const;

/** Serves one client that sends this and is then gone. */
async function serveOnce(bytes: Buffer, end: (typeof ends)[number], use: (typeof uses)[number]): Promise<void> {
  const [client, served] = duplexPair();
  client.on('error', () => undefined).resume();
  const { closed, close } = serveSpdy(served, ({ duplex }) => {
    if (use === 'read') duplex.resume();
    if (use === 'echo') duplex.pipe(duplex);
    if (use === 'end' || use === 'write after end') duplex.end('bye');
    if (use === 'write after end') duplex.write('late');
    if (use === 'destroy') duplex.destroy(new Error('of the server'));
    if (use === 'throw') throw new Error('of the server');
    if (use === 'nothing') close();
  });
  client.write(bytes);
  await new Promise((resolve) => setImmediate(resolve));
  if (end === 'end') client.end();
  if (end === 'destroy') served.destroy();
  if (end === 'error') served.destroy(new Error('of the network'));
  await closed;
  client.destroy();
}

describe('bytes of all kinds', () => {
  it('end the connection at the latest with the client, and break nothing', async () => {
    const property = fc.asyncProperty(anyBytes, fc.constantFrom(...ends), fc.constantFrom(...uses), serveOnce);
    await fc.assert(property, { numRuns: 4000 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).toEqual([]);
  });
});
