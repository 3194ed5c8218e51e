import type { JsonObject } from '../../apimachinery/json';
import { apiVersionOf, type Kind } from '../../apimachinery/meta';
import descriptionTable from '../schema/descriptions.json';
import { type Field, type FieldType, fieldOf, type Scalar, typeOf } from '../schema/field-types';
import generated from '../schema/generated.json';

type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;

const types: Table = generated.types;
const descriptions: Table = descriptionTable.texts;
const enums: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = descriptionTable.enums;

/** The types that are no objects of fields and yet have a name of their own in OpenAPI. */
type NamedType =
  | 'IntOrString'
  | 'MicroTime'
  | 'Quantity'
  | 'Time'
  | 'RawExtension'
  | 'FieldsV1'
  | 'CustomResourceSubresourceStatus'
  | 'JSON'
  | 'JSONSchemaPropsOrArray'
  | 'JSONSchemaPropsOrBool'
  | 'JSONSchemaPropsOrStringArray';

/** What a version of OpenAPI has of its own. */
export type OpenApiVersion = {
  /** What references begin with. */
  readonly root: string;
  readonly named: Readonly<Record<NamedType, JsonObject>>;
  /** Whether a reference may stand among others, so that a field can say more than its type does. */
  readonly hasAlternatives: boolean;
};

const namedInBoth = {
  MicroTime: { type: 'string', format: 'date-time' },
  Time: { type: 'string', format: 'date-time' },
  RawExtension: { type: 'object' },
  FieldsV1: { type: 'object' },
  CustomResourceSubresourceStatus: { type: 'object' },
  JSON: {},
  JSONSchemaPropsOrArray: {},
  JSONSchemaPropsOrBool: {},
  JSONSchemaPropsOrStringArray: {},
} as const;

export const openApiVersion2: OpenApiVersion = {
  root: '#/definitions/',
  named: {
    ...namedInBoth,
    IntOrString: { type: 'string', format: 'int-or-string' },
    Quantity: { type: 'string' },
  },
  hasAlternatives: false,
};

export const openApiVersion3: OpenApiVersion = {
  root: '#/components/schemas/',
  named: {
    ...namedInBoth,
    IntOrString: { oneOf: [{ type: 'integer' }, { type: 'string' }], format: 'int-or-string' },
    Quantity: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  },
  hasAlternatives: true,
};

/** The names of those that may hold anything. @upstream apimachinery meta/v1, apiextensions/v1 types.go */
const namedFields: Readonly<Record<string, NamedType>> = {
  'V1ControllerRevision.data': 'RawExtension',
  'V1CustomResourceSubresources.status': 'CustomResourceSubresourceStatus',
  'V1JSONSchemaProps.additionalItems': 'JSONSchemaPropsOrBool',
  'V1JSONSchemaProps.additionalProperties': 'JSONSchemaPropsOrBool',
  'V1JSONSchemaProps.default': 'JSON',
  'V1JSONSchemaProps.dependencies': 'JSONSchemaPropsOrStringArray',
  'V1JSONSchemaProps.enum': 'JSON',
  'V1JSONSchemaProps.example': 'JSON',
  'V1JSONSchemaProps.items': 'JSONSchemaPropsOrArray',
  'V1ManagedFieldsEntry.fieldsV1': 'FieldsV1',
};

/** A type's name in OpenAPI: `io.k8s.api.v1.PodSpec` for `V1PodSpec`. What stands behind the last point is what people see. */
export function schemaName(typeName: string): string {
  const [, prefix = '', version = '', name = typeName] =
    /^([A-Za-z]*?)(V\d+(?:(?:alpha|beta)\d+)?)(.*)$/.exec(typeName) ?? [];
  const parts = ['io.k8s.api', prefix.toLowerCase(), version.toLowerCase(), name];
  return parts.filter((part) => part !== '').join('.');
}

/** The schemas of kinds and of all types below them. */
export function schemasFor(kinds: readonly Kind[], version: OpenApiVersion): JsonObject {
  const schemas: JsonObject = {};
  const add = (typeName: string): void => {
    const name = schemaName(typeName);
    if (schemas[name] !== undefined) return;
    const fields = fieldsOf(typeName);
    schemas[name] = objectSchema(typeName, fields, version);
    for (const field of fields) {
      const { named, object } = typesWithin(field.type, `${typeName}.${field.name}`);
      if (named !== undefined) schemas[schemaName(named)] ??= { ...describe(named), ...version.named[named] };
      if (object !== undefined) add(object);
    }
  };
  for (const kind of kinds) {
    const typeName = typeOf(apiVersionOf(kind), kind.kind);
    if (typeName === undefined) continue;
    add(typeName);
    const name = schemaName(typeName);
    const { group, kind: kindName, version: kindVersion } = kind;
    const gvk = { group, kind: kindName, version: kindVersion };
    schemas[name] = { ...(schemas[name] as JsonObject), 'x-kubernetes-group-version-kind': [gvk] };
  }
  return schemas;
}

type NamedField = Field & { readonly name: string };

function fieldsOf(typeName: string): NamedField[] {
  return Object.keys(types[typeName] ?? {}).flatMap((name) => {
    const field = fieldOf(typeName, name);
    return field === undefined ? [] : [{ name, ...field }];
  });
}

function objectSchema(typeName: string, fields: readonly NamedField[], version: OpenApiVersion): JsonObject {
  const required = fields.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  const properties = fields.map(({ name, type }) => {
    const schema = schemaOf(type, `${typeName}.${name}`, version);
    const values = enums[typeName]?.[name];
    const own = values === undefined ? schema : { ...schema, enum: [...values] };
    return [name, described(own, type, descriptions[typeName]?.[name], version)];
  });
  return {
    ...describe(typeName),
    type: 'object',
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(properties),
  };
}

function describe(typeName: string): JsonObject {
  const description = descriptions[typeName]?.[''];
  return description === undefined ? {} : { description };
}

/** A field with what is said of it; one that refers to a type and has no text of its own has the type's. */
function described(
  schema: JsonObject,
  type: FieldType,
  description: string | undefined,
  { hasAlternatives }: OpenApiVersion,
): JsonObject {
  if (description === undefined) {
    const isObject = type.shape === 'object' && hasAlternatives;
    return isObject ? { ...describe(type.typeName), ...schema } : schema;
  }
  return schema.$ref !== undefined && hasAlternatives ? { description, allOf: [schema] } : { description, ...schema };
}

/** What a type refers to. @param field the field that is of it */
function typesWithin(type: FieldType, field: string): { named?: NamedType; object?: string } {
  if (type.shape === 'object') return { object: type.typeName };
  return type.shape === 'scalar' ? { named: namedType(type.scalar, field) } : typesWithin(type.element, field);
}

function namedType(scalar: Scalar, field: string): NamedType | undefined {
  switch (scalar) {
    case 'IntOrString':
    case 'MicroTime':
    case 'Quantity':
    case 'Time':
      return scalar;
    case 'any':
      return namedFields[field];
    default:
      return undefined;
  }
}

const scalars: Readonly<Record<Exclude<Scalar, NamedType>, JsonObject>> = {
  string: { type: 'string' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  number: { type: 'number', format: 'double' },
  boolean: { type: 'boolean' },
  bytes: { type: 'string', format: 'byte' },
  any: { type: 'object' },
};

function schemaOf(type: FieldType, field: string, version: OpenApiVersion): JsonObject {
  switch (type.shape) {
    case 'scalar': {
      const name = namedType(type.scalar, field);
      return name === undefined ? scalars[type.scalar as keyof typeof scalars] : reference(name, version);
    }
    case 'list':
      return { type: 'array', items: schemaOf(type.element, field, version) };
    case 'map':
      return { type: 'object', additionalProperties: schemaOf(type.element, field, version) };
    case 'object':
      return reference(type.typeName, version);
  }
}

function reference(typeName: string, { root }: OpenApiVersion): JsonObject {
  return { $ref: `${root}${schemaName(typeName)}` };
}
