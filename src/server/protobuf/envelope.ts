import { WireType } from '@bufbuild/protobuf/wire';
import { type FieldReader, MessageReader, readFields, WireError } from './wire';

/** What stands around an object on the wire: its type, and its own fields. */
export type Envelope = { apiVersion: string; kind: string; raw: MessageReader };

/** `k8s\0` */
const magic = [0x6b, 0x38, 0x73, 0x00];

const typeMetaFields = new Map<number, FieldReader<Envelope>>([
  [1, { goName: 'APIVersion', wireType: WireType.LengthDelimited, read: readApiVersion }],
  [2, { goName: 'Kind', wireType: WireType.LengthDelimited, read: readKind }],
]);

/** The fields of runtime.Unknown; the last two have no effect on the server. */
const envelopeFields = new Map<number, FieldReader<Envelope>>([
  [1, { goName: 'TypeMeta', wireType: WireType.LengthDelimited, read: readTypeMeta }],
  [2, { goName: 'Raw', wireType: WireType.LengthDelimited, read: readRaw }],
  [3, { goName: 'ContentEncoding', wireType: WireType.LengthDelimited, read: ignore }],
  [4, { goName: 'ContentType', wireType: WireType.LengthDelimited, read: ignore }],
]);

function readTypeMeta(reader: MessageReader, envelope: Envelope): void {
  readFields(reader.message(), 'TypeMeta', typeMetaFields, envelope);
}

function readApiVersion(reader: MessageReader, envelope: Envelope): void {
  envelope.apiVersion = reader.string();
}

function readKind(reader: MessageReader, envelope: Envelope): void {
  envelope.kind = reader.string();
}

function readRaw(reader: MessageReader, envelope: Envelope): void {
  envelope.raw = reader.message();
}

function ignore(reader: MessageReader): void {
  reader.bytes();
}

/**
 * Opens a body of type application/vnd.kubernetes.protobuf.
 * @throws WireError, and what wireErrorText words
 * @upstream apimachinery runtime/serializer/protobuf/protobuf.go Serializer.Decode
 */
export function openEnvelope(body: Uint8Array): Envelope {
  if (body.length === 0) throw new WireError('empty data');
  if (magic.some((byte, index) => body[index] !== byte)) {
    throw new WireError(`provided data does not appear to be a protobuf message, expected prefix [${magic.join(' ')}]`);
  }
  if (body.length === magic.length) throw new WireError('empty body');
  const envelope: Envelope = { apiVersion: '', kind: '', raw: new MessageReader(new Uint8Array()) };
  return readFields(new MessageReader(body.subarray(magic.length)), 'Unknown', envelopeFields, envelope);
}
