import { WireType } from '@bufbuild/protobuf/wire';
import type { Json } from '../../apimachinery/json';
import { canonicalQuantity, QuantityError } from '../../apimachinery/quantity';
import { readMicroTime, readTime } from './time';
import { type FieldReader, type MessageReader, readFields, WireError } from './wire';

/** How a value that is no object of fields is read. */
export type ValueReader = {
  readonly wireType: WireType;
  /** What it is where it was not sent; null is the same as nothing. */
  readonly zero: Json;
  readonly read: (reader: MessageReader) => Json;
};

/** By type code of messages.json. */
export const valueReaders: Readonly<Record<string, ValueReader>> = {
  string: counted('', (reader) => reader.string()),
  bytes: counted('', (reader) => Buffer.from(reader.bytes()).toString('base64')),
  int32: varint(0, (reader) => reader.int32()),
  int64: varint(0, (reader) => Number(reader.int64())),
  bool: varint(false, (reader) => reader.bool()),
  Time: counted(null, (reader) => readTime(reader.message())),
  MicroTime: counted(null, (reader) => readMicroTime(reader.message())),
  Quantity: counted('0', (reader) => readQuantity(reader.message())),
  IntOrString: counted(0, (reader) => readIntOrString(reader.message())),
  JSON: counted(null, (reader) => readJson(reader.message())),
  Items: counted(null, (reader) => readItems(reader.message())),
};

function counted(zero: Json, read: (reader: MessageReader) => Json): ValueReader {
  return { wireType: WireType.LengthDelimited, zero, read };
}

function varint(zero: Json, read: (reader: MessageReader) => Json): ValueReader {
  return { wireType: WireType.Varint, zero, read };
}

type Text = { text: string };

const quantityFields = new Map<number, FieldReader<Text>>([
  [1, { goName: 'String_', wireType: WireType.LengthDelimited, read: readText }],
]);

function readText(reader: MessageReader, target: Text): void {
  target.text = reader.string();
}

/** More digits than anyone writes take long to compute with. */
const longestQuantity = 64;

/** @upstream apimachinery api/resource/quantity_proto.go Quantity.Unmarshal */
function readQuantity(reader: MessageReader): Json {
  const { text } = readFields(reader, 'Quantity', quantityFields, { text: '0' });
  if (text.length > longestQuantity || /[eE][-+]?\d{3}/.test(text)) {
    throw new QuantityError("unable to parse quantity's suffix");
  }
  return canonicalQuantity(text);
}

type TextOrNumber = Text & { type: number; number: number };

const intOrStringFields = new Map<number, FieldReader<TextOrNumber>>([
  [1, { goName: 'Type', wireType: WireType.Varint, read: readType }],
  [2, { goName: 'IntVal', wireType: WireType.Varint, read: readNumber }],
  [3, { goName: 'StrVal', wireType: WireType.LengthDelimited, read: readText }],
]);

function readType(reader: MessageReader, target: TextOrNumber): void {
  target.type = Number(reader.int64());
}

function readNumber(reader: MessageReader, target: TextOrNumber): void {
  target.number = reader.int32();
}

/** @upstream apimachinery util/intstr/intstr.go IntOrString.MarshalJSON */
function readIntOrString(reader: MessageReader): Json {
  const value = readFields(reader, 'IntOrString', intOrStringFields, { type: 0, number: 0, text: '' });
  if (value.type === 0) return value.number;
  if (value.type === 1) return value.text;
  throw new WireError('impossible IntOrString.Type');
}

const rawFields = new Map<number, FieldReader<Text>>([
  [1, { goName: 'Raw', wireType: WireType.LengthDelimited, read: readText }],
]);

/** RawExtension and FieldsV1: JSON as it is. */
function readJson(reader: MessageReader): Json {
  const { text } = readFields(reader, 'RawExtension', rawFields, { text: '' });
  if (text === '') return null;
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    throw new WireError('json: error calling MarshalJSON for type runtime.RawExtension: invalid JSON');
  }
}

const itemsFields = new Map<number, FieldReader<string[]>>([
  [1, { goName: 'Items', wireType: WireType.LengthDelimited, read: readItem }],
]);

function readItem(reader: MessageReader, target: string[]): void {
  target.push(reader.string());
}

/** A list of texts that is a message of its own, as a map's values must be: ExtraValue. */
function readItems(reader: MessageReader): Json {
  return readFields(reader, 'ExtraValue', itemsFields, []);
}
