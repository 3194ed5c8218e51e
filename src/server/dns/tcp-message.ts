/** Bytes; no question comes near it. */
const MAX_MESSAGE = 4096;

const LENGTH_SIZE = 2;

/** A message with its length before it. @see RFC 1035 4.2.2 */
export function withLength(message: Buffer): Buffer {
  const length = Buffer.alloc(LENGTH_SIZE);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

/** The messages of a connection, however it is cut into chunks. One that is too large ends them. */
export async function* readMessages(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= LENGTH_SIZE) {
      const length = rest.readUInt16BE(0);
      if (length > MAX_MESSAGE) return;
      if (rest.length < LENGTH_SIZE + length) break;
      yield rest.subarray(LENGTH_SIZE, LENGTH_SIZE + length);
      rest = rest.subarray(LENGTH_SIZE + length);
    }
  }
}
