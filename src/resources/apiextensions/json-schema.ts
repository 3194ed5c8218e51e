import type { Json } from '../../apimachinery/json';

/** A schema of custom resources. @upstream apiextensions v1 JSONSchemaProps */
export type JsonSchema = {
  type?: string;
  description?: string;
  format?: string;
  nullable?: boolean;
  default?: Json;
  enum?: Json[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: boolean;
  exclusiveMaximum?: boolean;
  multipleOf?: number;
  properties?: { [name: string]: JsonSchema };
  additionalProperties?: JsonSchema | boolean;
  required?: string[];
  minProperties?: number;
  maxProperties?: number;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  allOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  not?: JsonSchema;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-embedded-resource'?: boolean;
};

/** The schema of a field: a property of its own, or that of all others; undefined where there may be no such field. */
export function schemaOfField(schema: JsonSchema, field: string): JsonSchema | undefined {
  const own = Object.hasOwn(schema.properties ?? {}, field) ? schema.properties?.[field] : undefined;
  if (own !== undefined) return own;
  const { additionalProperties } = schema;
  if (additionalProperties === true) return { 'x-kubernetes-preserve-unknown-fields': true };
  return additionalProperties || undefined;
}

/** What every object has, whatever its schema says. */
export const metaFields: readonly string[] = ['apiVersion', 'kind', 'metadata'];
