/** Bytes that are not SPDY/3.1, or more of it than is good for the server. */
export class SpdyError extends Error {
  override readonly name = 'SpdyError';
}
