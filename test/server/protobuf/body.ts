import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

const magic = new Uint8Array([0x6b, 0x38, 0x73, 0]);

/** A request's body: an object's fields, in its envelope. */
export function bodyOf(apiVersion: string, kind: string, fields: Uint8Array): Uint8Array {
  const type = new BinaryWriter().tag(1, WireType.LengthDelimited).string(apiVersion);
  type.tag(2, WireType.LengthDelimited).string(kind);
  const envelope = new BinaryWriter().tag(1, WireType.LengthDelimited).bytes(type.finish());
  envelope.tag(2, WireType.LengthDelimited).bytes(fields);
  return Buffer.concat([magic, envelope.finish()]);
}

/** A field that holds bytes: a message, a text. */
export function field(number: number, ...contents: readonly (Uint8Array | string)[]): Uint8Array {
  const bytes = Buffer.concat(contents.map((content) => Buffer.from(content)));
  return new BinaryWriter().tag(number, WireType.LengthDelimited).bytes(bytes).finish();
}

/** Bytes as hexadecimal digits. */
export function hex(digits: string): Uint8Array {
  return Buffer.from(digits.replaceAll(' ', ''), 'hex');
}
