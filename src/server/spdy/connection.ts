import { type Duplex, finished } from 'node:stream';
import { finished as whenFinished } from 'node:stream/promises';
import { SpdyError } from './error';
import { createFrameReader, type Frame, goAwayFrame, goAwayStatus, pingFrame, synReplyFrame } from './frame';
import { createHeaderReader, createHeaderWriter } from './header-block';
import { OpenStream, type SpdyStream } from './stream';

export type SpdyConnection = {
  /** Resolves when the transport has ended. */
  readonly closed: Promise<void>;
  /** Ends all streams and then the transport, as soon as what was written to them is out. */
  readonly close: () => void;
};

/** Streams at a time. */
const MAX_STREAMS = 1000;

/** Bytes of answers to a client that does not read them, beyond which it is not read either. */
const MAX_OWED = 64 * 1024;

/** Milliseconds that a client has to end its side. A transport that is destroyed before may lose what was sent last. */
const LINGER = 5000;

const noHeaders = new Map<string, string>();

class Connection {
  readonly closed: Promise<void>;
  private readonly readFrames = createFrameReader();
  private readonly readHeaders = createHeaderReader();
  private readonly writeHeaders = createHeaderWriter();
  private readonly streams = new Map<number, OpenStream>();
  private lastStreamId = 0;
  private owed = 0;
  /** No stream may be opened any more. */
  private isLeaving = false;
  private isOver = false;
  private linger: NodeJS.Timeout | undefined;
  private wake = (): void => undefined;

  constructor(
    private readonly transport: Duplex,
    private readonly onStream: (stream: SpdyStream) => void,
  ) {
    this.closed = new Promise((resolve) => {
      finished(transport, () => {
        this.end(goAwayStatus.ok);
        clearTimeout(this.linger);
        resolve();
      });
    });
    // What breaks here is the connection, and with it the one to tell.
    transport.on('error', () => transport.destroy());
    this.receive()
      .catch(() => undefined)
      .finally(() => this.end(goAwayStatus.ok));
  }

  close(): void {
    this.isLeaving = true;
    const writes = [...this.streams.values()].map(({ duplex }) => whenFinished(duplex.end(), { readable: false }));
    void Promise.allSettled(writes).then(() => this.end(goAwayStatus.ok));
  }

  /** Reads to the transport's end, also when nobody listens any more, and no faster than the streams are read. */
  private async receive(): Promise<void> {
    for await (const chunk of this.transport.iterator({ destroyOnReturn: false })) {
      if (this.isOver) continue;
      try {
        this.handleAll(chunk);
      } catch {
        this.end(goAwayStatus.protocolError);
      }
      while (this.mustWait()) {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    }
  }

  private mustWait(): boolean {
    if (this.isOver) return false;
    return this.owed > MAX_OWED || [...this.streams.values()].some(({ isFull }) => isFull);
  }

  private handleAll(chunk: Buffer): void {
    for (const frame of this.readFrames(chunk)) {
      this.handle(frame);
      if (this.isOver) return;
    }
  }

  private handle(frame: Frame): void {
    switch (frame.kind) {
      case 'synStream':
        return this.open(frame);
      case 'headers':
        // Later blocks refer to it, though nobody wants to know.
        this.readHeaders(frame.block);
        if (frame.isLast) this.streams.get(frame.streamId)?.receive(Buffer.alloc(0), true);
        return;
      case 'data':
        return this.streams.get(frame.streamId)?.receive(frame.bytes, frame.isLast);
      case 'rstStream':
        return this.streams.get(frame.streamId)?.abandon();
      case 'ping':
        // Even ones would be the server's own.
        if (frame.id % 2 === 1) this.answer(pingFrame(frame.id));
        return;
      case 'goAway':
        this.isLeaving = true;
        return this.endIfUnused();
    }
  }

  /** @throws SpdyError */
  private open({ streamId, isLast, isUnidirectional, block }: Frame & { kind: 'synStream' }): void {
    const headers = this.readHeaders(block);
    if (this.isLeaving) return;
    if (streamId % 2 === 0 || streamId <= this.lastStreamId) throw new SpdyError('not the id of a new stream');
    if (this.streams.size >= MAX_STREAMS) throw new SpdyError('too many streams');
    this.lastStreamId = streamId;
    const stream = new OpenStream(streamId, headers, {
      send: (frame, done) => this.send(frame, done),
      onChange: (changed) => this.onChange(changed),
    });
    this.streams.set(streamId, stream);
    this.answer(synReplyFrame(streamId, this.writeHeaders(noHeaders)));
    if (isUnidirectional) stream.makeUnidirectional();
    if (isLast) stream.receive(Buffer.alloc(0), true);
    try {
      this.onStream(stream);
    } catch {
      stream.duplex.destroy();
    }
  }

  private onChange(stream: OpenStream): void {
    if (stream.isClosed) this.streams.delete(stream.id);
    this.wake();
    this.endIfUnused();
  }

  private endIfUnused(): void {
    if (this.isLeaving && this.streams.size === 0) this.end(goAwayStatus.ok);
  }

  /** Sends what a client's frame makes necessary. */
  private answer(frame: Buffer): void {
    this.owed += frame.length;
    this.send(frame, () => {
      this.owed -= frame.length;
      this.wake();
    });
  }

  private send(frame: Buffer, done: (error?: Error | null) => void = () => undefined): void {
    if (this.isOver || !this.transport.writable) done();
    else this.transport.write(frame, done);
  }

  private end(status: number): void {
    if (this.isOver) return;
    this.send(goAwayFrame(this.lastStreamId, status));
    this.isOver = true;
    for (const stream of this.streams.values()) stream.abandon();
    this.transport.end();
    this.linger = setTimeout(() => this.transport.destroy(), LINGER).unref();
    this.wake();
  }
}

/**
 * Speaks SPDY/3.1 as a server: over a connection that was upgraded to it, or what tunnels one. Bytes that came with
 * the upgrade must have been put back (`unshift`). Whatever the client sends, nothing is thrown: what is wrong ends
 * the connection.
 *
 * One stream that is not read makes all others wait, as in spdystream, which has no flow control either.
 * @param onStream called for each stream that the client opens; what it throws resets the stream
 * @upstream moby/spdystream connection.go; apimachinery pkg/util/httpstream/spdy/connection.go
 */
export function serveSpdy(transport: Duplex, onStream: (stream: SpdyStream) => void): SpdyConnection {
  const connection = new Connection(transport, onStream);
  return { closed: connection.closed, close: () => connection.close() };
}
