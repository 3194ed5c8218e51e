import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { DICTIONARY_ID, dictionary } from './dictionary';
import { SpdyError } from './error';

/** By their names, which are in lower case. */
export type Headers = ReadonlyMap<string, string>;

/** Bytes of one block when it is inflated. */
const MAX_BLOCK = 64 * 1024;

/** How far back deflate can refer. */
const WINDOW = 32 * 1024;

const finishFlush = constants.Z_SYNC_FLUSH;

const ZLIB_HEADER_SIZE = 6;

/** Deflate, a window of 32 KiB, and a dictionary. @see RFC 1950 2.2 */
const CMF_FLG = 0x78bb;

/** The deflate stream behind its zlib header. */
function withoutZlibHeader(block: Buffer): Buffer {
  const bits = block.readUInt16BE(0);
  const isDeflate = bits % 31 === 0 && ((bits >> 8) & 0x0f) === 8;
  if (!isDeflate || (bits & 0x20) === 0 || block.readUInt32BE(2) !== DICTIONARY_ID) {
    throw new SpdyError('not a zlib stream with the dictionary of SPDY/3');
  }
  return block.subarray(ZLIB_HEADER_SIZE);
}

function parsePairs(bytes: Buffer): Headers {
  const headers = new Map<string, string>();
  let offset = 4;
  const readText = (): string => {
    const start = offset + 4;
    offset = start + bytes.readUInt32BE(offset);
    if (offset > bytes.length) throw new SpdyError('header longer than its block');
    return bytes.toString('utf8', start, offset);
  };
  for (let left = bytes.readUInt32BE(0); left > 0; left -= 1) {
    const name = readText();
    if (name !== name.toLowerCase()) throw new SpdyError('header name not in lower case');
    if (headers.has(name)) throw new SpdyError('header more than once');
    const [value = ''] = readText().split('\0');
    headers.set(name, value);
  }
  if (offset !== bytes.length) throw new SpdyError('more in a header block than its headers');
  return headers;
}

/**
 * Reads a connection's header blocks, which must come in order: each may refer to those before it. Of a header with
 * several values it keeps the first, which is what Go's Header.Get gives.
 *
 * Every block ends with a sync flush and thus at a byte, so that it can be inflated by itself when what came before
 * it is its dictionary. Node has no other way to inflate a part of a stream at once.
 * @upstream moby/spdystream spdy/read.go parseHeaderValueBlock
 */
export function createHeaderReader(): (block: Buffer) => Headers {
  let window = dictionary;
  let isFirst = true;
  return (block) => {
    const deflated = isFirst ? withoutZlibHeader(block) : block;
    isFirst = false;
    const bytes = inflateRawSync(deflated, { dictionary: window, finishFlush, maxOutputLength: MAX_BLOCK });
    window = Buffer.concat([window, bytes]).subarray(-WINDOW);
    return parsePairs(bytes);
  };
}

/** Writes a connection's header blocks, which must be sent in order. None refers to another. */
export function createHeaderWriter(): (headers: Headers) => Buffer {
  const zlibHeader = Buffer.alloc(ZLIB_HEADER_SIZE);
  zlibHeader.writeUInt16BE(CMF_FLG, 0);
  zlibHeader.writeUInt32BE(DICTIONARY_ID, 2);
  let isFirst = true;
  return (headers) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(headers.size);
    const texts = [...headers].flat().map((text) => Buffer.from(text));
    const pairs = texts.flatMap((text) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(text.length);
      return [length, text];
    });
    const deflated = deflateRawSync(Buffer.concat([count, ...pairs]), { finishFlush });
    const block = isFirst ? Buffer.concat([zlibHeader, deflated]) : deflated;
    isFirst = false;
    return block;
  };
}
