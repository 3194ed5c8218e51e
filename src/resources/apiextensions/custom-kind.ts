import type { JsonObject } from '../../apimachinery/json';
import { clone } from '../../apimachinery/json';
import type { KubeObject } from '../../apimachinery/meta';
import type { Strategy } from '../strategy';
import type { CustomResourceDefinition, DefinitionVersion } from './customresourcedefinition';
import { setDefaults } from './defaults';
import type { CustomKind } from './is-custom-kind';
import type { JsonSchema } from './json-schema';
import { customColumns } from './printer-columns';
import { prune } from './prune';
import { validateSchema } from './validate-schema';

/** The kinds of definitions, in discovery's order. */
export function customKinds(definitions: readonly CustomResourceDefinition[]): CustomKind[] {
  return definitions.filter(isEstablished).flatMap((definition) =>
    definition.spec.versions
      .filter(({ served }) => served)
      .toSorted((left, right) => compareVersions(right.name, left.name))
      .map((version) => customKind(definition, version)),
  );
}

function isEstablished({ status }: CustomResourceDefinition): boolean {
  return status?.conditions?.some(({ type, status: state }) => type === 'Established' && state === 'True') ?? false;
}

function customKind({ spec }: CustomResourceDefinition, version: DefinitionVersion): CustomKind {
  const { names, group, scope } = spec;
  const schema = version.schema?.openAPIV3Schema ?? {};
  const hasStatus = version.subresources?.status !== undefined;
  return {
    group,
    version: version.name,
    kind: names.kind,
    plural: names.plural,
    singular: names.singular ?? names.kind.toLowerCase(),
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    namespaced: scope === 'Namespaced',
    schema,
    columns: customColumns(version.additionalPrinterColumns),
    unknownFields: (object) => prune(clone(object) as JsonObject, schema),
    scale: version.subresources?.scale,
    strategy: customStrategy(schema, hasStatus),
  };
}

/** @upstream apiextensions pkg/registry/customresource/strategy.go */
function customStrategy(schema: JsonSchema, hasStatus: boolean): Strategy<KubeObject> {
  return {
    setDefaults(object) {
      prune(object as JsonObject, schema);
      setDefaults(object as JsonObject, schema);
    },
    prepareForCreate: (object) => {
      if (hasStatus) delete object.status;
    },
    prepareForUpdate: (object, old) => {
      if (!hasStatus) return;
      if (old.status === undefined) delete object.status;
      else object.status = old.status;
    },
    validate: ({ apiVersion: _version, kind: _kind, metadata: _metadata, ...content }) =>
      validateSchema(content as JsonObject, withoutMeta(schema), ''),
    hasStatus,
    hasGeneration: true,
  };
}

/** Metadata has rules of its own. */
function withoutMeta({ properties = {}, ...schema }: JsonSchema): JsonSchema {
  const { apiVersion: _version, kind: _kind, metadata: _metadata, ...others } = properties;
  const required = schema.required?.filter((field) => field in others || !(field in properties));
  return { ...schema, properties: others, required };
}

/** `v2` before `v1`, both before `v1beta2`, which is before `v1alpha1`; other names last. @upstream apimachinery version CompareKubeAwareVersionStrings */
function compareVersions(left: string, right: string): number {
  const [leftRank, rightRank] = [rank(left), rank(right)];
  for (const [index, value] of leftRank.entries()) {
    const difference = value - (rightRank[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left < right ? 1 : -1;
}

function rank(version: string): readonly number[] {
  const [, major, stage = 'ga', minor = '0'] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
  if (major === undefined) return [-1, 0, 0];
  return [['alpha', 'beta', 'ga'].indexOf(stage), Number(major), Number(minor)];
}
