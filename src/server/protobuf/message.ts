import { WireType } from '@bufbuild/protobuf/wire';
import { isObject, type Json, type JsonObject } from '../../apimachinery/json';
import schema from './messages.json';
import { type ValueReader, valueReaders } from './value';
import { type FieldReader, type MessageReader, readFields } from './wire';

/** A message ready to be read: its fields, and what its JSON form holds of fields that were not sent. */
type Message = {
  readonly goName: string;
  readonly fields: ReadonlyMap<number, FieldReader<JsonObject>>;
  readonly zero: () => JsonObject;
};

/** A field as messages.json has it: scripts/distil-protobuf.mjs explains the codes. */
type Field = { readonly name: string; readonly prefix: string; readonly code: string; readonly mark: string };

const rows: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = schema.messages;
const prepared = new Map<string, Message>();

/**
 * The JSON form of a message: what Go writes as JSON of the same struct, without fields that would be null.
 * @param name of messages.json
 * @throws errors that wireErrorText words
 */
export function readMessage(name: string, reader: MessageReader): JsonObject {
  const message = messageOf(name);
  return readFields(reader, message.goName, message.fields, message.zero());
}

function messageOf(name: string): Message {
  const known = prepared.get(name);
  if (known !== undefined) return known;
  const fields = Object.entries(rows[name] ?? {}).map(([number, row]) => [Number(number), parseField(row)] as const);
  const always = fields.map(([, field]) => field).filter(({ mark }) => mark === '!');
  const message: Message = {
    goName: goNameOf(name),
    fields: new Map(fields.map(([number, field]) => [number, fieldReader(field)])),
    zero: () => always.reduce(addZero, {}),
  };
  prepared.set(name, message);
  return message;
}

function parseField([name = '', type = '']: readonly string[]): Field {
  const [, prefix = '', code = '', mark = ''] = /^(\[\]|\{\})?(.*?)([!?])?$/.exec(type) ?? [];
  return { name, prefix, code, mark };
}

function goNameOf(message: string): string {
  return message.slice(message.lastIndexOf('/') + 1);
}

function addZero(object: JsonObject, { name, code }: Field): JsonObject {
  const value = valueReaders[code];
  if (name === '') return Object.assign(object, messageOf(code).zero());
  object[name] = value === undefined ? messageOf(code).zero() : value.zero;
  return object;
}

function fieldReader(field: Field): FieldReader<JsonObject> {
  const { name, prefix, code } = field;
  const goName = name === '' ? goNameOf(code) : `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const value = valueReaders[code];
  const wireType = value?.wireType ?? WireType.LengthDelimited;
  if (prefix === '[]') {
    return { goName, wireType, isPackable: wireType === WireType.Varint, read: listReader(field, value) };
  }
  if (value === undefined) return { goName, wireType, read: objectReader(field) };
  if (prefix === '{}') return { goName, wireType: WireType.LengthDelimited, read: mapReader(field, value) };
  return { goName, wireType, read: valueReader(field, value) };
}

type Read = FieldReader<JsonObject>['read'];

/** An object that is sent twice is merged, as protobuf has it. */
function objectReader({ name, code }: Field): Read {
  return (reader, target) => {
    const { goName, fields, zero } = messageOf(code);
    const present = name === '' ? target : target[name];
    const object = isObject(present) ? present : zero();
    if (object !== target) target[name] = object;
    readFields(reader.message(), goName, fields, object);
  };
}

function valueReader({ name, mark }: Field, value: ValueReader): Read {
  return (reader, target) => {
    const read = value.read(reader);
    if (read === null || (mark === '' && read === value.zero)) delete target[name];
    else target[name] = read;
  };
}

function listReader({ name, code }: Field, value: ValueReader | undefined): Read {
  return (reader, target) => {
    const item = value === undefined ? readMessage(code, reader.message()) : value.read(reader);
    const list = target[name];
    if (Array.isArray(list)) list.push(item);
    else target[name] = [item];
  };
}

type Entry = { key: string; value: Json };

function mapReader({ name }: Field, { zero, wireType, read }: ValueReader): Read {
  const entryFields = new Map<number, FieldReader<Entry>>([
    [1, { goName: 'Key', wireType: WireType.LengthDelimited, read: readKey }],
    [2, { goName: 'Value', wireType, read: readValue }],
  ]);
  function readValue(reader: MessageReader, entry: Entry): void {
    entry.value = read(reader);
  }
  return (reader, target) => {
    const { key, value } = readFields(reader.message(), 'Entry', entryFields, { key: '', value: zero });
    const present = target[name];
    const map = isObject(present) ? present : {};
    // Assigning to __proto__ would not add a key.
    Object.defineProperty(map, key, { value, configurable: true, enumerable: true, writable: true });
    target[name] = map;
  };
}

function readKey(reader: MessageReader, entry: Entry): void {
  entry.key = reader.string();
}
