import { Duplex } from 'node:stream';
import { dataFrame, resetStatus, rstStreamFrame } from './frame';
import type { Headers } from './header-block';

/** A stream that a client has opened. */
export type SpdyStream = {
  /** By their names in lower case: `streamtype`, `port`, `requestid`. */
  readonly headers: Headers;
  /**
   * Readable is what the client sends, until it has sent all; writable what it gets. `end()` says that this was all,
   * `destroy()` resets the stream. It is destroyed when the client resets it or the connection ends; that and
   * every other error is no event that must be heard.
   */
  readonly duplex: Duplex;
};

/** What a stream needs of its connection. */
export type Wire = {
  /** Sends a frame; `done` once the transport has taken it. */
  readonly send: (frame: Buffer, done?: (error?: Error | null) => void) => void;
  /** The stream has room again, or one of its sides has ended. */
  readonly onChange: (stream: OpenStream) => void;
};

/** What may wait unread, in bytes: the window that SPDY/3.1 starts with, although nobody here counts windows. */
const READ_AHEAD = 64 * 1024;

/** Larger writes are cut, so that other streams come in between. */
const MAX_DATA = 64 * 1024;

/** A stream's two sides, each of which ends for itself. @upstream moby/spdystream stream.go */
export class OpenStream implements SpdyStream {
  readonly duplex: Duplex;
  /** Whether the client should wait before it sends more. */
  isFull = false;
  private clientEnded = false;
  private serverEnded = false;

  constructor(
    readonly id: number,
    readonly headers: Headers,
    private readonly wire: Wire,
  ) {
    this.duplex = new Duplex({
      readableHighWaterMark: READ_AHEAD,
      read: () => this.onRoom(),
      write: (chunk: Buffer, _encoding, done) => this.send(chunk, done),
      final: (done) => this.sendEnd(done),
      destroy: (error, done) => {
        if (!this.isClosed) wire.send(rstStreamFrame(id, resetStatus.cancel));
        this.markClosed();
        done(error);
      },
    });
    this.duplex.on('error', () => undefined);
  }

  /** Whether neither side has more to say. */
  get isClosed(): boolean {
    return this.clientEnded && this.serverEnded;
  }

  /** Takes what the client sent; what comes after its end is dropped. */
  receive(bytes: Buffer, isLast: boolean): void {
    if (this.clientEnded) return;
    if (bytes.length > 0) this.isFull = !this.duplex.push(bytes);
    if (!isLast) return;
    this.clientEnded = true;
    this.duplex.push(null);
    this.wire.onChange(this);
  }

  /** The client takes nothing on this stream, not even its end. */
  makeUnidirectional(): void {
    this.serverEnded = true;
    this.duplex.end();
    this.wire.onChange(this);
  }

  /** Ends both sides without a word to the client. */
  abandon(): void {
    this.markClosed();
    this.duplex.destroy();
  }

  private markClosed(): void {
    this.clientEnded = true;
    this.serverEnded = true;
    this.isFull = false;
    this.wire.onChange(this);
  }

  private onRoom(): void {
    if (!this.isFull) return;
    this.isFull = false;
    this.wire.onChange(this);
  }

  private send(bytes: Buffer, done: (error?: Error | null) => void): void {
    let rest = bytes;
    for (; rest.length > MAX_DATA; rest = rest.subarray(MAX_DATA)) {
      this.wire.send(dataFrame(this.id, rest.subarray(0, MAX_DATA), false));
    }
    this.wire.send(dataFrame(this.id, rest, false), done);
  }

  private sendEnd(done: (error?: Error | null) => void): void {
    if (this.serverEnded) return done();
    this.serverEnded = true;
    this.wire.send(dataFrame(this.id, Buffer.alloc(0), true), done);
    this.wire.onChange(this);
  }
}
