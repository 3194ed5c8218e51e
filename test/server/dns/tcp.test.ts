import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { askTcp, messagesOf, openTcp, query, read, readAll, serve, withLength, worldOfMany } from './client';

const soaQuery = (id: number) => query('cluster.local', 'SOA', { id });

describe('a connection', () => {
  it('takes many questions at once and answers each', async () => {
    const { port } = await serve();
    const ids = Array.from({ length: 500 }, (_, id) => id);
    const responses = await askTcp(port, ...ids.map(soaQuery));
    expect(responses.map((message) => read(message).id)).toEqual(ids);
  });

  it('takes a question in pieces, and the next one later', async () => {
    const { port } = await serve();
    const socket = await openTcp(port);
    for (const id of [1, 2]) {
      for (const byte of withLength(soaQuery(id))) socket.write(Buffer.from([byte]));
      const [response] = (await once(socket, 'data')) as [Buffer];
      expect(messagesOf(response).map((message) => read(message).id)).toEqual([id]);
    }
  });

  it('does not answer answers, and says FORMERR to what is broken', async () => {
    const { port } = await serve();
    const broken = soaQuery(2).subarray(0, 20);
    const answer = query('cluster.local', 'SOA', { type: 'response' });
    const responses = await askTcp(port, answer, broken, Buffer.from([0, 7]), Buffer.alloc(0), soaQuery(3));
    expect(responses.map((message) => [read(message).id, read(message).rcode])).toEqual([
      [2, 'FORMERR'],
      [7, 'FORMERR'],
      [3, 'NOERROR'],
    ]);
  });

  it('ends where a question is too large', async () => {
    const { port } = await serve();
    const socket = await openTcp(port);
    socket.write(Buffer.concat([withLength(soaQuery(1)), Buffer.from([0xff, 0xff]), Buffer.alloc(5000)]));
    expect(messagesOf(await readAll(socket)).map((message) => read(message).id)).toEqual([1]);
  });

  it('ends where no question comes for a while, whatever else does', async () => {
    const { port } = await serve({ idleTimeout: 100 });
    const silent = await openTcp(port);
    const slow = await openTcp(port);
    const drip = setInterval(() => slow.write(Buffer.from([0])), 20);
    expect(await Promise.all([readAll(silent), readAll(slow)])).toEqual([Buffer.alloc(0), Buffer.alloc(0)]);
    clearInterval(drip);
  });

  it('ends where the answers are not taken', async () => {
    const { port } = await serve({ known: worldOfMany(1000), idleTimeout: 200, maxConnections: 1 });
    const socket = await openTcp(port);
    socket.pause();
    socket.write(Buffer.concat(Array<Buffer>(5000).fill(withLength(query('many.default.svc.cluster.local')))));
    // There is room for another one as soon as this one has been cut off.
    let responses: Buffer[] = [];
    while (responses.length === 0) responses = await askTcp(port, soaQuery(1));
    const received = await readAll(socket.resume());
    expect(received.length).toBeLessThan(5000 * 16_000);
  });

  it('is refused where there are too many, and there is room again when they leave', async () => {
    const { port } = await serve({ maxConnections: 3 });
    const sockets = await Promise.all([1, 2, 3].map(() => openTcp(port)));
    // Each has been accepted once it is answered.
    for (const socket of sockets) {
      socket.write(withLength(soaQuery(1)));
      await once(socket, 'data');
    }
    expect(await readAll(await openTcp(port))).toEqual(Buffer.alloc(0));
    const [leaving] = sockets;
    leaving?.end();
    if (leaving !== undefined) await once(leaving, 'close');
    expect(await askTcp(port, soaQuery(4))).toHaveLength(1);
  });

  it('is cut off when the server closes', async () => {
    const server = await serve();
    const socket = await openTcp(server.port);
    const all = readAll(socket);
    await server.close();
    expect(await all).toEqual(Buffer.alloc(0));
  });
});
