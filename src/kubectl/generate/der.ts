/** One value in DER: its tag, its content, and both together. */
export type DerValue = { readonly tag: number; readonly content: Uint8Array; readonly whole: Uint8Array };

/** Bytes that are no DER. */
export class DerError extends Error {}

export const der = { integer: 0x02, bitString: 0x03, octetString: 0x04, oid: 0x06, sequence: 0x30 } as const;

/** The values that stand one after the other. @throws DerError */
export function readDer(bytes: Uint8Array): DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    const value = readValue(bytes, at);
    values.push(value);
    at += value.whole.length;
  }
  return values;
}

/** The values in a sequence that is all there is. @throws DerError */
export function readSequence(bytes: Uint8Array): DerValue[] {
  const [only, ...more] = readDer(bytes);
  if (only === undefined || more.length > 0) throw new DerError('one sequence is wanted');
  return valuesIn(only);
}

/** The values in a sequence. @throws DerError */
export function valuesIn(value: DerValue | undefined): DerValue[] {
  if (value?.tag !== der.sequence) throw new DerError('a sequence is wanted');
  return readDer(value.content);
}

/** Writes one value. */
export function writeDer(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, { length }) => sum + length, 0);
  const digits = length < 0x80 ? [length] : bigEndian(length);
  const head = length < 0x80 ? [tag, ...digits] : [tag, 0x80 + digits.length, ...digits];
  return Uint8Array.from([...head, ...contents.flatMap((content) => [...content])]);
}

function bigEndian(length: number): number[] {
  return length < 0x100 ? [length] : [...bigEndian(length >> 8), length & 0xff];
}

function readValue(bytes: Uint8Array, start: number): DerValue {
  const tag = bytes[start] ?? 0;
  const first = bytes[start + 1] ?? 0;
  const count = first < 0x80 ? 0 : first - 0x80;
  if (count > 4 || first === 0x80) throw new DerError('the length is too long');
  const from = start + 2 + count;
  const length = count === 0 ? first : bytes.subarray(start + 2, from).reduce((sum, byte) => sum * 256 + byte, 0);
  if (from + length > bytes.length) throw new DerError('the content ends too soon');
  return { tag, content: bytes.subarray(from, from + length), whole: bytes.subarray(start, from + length) };
}
