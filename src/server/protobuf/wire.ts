import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { QuantityError } from '../../apimachinery/quantity';

/** Bytes that are not the message they should be; the text is Go's. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

/** An object of 1.5 MB, which is as large as they can be stored, has less. */
const mostFields = 250_000;

/**
 * Reads the fields of one message. Messages within it spend from the same number of fields, so that a body made of
 * empty ones cannot keep the server busy.
 */
export class MessageReader extends BinaryReader {
  constructor(
    bytes: Uint8Array,
    private readonly budget = { fields: mostFields },
  ) {
    super(bytes);
  }

  /** The message that a field holds. */
  message(): MessageReader {
    return new MessageReader(this.bytes(), this.budget);
  }

  /** The number of the next field, and how it is written. */
  nextField(message: string): { number: number; wireType: number } {
    if (this.budget.fields-- === 0) throw new WireError(`proto: ${message}: more than ${mostFields} fields`);
    const tag = this.uint32();
    const [number, wireType] = [tag >>> 3, tag & 7];
    if (wireType === WireType.EndGroup) throw new WireError(`proto: ${message}: wiretype end group for non-group`);
    if (number === 0) throw new WireError(`proto: ${message}: illegal tag 0 (wire type ${tag})`);
    return { number, wireType };
  }
}

/** How a field of a message is written, and what is done with it. */
export type FieldReader<Target> = {
  /** The field's name in Go, for errors. */
  readonly goName: string;
  readonly wireType: WireType;
  /** Whether several values may stand behind one tag. */
  readonly isPackable?: boolean;
  readonly read: (reader: MessageReader, target: Target) => void;
};

/**
 * Hands each field of a message to its reader, in the order of the bytes; fields without one are skipped.
 * @throws WireError, and what BinaryReader throws: see wireErrorText
 * @upstream gogo/protobuf plugin/unmarshal/unmarshal.go
 */
export function readFields<Target>(
  reader: MessageReader,
  message: string,
  fields: ReadonlyMap<number, FieldReader<Target>>,
  target: Target,
): Target {
  while (reader.pos < reader.len) {
    const { number, wireType } = reader.nextField(message);
    const field = fields.get(number);
    if (field === undefined) skipField(reader, number, wireType);
    else if (wireType === field.wireType) field.read(reader, target);
    else if (field.isPackable && wireType === WireType.LengthDelimited) readPacked(reader, field, target);
    else throw new WireError(`proto: wrong wireType = ${wireType} for field ${field.goName}`);
  }
  return target;
}

function skipField(reader: MessageReader, number: number, wireType: number): void {
  if (wireType > WireType.Bit32) throw new WireError(`proto: illegal wireType ${wireType}`);
  reader.skip(wireType, number);
}

function readPacked<Target>(reader: MessageReader, field: FieldReader<Target>, target: Target): void {
  const values = reader.message();
  while (values.pos < values.len) field.read(values, target);
}

/** What BinaryReader throws, in Go's words. */
const wordsOfReader: readonly (readonly [RegExp, string])[] = [
  [/^premature EOF$/, 'unexpected EOF'],
  [/^invalid varint$|^illegal tag: varint/, 'proto: integer overflow'],
  [/^illegal tag|^cant skip|^invalid end group|^maximum recursion/, 'proto: unexpected end of group'],
];

/** What is wrong with the bytes, in Go's words; undefined for errors that are not the bytes' fault. */
export function wireErrorText(error: unknown): string | undefined {
  if (error instanceof WireError || error instanceof QuantityError) return error.message;
  if (!(error instanceof Error)) return undefined;
  return wordsOfReader.find(([pattern]) => pattern.test(error.message))?.[1];
}
