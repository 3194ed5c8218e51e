import { createSocket } from 'node:dgram';
import { on } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createResponder } from '../../../src/server/dns/responder';
import { askTcp, askUdp, openTcp, opt, query, read, readAll, serve, withLength, worldOfMany } from './client';

const many = 'many.default.svc.cluster.local';

const queries = [
  query(many),
  query(`_http._tcp.${many}`, 'SRV', { additionals: [opt(1232)] }),
  query('nope.default.svc.cluster.local', 'AAAA', { additionals: [opt(65_535, 0, 0x8000)] }),
  query('1.0.1.10.in-addr.arpa', 'PTR'),
  query('cluster.local', 'IXFR', {
    authorities: [{ name: 'cluster.local', type: 'SOA', data: { mname: 'a', rname: 'b' } }],
  }),
];

/** A query with some bytes changed, cut, or with more behind. */
const mutated = fc
  .record({
    from: fc.constantFrom(...queries),
    changes: fc.array(fc.tuple(fc.nat(120), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
    length: fc.option(fc.nat(120), { freq: 3 }),
    more: fc.uint8Array({ maxLength: 40 }),
  })
  .map(({ from, changes, length, more }) => {
    const message = Buffer.concat([from, more]);
    for (const [offset, byte] of changes) if (offset < message.length) message[offset] = byte;
    return message.subarray(0, length ?? message.length);
  });

/** Counts and flags that may pass, and anything behind them. */
const shaped = fc
  .tuple(
    fc.uint8Array({ minLength: 2, maxLength: 2 }),
    fc.nat(2),
    fc.nat(2),
    fc.nat(3),
    fc.uint8Array({ maxLength: 300 }),
  )
  .map(([id, answers, authorities, additional, rest]) =>
    Buffer.concat([id, Buffer.from([1, 0, 0, 1, 0, answers, 0, authorities, 0, additional]), rest]),
  );

const random = fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes));
const anyMessage = fc.oneof(random, shaped, mutated);

function responder(onError: (error: unknown) => void) {
  const known = worldOfMany(100);
  return createResponder({ world: async () => known, version: () => 1, onError });
}

describe('packets of all kinds', () => {
  it('are answered properly or not at all', async () => {
    const reported: unknown[] = [];
    const respond = responder((error) => reported.push(error));
    const property = fc.asyncProperty(
      anyMessage,
      fc.constantFrom('udp' as const, 'tcp' as const),
      async (message, by) => {
        const response = await respond(message, by);
        const isAnswer = message.length > 2 && ((message[2] ?? 0) & 0x80) !== 0;
        expect(response === undefined).toBe(message.length < 2 || isAnswer);
        if (response === undefined) return;
        expect(response.subarray(0, 2)).toEqual(message.subarray(0, 2));
        expect(response.length).toBeLessThanOrEqual(by === 'udp' ? 4096 : 65_535);
        expect(read(response).flag_qr).toBe(true);
      },
    );
    await fc.assert(property, { numRuns: 12_000 });
    expect(reported).toEqual([]);
  });

  it('leave nothing behind', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const used = (): number => {
      collectGarbage();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const respond = responder(() => {});
    const messages = fc.sample(anyMessage, 5000);
    const round = async (): Promise<number> => {
      for (const message of messages) await respond(message, 'udp');
      return used();
    };
    await round();
    const before = await round();
    for (let turn = 0; turn < 3; turn += 1) await round();
    // 20,000 packets more: a leak of 100 bytes a packet would show.
    expect((await round()) - before).toBeLessThan(2_000_000);
  });

  it('do not bring the server down, by UDP', async () => {
    const { port } = await serve({ known: worldOfMany(100), version: () => 1 });
    const socket = createSocket('udp4');
    const received = on(socket, 'message') as AsyncIterableIterator<[Buffer]>;
    const probe = query('cluster.local', 'SOA', { id: 0xbeef });
    const isProbe = (message: Buffer): boolean => message.subarray(0, 2).equals(probe.subarray(0, 2));
    const messages = fc.sample(anyMessage, 6000).filter((message) => !isProbe(message));
    for (let start = 0; start < messages.length; start += 50) {
      for (const message of [...messages.slice(start, start + 50), probe]) socket.send(message, port, '127.0.0.1');
      // Until this one is answered: the server is up, and has read those before.
      for (let next = await received.next(); !isProbe(next.value[0]); next = await received.next());
    }
    socket.close();
  });

  it('do not bring the server down, by TCP', async () => {
    const { port } = await serve({ known: worldOfMany(100), version: () => 1 });
    const streams = fc.sample(
      fc.oneof(
        random,
        fc.array(anyMessage, { maxLength: 30 }).map((all) => Buffer.concat(all.map(withLength))),
      ),
      200,
    );
    for (const [index, stream] of streams.entries()) {
      const socket = await openTcp(port);
      if (index % 3 === 0) socket.write(stream, () => socket.resetAndDestroy());
      else socket.end(stream);
      await readAll(socket);
    }
    expect(await askTcp(port, query('cluster.local', 'SOA'))).toHaveLength(1);
  });

  it('are dropped while too many wait, and the server goes on', async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = 0;
    const { port } = await serve({
      world: async () => {
        asked += 1;
        await gate;
        return worldOfMany(1);
      },
    });
    const socket = createSocket('udp4');
    const send = async (): Promise<void> => {
      socket.send(query(many), port, '127.0.0.1');
      await new Promise((resolve) => setImmediate(resolve));
    };
    while (asked < 1000) await send();
    for (let more = 0; more < 300; more += 1) await send();
    expect(asked).toBe(1000);
    release();
    expect(await askTcp(port, query(many))).toHaveLength(1);
    expect(await askUdp(port, query(many))).toBeDefined();
    socket.close();
  });
});
