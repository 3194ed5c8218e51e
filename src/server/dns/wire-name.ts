const MAX_NAME = 255;
const MAX_LABEL = 63;

/** A name's place in a message. */
export type WireName = {
  /** Labels with their lengths, as they came. */
  readonly bytes: Buffer;
  /** The same for people, without the last dot: bytes that are no plain letters are written `\DDD`. */
  readonly text: string;
};

function labelText(label: Buffer): string {
  return label
    .toString('latin1')
    .replace(/[^!-~]|[.\\]/g, (byte) => `\\${String(byte.charCodeAt(0)).padStart(3, '0')}`);
}

/**
 * Reads the name of a question. Nothing stands before it, so that it cannot point anywhere.
 * @throws RangeError where it is none
 */
export function readName(message: Buffer, start: number): WireName {
  const labels: string[] = [];
  let offset = start;
  for (;;) {
    const length = message.readUInt8(offset);
    offset += 1;
    if (length === 0) break;
    if (length > MAX_LABEL || offset + length > message.length) throw new RangeError('bad label');
    labels.push(labelText(message.subarray(offset, offset + length)));
    offset += length;
    if (offset - start >= MAX_NAME) throw new RangeError('name too long');
  }
  return { bytes: message.subarray(start, offset), text: labels.join('.') };
}

/** Where a name ends that may end in a pointer. @throws RangeError where it is none */
export function endOfName(message: Buffer, start: number): number {
  let offset = start;
  for (;;) {
    const length = message.readUInt8(offset);
    if (length === 0) return offset + 1;
    if (length >= 0xc0) return offset + 2;
    if (length > MAX_LABEL) throw new RangeError('bad label');
    offset += length + 1;
    if (offset - start >= MAX_NAME) throw new RangeError('name too long');
  }
}

/** Whether a name without its last dot can be written into a message. */
export function isWireName(text: string): boolean {
  const labels = text.split('.').map((label) => Buffer.byteLength(label));
  const length = labels.reduce((sum, label) => sum + label + 1, 1);
  return length <= MAX_NAME && labels.every((label) => label > 0 && label <= MAX_LABEL);
}

/**
 * Shortens a record by the end of its owner's name, where the question has the same.
 * @param record the record, from its owner's name on
 * @param asked the question's name
 * @param askedAt where that stands in the message
 */
export function shortenOwner(record: Buffer, asked: Buffer, askedAt: number): Buffer {
  const end = endOfName(record, 0);
  const name = asked.toString('latin1').toLowerCase();
  for (let start = 0; start < end - 1; start += record.readUInt8(start) + 1) {
    const suffix = record.toString('latin1', start, end).toLowerCase();
    if (!name.endsWith(suffix)) continue;
    const pointer = Buffer.alloc(2);
    pointer.writeUInt16BE(0xc000 + askedAt + name.length - suffix.length);
    return Buffer.concat([record.subarray(0, start), pointer, record.subarray(end)]);
  }
  return record;
}
