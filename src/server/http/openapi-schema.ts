import type { JsonObject } from '../../apimachinery/json';
import { apiVersionOf, type Kind } from '../../apimachinery/meta';
import { type FieldType, fieldOf, type Scalar, typeOf } from '../../resources/schema/field-types';
import generated from '../../resources/schema/generated.json';

type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;

const types: Table = generated.types;

/** A type's name in OpenAPI: `io.k8s.api.v1.PodSpec` for `V1PodSpec`. What stands behind the last point is what people see. */
export function schemaName(typeName: string): string {
  const [, prefix = '', version = '', name = typeName] =
    /^([A-Za-z]*?)(V\d+(?:(?:alpha|beta)\d+)?)(.*)$/.exec(typeName) ?? [];
  const parts = ['io.k8s.api', prefix.toLowerCase(), version.toLowerCase(), name];
  return parts.filter((part) => part !== '').join('.');
}

/** The schemas of kinds and of all types below them. @param root what references begin with */
export function schemasFor(kinds: readonly Kind[], root: string): JsonObject {
  const schemas: JsonObject = {};
  const add = (typeName: string): void => {
    const name = schemaName(typeName);
    if (schemas[name] !== undefined) return;
    const fields = Object.keys(types[typeName] ?? {}).flatMap((name) => {
      const field = fieldOf(typeName, name);
      return field === undefined ? [] : [{ name, ...field }];
    });
    const properties: JsonObject = {};
    schemas[name] = properties;
    for (const { name: field, type } of fields) properties[field] = schemaOf(type, root);
    const required = fields.filter(({ isRequired }) => isRequired).map(({ name: field }) => field);
    schemas[name] = { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
    for (const { type } of fields) for (const below of objectTypes(type)) add(below);
  };
  for (const kind of kinds) {
    const typeName = typeOf(apiVersionOf(kind), kind.kind);
    if (typeName === undefined) continue;
    add(typeName);
    const { group, version } = kind;
    const name = schemaName(typeName);
    schemas[name] = {
      ...(schemas[name] as JsonObject),
      'x-kubernetes-group-version-kind': [{ group, kind: kind.kind, version }],
    };
  }
  return schemas;
}

function objectTypes(type: FieldType): string[] {
  if (type.shape === 'object') return [type.typeName];
  return type.shape === 'scalar' ? [] : objectTypes(type.element);
}

const scalars: Readonly<Record<Scalar, JsonObject>> = {
  string: { type: 'string' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  number: { type: 'number', format: 'double' },
  boolean: { type: 'boolean' },
  IntOrString: { type: 'string', format: 'int-or-string' },
  Time: { type: 'string', format: 'date-time' },
  MicroTime: { type: 'string', format: 'date-time' },
  Quantity: { type: 'string' },
  bytes: { type: 'string', format: 'byte' },
  any: { type: 'object' },
};

function schemaOf(type: FieldType, root: string): JsonObject {
  switch (type.shape) {
    case 'scalar':
      return scalars[type.scalar];
    case 'list':
      return { type: 'array', items: schemaOf(type.element, root) };
    case 'map':
      return { type: 'object', additionalProperties: schemaOf(type.element, root) };
    case 'object':
      return { $ref: `${root}${schemaName(type.typeName)}` };
  }
}
