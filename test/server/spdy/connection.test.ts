import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { control, data, FIN, goAway, hex, ping, rst, startClient, textOf, UNIDIRECTIONAL, words } from './client';
import recorded from './recorded.json';

/** Two ends of a real connection. */
async function socketPair(): Promise<[Socket, Socket]> {
  const server = createServer({ allowHalfOpen: true });
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const client = connect({ port: address !== null && typeof address === 'object' ? address.port : 0 });
  const [served] = (await once(server, 'connection')) as [Socket];
  return [client, served];
}

/** Lets all that is due happen, as far as no other process is needed. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('streams', () => {
  it('are told with their headers, and answered', async () => {
    const client = startClient();
    client.send(await client.syn(1, { streamtype: 'error' }), await client.syn(3, { streamtype: 'stdin', port: '80' }));
    expect(await client.next(2)).toEqual(['SYN_REPLY 1 0', 'SYN_REPLY 3 0']);
    expect(client.streams.map(({ headers }) => Object.fromEntries(headers))).toEqual([
      { streamtype: 'error' },
      { streamtype: 'stdin', port: '80' },
    ]);
  });

  it('are answered before anything is written to them', async () => {
    const client = startClient(({ duplex }) => duplex.end('at once'));
    client.send(await client.syn(1));
    expect(await client.next(3)).toEqual(['SYN_REPLY 1 0', 'DATA 1 at once', 'DATA 1 FIN']);
  });

  it('do not get in the way of each other', async () => {
    const client = startClient();
    const [one, three] = [await client.open(1), await client.open(3)];
    client.send(data(1, 'a'), data(3, 'x'), data(1, 'b'), data(3, 'y', FIN), data(1, 'c', FIN));
    expect([await textOf(one), await textOf(three)]).toEqual(['abc', 'xy']);
    one.duplex.write('1');
    three.duplex.write('2');
    one.duplex.end('3');
    three.duplex.end('4');
    const frames = await client.next(6);
    expect(frames.filter((frame) => frame.startsWith('DATA 1'))).toEqual(['DATA 1 1', 'DATA 1 3', 'DATA 1 FIN']);
    expect(frames.filter((frame) => frame.startsWith('DATA 3'))).toEqual(['DATA 3 2', 'DATA 3 4', 'DATA 3 FIN']);
  });

  it('end on one side only', async () => {
    const client = startClient();
    const { duplex, ...stream } = await client.open(1);
    client.send(data(1, 'question', FIN));
    expect(await textOf({ duplex, ...stream })).toBe('question');
    duplex.write('answer');
    expect(await client.next(1)).toEqual(['DATA 1 answer']);
    duplex.end();
    expect(await client.next(1)).toEqual(['DATA 1 FIN']);
    await once(duplex, 'close');
    expect(duplex.errored).toBeNull();
  });

  it('take data after the server has ended its side', async () => {
    const client = startClient();
    const stream = await client.open(1);
    stream.duplex.end();
    expect(await client.next(1)).toEqual(['DATA 1 FIN']);
    client.send(data(1, 'late', FIN));
    expect(await textOf(stream)).toBe('late');
  });

  it.each([
    ['SYN_STREAM', FIN, Buffer.alloc(0)],
    ['HEADERS', 0, control(8, FIN, words(1), hex('62606060 00 0000ffff'))],
  ])('may end with %s', async (_name, flags, more) => {
    const client = startClient();
    const opening = client.open(1, {}, flags);
    const stream = await opening;
    client.send(more);
    expect(await textOf(stream)).toBe('');
    stream.duplex.write('still open');
    expect(await client.next(1)).toEqual(['DATA 1 still open']);
  });

  it('get nothing where they are unidirectional', async () => {
    const client = startClient();
    const stream = await client.open(1, {}, UNIDIRECTIONAL);
    expect(stream.duplex.writableEnded).toBe(true);
    client.send(data(1, 'said', FIN), ping(1));
    expect(await client.next(1)).toEqual(['PING 1']);
    expect(await textOf(stream)).toBe('said');
  });

  it('are destroyed when the client resets them', async () => {
    const client = startClient();
    const [{ duplex }, other] = [await client.open(1), await client.open(3)];
    duplex.resume();
    client.send(data(1, 'a'), rst(1), data(1, 'too late'), rst(1), ping(1));
    if (!duplex.closed) await once(duplex, 'close');
    expect(duplex.readableEnded).toBe(false);
    duplex.write('nobody hears');
    other.duplex.write('goes on');
    expect(await client.next(2)).toEqual(['PING 1', 'DATA 3 goes on']);
  });

  it('are reset when they are destroyed', async () => {
    const client = startClient();
    const [first, second] = [await client.open(1), await client.open(3)];
    first.duplex.destroy();
    second.duplex.destroy(new Error('of the server'));
    expect(await client.next(2)).toEqual(['RST_STREAM 1 5', 'RST_STREAM 3 5']);
    client.send(data(1, 'too late'), rst(3), ping(1));
    expect(await client.next(1)).toEqual(['PING 1']);
  });

  it('are reset when they cannot be served, and when they are written to after their end', async () => {
    const client = startClient(() => {
      throw new Error('of the server');
    });
    const failed = await client.open(1);
    expect(await client.next(1)).toEqual(['RST_STREAM 1 5']);
    expect(failed.duplex.destroyed).toBe(true);
    const late = startClient(({ duplex }) => duplex.end());
    (await late.open(1)).duplex.write('late');
    expect(await late.next(2)).toEqual(['DATA 1 FIN', 'RST_STREAM 1 5']);
  });

  it('send what is large in pieces', async () => {
    const client = startClient();
    (await client.open(1)).duplex.write(Buffer.alloc(150_000));
    expect(await client.next(3)).toEqual(['DATA 1 65536', 'DATA 1 65536', 'DATA 1 18928']);
  });
});

describe('a connection', () => {
  it('echoes the pings of the client, and no others', async () => {
    const client = startClient();
    client.send(ping(1), ping(2), ping(0xffff_ffff));
    expect(await client.next(2)).toEqual(['PING 1', 'PING 4294967295']);
  });

  it('ends with the client, and its streams with it', async () => {
    const client = startClient();
    const { duplex } = await client.open(1);
    client.transport.end();
    expect(await client.next(2)).toEqual(['GOAWAY 1 0', 'end']);
    await client.connection.closed;
    expect([duplex.destroyed, duplex.readableEnded]).toEqual([true, false]);
  });

  it('ends when the client goes away and has no stream left', async () => {
    const client = startClient();
    await client.open(1);
    client.send(goAway, await client.syn(3), data(1, 'still', FIN));
    const [stream] = client.streams;
    expect(stream && (await textOf(stream))).toBe('still');
    stream?.duplex.end('heard');
    expect(await client.next(4)).toEqual(['DATA 1 heard', 'DATA 1 FIN', 'GOAWAY 1 0', 'end']);
    expect(client.streams).toHaveLength(1);
  });

  it('sends what was written before it closes', async () => {
    const client = startClient();
    const [first, second] = [await client.open(1), await client.open(3)];
    for (let count = 0; count < 40; count += 1) first.duplex.write(Buffer.alloc(50_000));
    second.duplex.end('status');
    client.connection.close();
    client.connection.close();
    const frames = await client.next(45);
    expect(frames.filter((frame) => frame === 'DATA 1 50000')).toHaveLength(40);
    expect(frames.filter((frame) => frame.startsWith('DATA 3'))).toEqual(['DATA 3 status', 'DATA 3 FIN']);
    expect(frames.slice(-2)).toEqual(['GOAWAY 3 0', 'end']);
    client.transport.end();
    await client.connection.closed;
  });

  it('closes without any stream', async () => {
    const client = startClient();
    client.connection.close();
    expect(await client.next(2)).toEqual(['GOAWAY 0 0', 'end']);
  });

  it('is closed on a transport that already is', async () => {
    const [transport, served] = await socketPair();
    served.destroy();
    await startClient(undefined, [transport, served]).connection.closed;
  });

  it('serves a recorded kubectl exec', async () => {
    const said: Promise<string>[] = [];
    const client = startClient((stream) => {
      if (stream.headers.get('streamtype') !== 'stdin') return;
      said.push(textOf(stream));
      stream.duplex.end();
    });
    client.send(hex(recorded.exec));
    expect(await client.next(7)).toEqual([
      ...['SYN_REPLY 1 0', 'SYN_REPLY 3 0', 'DATA 3 FIN', 'SYN_REPLY 5 0', 'SYN_REPLY 7 0', 'GOAWAY 7 0', 'end'],
    ]);
    // kubectl has it all by now, and is the one that went away.
    await expect(Promise.all(said)).resolves.toEqual(['hello\n']);
  });

  it('serves a recorded kubectl port-forward', async () => {
    const requests: string[] = [];
    const client = startClient((stream) => {
      if (stream.headers.get('streamtype') === 'error') stream.duplex.end();
      else void textOf(stream).then((text) => requests.push(text.split('\r\n')[0] ?? '') && stream.duplex.end('pong'));
    });
    client.send(hex(recorded.portForward));
    const frames = await client.next(15);
    expect(requests).toEqual(['GET /x1 HTTP/1.1', 'GET /x2 HTTP/1.1', 'GET /x3 HTTP/1.1']);
    expect(frames.filter((frame) => frame.endsWith('pong'))).toEqual(['DATA 3 pong', 'DATA 7 pong', 'DATA 11 pong']);
  });
});

describe('pressure', () => {
  /** Sends without end until nobody takes any more. @returns how much was taken */
  async function flood(transport: Duplex, bytes: Buffer, limit: number): Promise<number> {
    for (let sent = 0; sent < limit; sent += bytes.length) {
      if (transport.write(bytes)) continue;
      await settle();
      if (transport.writableNeedDrain) return sent;
    }
    return limit;
  }

  it('holds the client back while a stream is not read', async () => {
    const client = startClient();
    const { duplex } = await client.open(1);
    const sent = await flood(client.transport, data(1, Buffer.alloc(10_000)), 50_000_000);
    expect(sent).toBeLessThan(1_000_000);
    expect(duplex.readableLength).toBeLessThan(200_000);
    client.send(data(1, '', FIN));
    expect((await buffer(duplex)).length).toBeGreaterThanOrEqual(sent);
  });

  it('goes on when a stream that is not read is destroyed', async () => {
    const client = startClient();
    const { duplex } = await client.open(1);
    await flood(client.transport, data(1, Buffer.alloc(10_000)), 50_000_000);
    duplex.destroy();
    client.send(ping(1));
    expect(await client.next(2)).toEqual(['RST_STREAM 1 5', 'PING 1']);
  });

  it('holds back who asks and does not read', async () => {
    const client = startClient();
    const sent = await flood(client.transport, Buffer.concat(Array.from({ length: 1000 }, () => ping(1))), 50_000_000);
    expect(sent).toBeLessThan(1_000_000);
    expect(await client.next(1000)).toHaveLength(1000);
  });

  it('holds the server back while the client does not read', async () => {
    const [transport, served] = await socketPair();
    const client = startClient(undefined, [transport, served]);
    const { duplex } = await client.open(1);
    let sent = 0;
    for (; sent < 200_000_000; sent += 50_000) {
      if (duplex.write(Buffer.alloc(50_000))) continue;
      await settle();
      if (duplex.writableNeedDrain) break;
    }
    expect(sent).toBeLessThan(50_000_000);
    expect(served.writableLength).toBeLessThan(500_000);
    transport.resetAndDestroy();
    await client.connection.closed;
    expect(duplex.destroyed).toBe(true);
  });
});

describe('what is wrong', () => {
  it.each([
    ['version 2', () => hex('80020006 00000004 00000003')],
    ['HTTP', () => Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a header block that is none', () => control(1, 0, words(3, 0), hex('0000 ffffffff'))],
    ['a PING that is too long', () => control(6, 0, words(1, 1))],
  ])('ends the connection: %s', async (_name, bytes) => {
    const client = startClient();
    const { duplex } = await client.open(1);
    client.send(bytes(), ping(5));
    // "GET " is the id of a stream that nobody has opened; its frame is never complete.
    if (bytes().toString().startsWith('GET')) client.transport.end();
    const status = bytes().toString().startsWith('GET') ? 0 : 1;
    expect(await client.next(2)).toEqual([`GOAWAY 1 ${status}`, 'end']);
    expect(duplex.destroyed).toBe(true);
    client.send(ping(7));
    client.transport.end();
    await client.connection.closed;
  });

  it.each([
    ['of the client, again', 3],
    ['that is lower than the last', 1],
    ['of the server', 4],
  ])('ends the connection: a stream id %s', async (_name, id) => {
    const client = startClient();
    await client.open(3);
    client.send(await client.syn(id));
    expect(await client.next(2)).toEqual(['GOAWAY 3 1', 'end']);
    expect(client.streams).toHaveLength(1);
  });

  it('ends the connection: more streams than 1000 at a time', async () => {
    const client = startClient(({ duplex }) => duplex.end());
    const open = async (from: number, count: number, flags: number): Promise<void> => {
      const ids = Array.from({ length: count }, (_, index) => from + 2 * index);
      for (const id of ids) client.send(await client.syn(id, {}, flags));
      await client.next(2 * count);
    };
    await open(1, 1500, FIN);
    await open(3001, 1000, 0);
    client.send(await client.syn(5001));
    expect(await client.next(2)).toEqual(['GOAWAY 4999 1', 'end']);
  });

  it('does not keep a transport open whose client does not end it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const client = startClient();
    client.connection.close();
    expect(await client.next(2)).toEqual(['GOAWAY 0 0', 'end']);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(5000);
    await client.connection.closed;
    expect(vi.getTimerCount()).toBe(0);
  });
});
