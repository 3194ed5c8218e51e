import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { isObject, type Json, type JsonObject } from '../../apimachinery/json';

/**
 * A document of version 2 in protocol buffers: its schemas, without the paths. From paths kubectl would learn that it
 * may merge by these schemas, which do not say by which keys; without them it merges by what it knows itself.
 * @upstream gnostic openapiv2/OpenAPIv2.proto
 */
export function encodeOpenApiV2({ swagger, info, definitions }: JsonObject): Uint8Array {
  const writer = new BinaryWriter();
  text(writer, 1, swagger);
  message(writer, 2, () => {
    text(writer, 1, isObject(info) ? info.title : undefined);
    text(writer, 2, isObject(info) ? info.version : undefined);
  });
  message(writer, 9, () => namedSchemas(writer, definitions));
  return writer.finish();
}

function namedSchemas(writer: BinaryWriter, schemas: Json | undefined): void {
  for (const [name, value] of Object.entries(isObject(schemas) ? schemas : {})) {
    message(writer, 1, () => {
      text(writer, 1, name);
      message(writer, 2, () => schema(writer, isObject(value) ? value : {}));
    });
  }
}

function schema(writer: BinaryWriter, value: JsonObject): void {
  text(writer, 1, value.$ref);
  text(writer, 2, value.format);
  text(writer, 4, value.description);
  for (const name of Array.isArray(value.required) ? value.required : []) text(writer, 19, name);
  const { additionalProperties, items, properties, type } = value;
  if (isObject(additionalProperties)) {
    message(writer, 21, () => message(writer, 1, () => schema(writer, additionalProperties)));
  }
  if (type !== undefined) message(writer, 22, () => text(writer, 1, type));
  if (isObject(items)) message(writer, 23, () => message(writer, 1, () => schema(writer, items)));
  if (isObject(properties)) message(writer, 25, () => namedSchemas(writer, properties));
  for (const [name, extension] of Object.entries(value)) {
    if (name.startsWith('x-')) {
      message(writer, 31, () => {
        text(writer, 1, name);
        // YAML in the format; JSON is YAML.
        message(writer, 2, () => text(writer, 2, JSON.stringify(extension)));
      });
    }
  }
}

function text(writer: BinaryWriter, field: number, value: Json | undefined): void {
  if (typeof value === 'string') writer.tag(field, WireType.LengthDelimited).string(value);
}

function message(writer: BinaryWriter, field: number, write: () => void): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  write();
  writer.join();
}
