import { type Duplex, duplexPair } from 'node:stream';
import { constants, createDeflate, createInflate } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { type SpdyConnection, serveSpdy } from '../../../src/server/spdy/connection';
import { dictionary } from '../../../src/server/spdy/dictionary';
import type { SpdyStream } from '../../../src/server/spdy/stream';

export const [FIN, UNIDIRECTIONAL] = [1, 2];

const names: Readonly<Record<number, string>> = { 2: 'SYN_REPLY', 3: 'RST_STREAM', 6: 'PING', 7: 'GOAWAY' };

/** Bytes from hexadecimal digits, with any space between. */
export function hex(digits: string): Buffer {
  return Buffer.from(digits.replaceAll(/\s/g, ''), 'hex');
}

export function words(...values: readonly number[]): Buffer {
  return Buffer.concat(values.map((value) => hex(value.toString(16).padStart(8, '0'))));
}

export function control(type: number, flags: number, ...payload: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(payload);
  return Buffer.concat([words(0x8003_0000 + type, flags * 0x100_0000 + bytes.length), bytes]);
}

export function data(id: number, text: string | Buffer, flags = 0): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([words(id, flags * 0x100_0000 + bytes.length), bytes]);
}

export const rst = (id: number): Buffer => control(3, 0, words(id, 5));
export const ping = (id: number): Buffer => control(6, 0, words(id));
export const goAway = control(7, 0, words(0, 0));

/** The pairs of a header block before they are deflated. */
export function pairs(headers: Readonly<Record<string, string>>): Buffer {
  const texts = Object.entries(headers).flat();
  return Buffer.concat([words(texts.length / 2), ...texts.flatMap((text) => [words(text.length), Buffer.from(text)])]);
}

/** One deflate stream for all blocks, as real clients have it. */
export function createDeflater(level = constants.Z_DEFAULT_COMPRESSION): (bytes: Buffer) => Promise<Buffer> {
  const deflate = createDeflate({ dictionary, level });
  return async (bytes) => {
    deflate.write(bytes);
    await new Promise<void>((resolve) => deflate.flush(constants.Z_SYNC_FLUSH, resolve));
    return deflate.read();
  };
}

/** One inflate stream for all blocks. */
export function createInflater(): (bytes: Buffer) => Promise<Buffer> {
  const inflate = createInflate({ dictionary });
  return async (bytes) => {
    await new Promise<unknown>((resolve) => inflate.write(bytes, resolve));
    return inflate.read();
  };
}

/** What the server sends, a line for each frame. */
async function* readLines(transport: Duplex): AsyncGenerator<string> {
  const inflate = createInflater();
  let rest = Buffer.alloc(0);
  for await (const chunk of transport.iterator({ destroyOnReturn: false })) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 8 && rest.length >= 8 + rest.readUIntBE(5, 3)) {
      const end = 8 + rest.readUIntBE(5, 3);
      const [first, flags, payload] = [rest.readUInt32BE(0), rest.readUInt8(4), rest.subarray(8, end)];
      rest = rest.subarray(end);
      const fin = flags === FIN ? ' FIN' : '';
      if (first < 0x8000_0000) {
        yield `DATA ${first} ${payload.length > 100 ? payload.length : payload}`.trimEnd() + fin;
        continue;
      }
      const values = [0, 4].filter((at) => at < payload.length).map((at) => payload.readUInt32BE(at));
      if ((first & 0xffff) === 2) values[1] = (await inflate(payload.subarray(4))).readUInt32BE(0);
      yield [names[first & 0xffff], ...values].join(' ') + fin;
    }
  }
  yield 'end';
}

export type TestClient = {
  readonly transport: Duplex;
  readonly connection: SpdyConnection;
  /** Those that the server has been told of. */
  readonly streams: SpdyStream[];
  /** A SYN_STREAM frame. */
  readonly syn: (id: number, headers?: Readonly<Record<string, string>>, flags?: number) => Promise<Buffer>;
  readonly send: (...frames: readonly Buffer[]) => void;
  /** So many of the next frames of the server; `end` where there are no more. */
  readonly next: (count: number) => Promise<string[]>;
  /** Opens a stream, and takes the answer. */
  readonly open: (id: number, headers?: Readonly<Record<string, string>>, flags?: number) => Promise<SpdyStream>;
};

/** A client, and a server that hands its streams to `onStream`; they end with the test. */
export function startClient(
  onStream: (stream: SpdyStream) => void = () => undefined,
  [transport, served]: [Duplex, Duplex] = duplexPair(),
): TestClient {
  const streams: SpdyStream[] = [];
  const connection = serveSpdy(served, (stream) => {
    streams.push(stream);
    onStream(stream);
  });
  onTestFinished(() => {
    transport.destroy();
    served.destroy();
  });
  transport.on('error', () => undefined);
  const deflate = createDeflater();
  const lines = readLines(transport);
  const client: TestClient = {
    transport,
    connection,
    streams,
    syn: async (id, headers = {}, flags = 0) =>
      control(1, flags, words(id, 0), Buffer.alloc(2), await deflate(pairs(headers))),
    send: (...frames) => void transport.write(Buffer.concat(frames)),
    async next(count) {
      const taken: string[] = [];
      while (taken.length < count) taken.push((await lines.next()).value ?? 'end');
      return taken;
    },
    async open(id, headers, flags) {
      client.send(await client.syn(id, headers, flags));
      await client.next(1);
      const stream = streams.at(-1);
      if (stream === undefined) throw new Error('no stream');
      return stream;
    },
  };
  return client;
}

/** All that a stream's client sends. */
export async function textOf({ duplex }: SpdyStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of duplex.iterator({ destroyOnReturn: false })) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
