import { SpdyError } from './error';

/** What a client sends that matters to a server. */
export type Frame =
  | {
      readonly kind: 'synStream';
      readonly streamId: number;
      /** No data follows from the client. */
      readonly isLast: boolean;
      /** No data may follow from the server. */
      readonly isUnidirectional: boolean;
      readonly block: Buffer;
    }
  /** HEADERS or SYN_REPLY. */
  | { readonly kind: 'headers'; readonly streamId: number; readonly isLast: boolean; readonly block: Buffer }
  /** A data frame, or as much of it as is there. */
  | { readonly kind: 'data'; readonly streamId: number; readonly isLast: boolean; readonly bytes: Buffer }
  | { readonly kind: 'rstStream'; readonly streamId: number }
  | { readonly kind: 'ping'; readonly id: number }
  | { readonly kind: 'goAway' };

/** @see draft-mbelshe-httpbis-spdy-00 2.6 */
const type = { synStream: 1, synReply: 2, rstStream: 3, ping: 6, goAway: 7, headers: 8 } as const;

const flag = { fin: 0x01, unidirectional: 0x02 } as const;

/** Why a stream is reset. @see draft-mbelshe-httpbis-spdy-00 2.6.3 */
export const resetStatus = { cancel: 5 } as const;

/** Why a connection ends. @see draft-mbelshe-httpbis-spdy-00 2.6.6 */
export const goAwayStatus = { ok: 0, protocolError: 1 } as const;

const VERSION = 3;
const HEAD_SIZE = 8;

/** Bytes behind the head of a control frame; only header blocks come near it. */
const MAX_CONTROL = 64 * 1024;

type Head = {
  /** Undefined for a data frame. */
  readonly type: number | undefined;
  readonly streamId: number;
  readonly flags: number;
  /** How much is still to come. */
  left: number;
};

function readHead(bytes: Buffer): Head {
  const word = bytes.readUInt32BE(0);
  const [flags, left] = [bytes.readUInt8(4), bytes.readUIntBE(5, 3)];
  if (word < 0x8000_0000) {
    if (word === 0) throw new SpdyError('stream 0');
    return { type: undefined, streamId: word, flags, left };
  }
  if (((word >>> 16) & 0x7fff) !== VERSION) throw new SpdyError('not version 3');
  if (left > MAX_CONTROL) throw new SpdyError('control frame too long');
  return { type: word & 0xffff, streamId: 0, flags, left };
}

function readStreamId(payload: Buffer): number {
  const streamId = payload.readUInt32BE(0) & 0x7fff_ffff;
  if (streamId === 0) throw new SpdyError('stream 0');
  return streamId;
}

function expectLength(payload: Buffer, length: number): void {
  if (payload.length !== length) throw new SpdyError('wrong length of a control frame');
}

/** Undefined for what a server may ignore: SETTINGS, WINDOW_UPDATE, and what is unknown. @throws SpdyError, RangeError */
function readControl({ type: kind, flags }: Head, payload: Buffer): Frame | undefined {
  const isLast = (flags & flag.fin) !== 0;
  switch (kind) {
    case type.synStream: {
      const isUnidirectional = (flags & flag.unidirectional) !== 0;
      const block = payload.subarray(10);
      return { kind: 'synStream', streamId: readStreamId(payload), isLast, isUnidirectional, block };
    }
    case type.synReply:
    case type.headers:
      return { kind: 'headers', streamId: readStreamId(payload), isLast, block: payload.subarray(4) };
    case type.rstStream:
      expectLength(payload, 8);
      return { kind: 'rstStream', streamId: readStreamId(payload) };
    case type.ping:
      expectLength(payload, 4);
      return { kind: 'ping', id: payload.readUInt32BE(0) };
    case type.goAway:
      expectLength(payload, 8);
      return { kind: 'goAway' };
    default:
      return undefined;
  }
}

/** Bytes in the order that they came, joined only when as many are there as are wanted. */
function createByteQueue() {
  let chunks: Buffer[] = [];
  let size = 0;
  const take = (count: number): Buffer | undefined => {
    if (size < count) return undefined;
    const all = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
    size -= count;
    chunks = size > 0 ? [all.subarray(count)] : [];
    return all.subarray(0, count);
  };
  return {
    push(chunk: Buffer): void {
      if (chunk.length === 0) return;
      chunks.push(chunk);
      size += chunk.length;
    },
    take,
    takeUpTo: (count: number): Buffer => take(Math.min(count, size)) ?? Buffer.alloc(0),
  };
}

/**
 * Cuts what a client sends into frames, however it comes. Data is handed on as it arrives, so that no more than a
 * control frame is ever kept.
 * @throws SpdyError, RangeError when the frames are asked for; what follows is then no use either
 */
export function createFrameReader(): (chunk: Buffer) => Generator<Frame> {
  const queue = createByteQueue();
  let head: Head | undefined;

  /** Undefined where more bytes are needed. */
  function readData(of: Head): Frame | undefined {
    const bytes = queue.takeUpTo(of.left);
    if (bytes.length === 0 && of.left > 0) return undefined;
    of.left -= bytes.length;
    if (of.left === 0) head = undefined;
    return { kind: 'data', streamId: of.streamId, isLast: of.left === 0 && (of.flags & flag.fin) !== 0, bytes };
  }

  return function* readFrames(chunk) {
    queue.push(chunk);
    for (;;) {
      if (head === undefined) {
        const bytes = queue.take(HEAD_SIZE);
        if (bytes === undefined) return;
        head = readHead(bytes);
      }
      let frame: Frame | undefined;
      if (head.type === undefined) {
        frame = readData(head);
        if (frame === undefined) return;
      } else {
        const payload = queue.take(head.left);
        if (payload === undefined) return;
        frame = readControl(head, payload);
        head = undefined;
      }
      if (frame !== undefined) yield frame;
    }
  };
}

function controlFrame(kind: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_SIZE);
  head.writeUInt16BE(0x8000 | VERSION, 0);
  head.writeUInt16BE(kind, 2);
  head.writeUInt32BE(payload.length, 4);
  return Buffer.concat([head, payload]);
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
  return bytes;
}

export function synReplyFrame(streamId: number, block: Buffer): Buffer {
  return controlFrame(type.synReply, Buffer.concat([words(streamId), block]));
}

export function rstStreamFrame(streamId: number, status: number): Buffer {
  return controlFrame(type.rstStream, words(streamId, status));
}

export function pingFrame(id: number): Buffer {
  return controlFrame(type.ping, words(id));
}

/** @param lastStreamId the last that the client opened and the server took */
export function goAwayFrame(lastStreamId: number, status: number): Buffer {
  return controlFrame(type.goAway, words(lastStreamId, status));
}

/** @param isLast whether it ends what the server says on the stream */
export function dataFrame(streamId: number, bytes: Buffer, isLast: boolean): Buffer {
  const head = words(streamId, bytes.length);
  if (isLast) head.writeUInt8(flag.fin, 4);
  return Buffer.concat([head, bytes]);
}
